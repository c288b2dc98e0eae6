package org.bestiary.experiments.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.ZooException;

/**
 * Whether a map is about what the network uses: the score of a class when the pixels that the map values most are covered,
 * beside the score when as many random pixels are (after Petsiuk, Das, Saenko: RISE, 2018).
 *
 * @param images how many images
 * @param share of the pixels that is covered
 * @param score mean score before softmax of whole images
 * @param salientScore of images whose most salient pixels are covered
 * @param randomScore of images with random pixels covered, mean of several draws
 * @param probability mean probability of the class of whole images
 * @param salientProbability as the score
 * @param randomProbability as the score
 * @param lower images whose score falls further by salient pixels than by random ones
 */
public record Deletion(
        int images,
        double share,
        double score,
        double salientScore,
        double randomScore,
        double probability,
        double salientProbability,
        double randomProbability,
        int lower) {
    private static final int DRAWS = 5;

    /**
     * Measures a method.
     *
     * @param subject the network
     * @param images C x H x W each
     * @param targets the class of each image
     * @param maps one number per pixel for each image, of the image's height and width
     * @param share of the pixels to cover, above 0 and below 1
     * @param seed of the random pixels
     */
    public static Deletion measure(
            Subject subject, List<float[]> images, int[] targets, List<float[]> maps, double share, long seed) {
        if (!(share > 0 && share < 1)) {
            throw new ZooException("the share of pixels to cover must be above 0 and below 1, but got " + share);
        }
        Shape in = subject.input();
        int count = Math.max(1, (int) Math.round(share * in.height() * in.width()));
        List<float[]> salient = new ArrayList<>();
        List<List<float[]>> random = new ArrayList<>();
        Random dice = new Random(seed);
        for (int draw = 0; draw < DRAWS; draw++) {
            random.add(new ArrayList<>());
        }
        for (int i = 0; i < images.size(); i++) {
            salient.add(Mask.of(in, largest(maps.get(i), count)).cover(images.get(i), subject.pixels()));
            for (List<float[]> draw : random) {
                draw.add(Mask.of(in, some(in, count, dice)).cover(images.get(i), subject.pixels()));
            }
        }
        Rows whole = new Rows(subject.scores(images), targets);
        Rows covered = new Rows(subject.scores(salient), targets);
        List<Rows> chance =
                random.stream().map(r -> new Rows(subject.scores(r), targets)).toList();
        int lower = (int) IntStream.range(0, images.size())
                .filter(i -> covered.score(i)
                        < chance.stream().mapToDouble(r -> r.score(i)).average().orElseThrow())
                .count();
        return new Deletion(
                images.size(),
                share,
                whole.meanScore(),
                covered.meanScore(),
                chance.stream().mapToDouble(Rows::meanScore).average().orElseThrow(),
                whole.meanProbability(),
                covered.meanProbability(),
                chance.stream().mapToDouble(Rows::meanProbability).average().orElseThrow(),
                lower);
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Rows(float[][] scores, int[] targets) {
        double score(int i) {
            return scores[i][targets[i]];
        }

        double meanScore() {
            return IntStream.range(0, scores.length)
                    .mapToDouble(this::score)
                    .average()
                    .orElseThrow();
        }

        double meanProbability() {
            return IntStream.range(0, scores.length)
                    .mapToDouble(i -> Subject.probabilities(scores[i])[targets[i]])
                    .average()
                    .orElseThrow();
        }
    }

    private static int[] largest(float[] map, int count) {
        return IntStream.range(0, map.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -map[i]).thenComparing(Comparator.naturalOrder()))
                .limit(count)
                .mapToInt(i -> i)
                .toArray();
    }

    private static int[] some(Shape in, int count, Random dice) {
        int[] order = IntStream.range(0, in.height() * in.width()).toArray();
        for (int i = 0; i < count; i++) {
            int j = i + dice.nextInt(order.length - i);
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
        return Arrays.copyOf(order, count);
    }
}
