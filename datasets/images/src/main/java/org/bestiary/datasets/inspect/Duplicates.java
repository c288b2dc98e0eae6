package org.bestiary.datasets.inspect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Images that are there more than once.
 *
 * @param copies files that are byte for byte the same as an earlier one
 * @param copiesAcrossSplits of these, files that are also in an earlier split (training, validation, test): what is tested
 *     has been learnt
 * @param copiesAcrossClasses of these, files that are also in an earlier class: one of the two labels is wrong
 * @param near pairs of different files whose images are nearly the same: scaled, packed anew, a little changed; -1 if they
 *     were not looked for, beyond 100,000 different files
 * @param nearAcrossSplits of these, pairs in two splits
 * @param nearAcrossClasses of these, pairs in two classes
 * @param examples the first ten, those across splits before those across classes before others
 */
public record Duplicates(
        long copies,
        long copiesAcrossSplits,
        long copiesAcrossClasses,
        long near,
        long nearAcrossSplits,
        long nearAcrossClasses,
        List<Example> examples) {
    private static final int NAMED = 10;
    private static final int MOST = 100_000;

    /**
     * Two files.
     *
     * @param same whether they are the same byte for byte, or else nearly the same images
     * @param acrossSplits whether they are in two splits
     * @param acrossClasses whether they are in two classes
     * @param first relative to the folder
     * @param second relative to the folder
     */
    public record Example(boolean same, boolean acrossSplits, boolean acrossClasses, String first, String second) {
        private int rank() {
            return (acrossSplits ? 0 : 4) + (acrossClasses ? 0 : 2) + (same ? 0 : 1);
        }
    }

    /** Looks for them among images that could be decoded. */
    static Duplicates of(List<SeenImage> images, Function<SeenImage, String> name) {
        Map<String, List<SeenImage>> byContent = new LinkedHashMap<>();
        images.forEach(image -> byContent
                .computeIfAbsent(image.sha256(), key -> new ArrayList<>())
                .add(image));
        Tally copies = new Tally();
        for (List<SeenImage> group : byContent.values()) {
            SeenImage first = group.get(0);
            group.stream().skip(1).forEach(copy -> copies.add(true, first, copy, name));
        }
        List<SeenImage> different =
                byContent.values().stream().map(group -> group.get(0)).toList();
        Tally near = new Tally();
        if (different.size() <= MOST) {
            near(different, name).forEach(near::add);
        }
        List<Example> examples = new ArrayList<>();
        for (int rank = 0; rank < Tally.RANKS; rank++) {
            examples.addAll(copies.examples.get(rank));
            examples.addAll(near.examples.get(rank));
        }
        return new Duplicates(
                copies.pairs,
                copies.acrossSplits,
                copies.acrossClasses,
                different.size() <= MOST ? near.pairs : -1,
                near.acrossSplits,
                near.acrossClasses,
                examples.stream().limit(NAMED).toList());
    }

    /** Every image with every later one: for 50,000 images 1.25 thousand million comparisons of 64 bits. */
    private static List<Tally> near(List<SeenImage> images, Function<SeenImage, String> name) {
        Fingerprint[] prints = images.stream()
                .map(image -> image.seen().orElseThrow().fingerprint())
                .toArray(Fingerprint[]::new);
        long[] hashes = new long[prints.length];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = prints[i].hash();
        }
        return IntStream.range(0, hashes.length)
                .parallel()
                .mapToObj(i -> {
                    Tally tally = new Tally();
                    for (int j = i + 1; j < hashes.length; j++) {
                        if (Fingerprint.similar(hashes[i], hashes[j]) && prints[i].near(prints[j])) {
                            tally.add(false, images.get(i), images.get(j), name);
                        }
                    }
                    return tally;
                })
                .toList();
    }

    /** Counts, and the first few of each rank. */
    private static final class Tally {
        private static final int RANKS = 8;

        private long pairs;
        private long acrossSplits;
        private long acrossClasses;
        private final List<List<Example>> examples = IntStream.range(0, RANKS)
                .<List<Example>>mapToObj(rank -> new ArrayList<>(0))
                .toList();

        void add(boolean same, SeenImage first, SeenImage second, Function<SeenImage, String> name) {
            boolean splits = first.split() != second.split();
            boolean classes = first.label() != second.label();
            pairs++;
            acrossSplits += splits ? 1 : 0;
            acrossClasses += classes ? 1 : 0;
            Example example = new Example(same, splits, classes, "", "");
            List<Example> known = examples.get(example.rank());
            if (known.size() < NAMED) {
                known.add(new Example(same, splits, classes, name.apply(first), name.apply(second)));
            }
        }

        void add(Tally other) {
            pairs += other.pairs;
            acrossSplits += other.acrossSplits;
            acrossClasses += other.acrossClasses;
            for (int rank = 0; rank < RANKS; rank++) {
                List<Example> known = examples.get(rank);
                other.examples.get(rank).stream().limit(NAMED - known.size()).forEach(known::add);
            }
        }
    }
}
