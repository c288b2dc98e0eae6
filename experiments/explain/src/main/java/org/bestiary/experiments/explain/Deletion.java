package org.bestiary.experiments.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
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
 * @param shiftedScore of images with the pattern of the salient pixels covered elsewhere, mean of several draws: scattered
 *     pixels disturb a network more than connected ones, whatever they hide, and this control has the same pattern
 * @param probability mean probability of the class of whole images
 * @param salientProbability as the score
 * @param randomProbability as the score
 * @param shiftedProbability as the score
 * @param lower images whose score falls further by salient pixels than by random ones
 * @param lowerThanShifted images whose score falls further by salient pixels than by the same pattern elsewhere
 */
public record Deletion(
        int images,
        double share,
        double score,
        double salientScore,
        double randomScore,
        double shiftedScore,
        double probability,
        double salientProbability,
        double randomProbability,
        double shiftedProbability,
        int lower,
        int lowerThanShifted) {
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
        Random dice = new Random(seed);
        List<float[]> salient = new ArrayList<>();
        List<List<float[]>> random = draws();
        List<List<float[]>> shifted = draws();
        for (int i = 0; i < images.size(); i++) {
            float[] image = images.get(i);
            int[] chosen = largest(maps.get(i), count);
            salient.add(Mask.of(in, chosen).cover(image, subject.pixels()));
            random.forEach(draw -> draw.add(Mask.of(in, some(in, count, dice)).cover(image, subject.pixels())));
            shifted.forEach(
                    draw -> draw.add(Mask.of(in, elsewhere(in, chosen, dice)).cover(image, subject.pixels())));
        }
        Rows whole = new Rows(subject.scores(images), targets);
        Rows covered = new Rows(subject.scores(salient), targets);
        Draws chance = Draws.of(subject, random, targets);
        Draws pattern = Draws.of(subject, shifted, targets);
        return new Deletion(
                images.size(),
                share,
                whole.meanScore(),
                covered.meanScore(),
                chance.mean(Rows::meanScore),
                pattern.mean(Rows::meanScore),
                whole.meanProbability(),
                covered.meanProbability(),
                chance.mean(Rows::meanProbability),
                pattern.mean(Rows::meanProbability),
                chance.above(covered),
                pattern.above(covered));
    }

    private static List<List<float[]>> draws() {
        List<List<float[]>> draws = new ArrayList<>();
        for (int draw = 0; draw < DRAWS; draw++) {
            draws.add(new ArrayList<>());
        }
        return draws;
    }

    private record Draws(List<Rows> all) {
        static Draws of(Subject subject, List<List<float[]>> images, int... targets) {
            return new Draws(images.stream()
                    .map(draw -> new Rows(subject.scores(draw), targets))
                    .toList());
        }

        double mean(ToDoubleFunction<Rows> figure) {
            return all.stream().mapToDouble(figure).average().orElseThrow();
        }

        /** Images whose score is higher here, in the mean of the draws, than there. */
        int above(Rows there) {
            return (int) IntStream.range(0, there.scores().length)
                    .filter(i -> there.score(i) < mean(r -> r.score(i)))
                    .count();
        }
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

    /** The same pattern moved by chance; what leaves the image on one side comes back on the other. */
    private static int[] elsewhere(Shape in, int[] chosen, Random dice) {
        int down = 1 + dice.nextInt(in.height() - 1);
        int right = 1 + dice.nextInt(in.width() - 1);
        return Arrays.stream(chosen)
                .map(i -> (i / in.width() + down) % in.height() * in.width() + (i + right) % in.width())
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
