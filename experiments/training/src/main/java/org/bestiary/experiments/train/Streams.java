package org.bestiary.experiments.train;

import java.util.Map;
import java.util.TreeMap;
import org.bestiary.datasets.RandomStream;

/**
 * The named random streams of a run. Each purpose has a seed of its own, derived from the run's, so that more draws for one
 * never change another.
 *
 * @param augment seed of the changes to training images
 * @param init seed of the weights
 * @param shuffle seed of the order of images
 * @param dropout seed of what is dropped
 * @param sample seed of the choice of images for the report
 */
public record Streams(long augment, long init, long shuffle, long dropout, long sample) {
    /** The streams of a run's seed. */
    public static Streams of(long seed) {
        return new Streams(
                derive(seed, "augment"),
                derive(seed, "init"),
                derive(seed, "shuffle"),
                derive(seed, "dropout"),
                derive(seed, "sample"));
    }

    private static long derive(long seed, String name) {
        // 53 bits: JSON readers keep such numbers exactly.
        return RandomStream.of(seed).split(name).nextLong() >>> 11;
    }

    /** What is dropped at one step: a function of the step alone, so that a resumed run draws the same. */
    long dropoutAt(long step) {
        return RandomStream.of(dropout).split(step).nextLong();
    }

    /** By name, for the record of a run. */
    public Map<String, Long> byName() {
        return new TreeMap<>(
                Map.of("augment", augment, "init", init, "shuffle", shuffle, "dropout", dropout, "sample", sample));
    }
}
