package org.bestiary.datasets.augment;

import org.bestiary.datasets.FloatBatch;
import org.bestiary.datasets.RandomStream;

/** One change of a whole batch. Immutable and pure. */
@FunctionalInterface
public non-sealed interface BatchChange extends Step {
    /**
     * Changes a batch.
     *
     * @param batch in place
     * @param random where every choice comes from
     */
    void apply(FloatBatch batch, RandomStream random);

    /**
     * Whether images, or labels alone, of different examples are mixed, which is done once at most.
     *
     * @return true for most
     */
    default boolean mixes() {
        return true;
    }
}
