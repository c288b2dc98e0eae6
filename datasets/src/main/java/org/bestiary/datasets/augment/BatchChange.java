package org.bestiary.datasets.augment;

import org.bestiary.datasets.FloatBatch;
import org.bestiary.datasets.RandomStream;

/** One change of a whole batch. Immutable and pure. */
@FunctionalInterface
public interface BatchChange {
    /**
     * Changes a batch.
     *
     * @param batch in place
     * @param random where every choice comes from
     */
    void apply(FloatBatch batch, RandomStream random);
}
