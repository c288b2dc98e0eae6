package org.bestiary.experiments.search.prune;

import org.bestiary.common.catalog.Parameter;

/** The numbers that several pruners have. */
final class Rungs {
    static final Parameter MIN_EPOCHS = Parameter.whole(
                    "minEpochs",
                    1,
                    1_000_000_000,
                    "epochs that every trial gets; for asha and hyperband the first rung")
            .usually(1);
    static final Parameter REDUCTION = Parameter.whole(
                    "reduction",
                    2,
                    100,
                    "with asha and hyperband: one trial of so many goes on from a rung, for so many times the epochs")
            .usually(3);

    private Rungs() {}

    /** In words. */
    static String label(String name, int minEpochs, int reduction) {
        return name + " (from epoch " + minEpochs + ", one of " + reduction + " goes on)";
    }
}
