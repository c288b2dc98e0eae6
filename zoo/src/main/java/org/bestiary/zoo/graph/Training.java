package org.bestiary.zoo.graph;

import java.util.Objects;
import org.bestiary.zoo.ZooException;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;

/**
 * What a configuration carries for training.
 *
 * @param updater the optimiser, with its learning rate or schedule
 * @param l2 weight decay coupled to the gradient (as torch's SGD {@code weight_decay}), on weights of convolution and dense
 *     layers only; 0 for none
 */
public record Training(IUpdater updater, double l2) {
    public Training {
        Objects.requireNonNull(updater, "updater");
        if (!(l2 >= 0 && l2 < 1)) {
            throw new ZooException("weight decay must be from 0 to below 1, but got " + l2);
        }
    }

    /** Momentum 0.9, learning rate 0.01, no weight decay. */
    public static Training defaults() {
        return new Training(new Nesterovs(0.01, 0.9), 0);
    }
}
