package org.bestiary.zoo.graph;

import java.util.Objects;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;

/**
 * What a configuration carries for training.
 *
 * @param updater the optimiser, with its learning rate or schedule; AdamW is Adam with decoupled decay
 * @param decay weight decay
 */
public record Training(IUpdater updater, Decay decay) {
    public Training {
        Objects.requireNonNull(updater, "updater");
        Objects.requireNonNull(decay, "decay");
    }

    /**
     * With coupled weight decay on weights of convolution and dense layers.
     *
     * @param updater the optimiser
     * @param l2 as torch's SGD {@code weight_decay}; 0 for none
     */
    public Training(IUpdater updater, double l2) {
        this(updater, Decay.coupled(l2));
    }

    /** Momentum 0.9, learning rate 0.01, no weight decay. */
    public static Training defaults() {
        return new Training(new Nesterovs(0.01, 0.9), Decay.NONE);
    }
}
