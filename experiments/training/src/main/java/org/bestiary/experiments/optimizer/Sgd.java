package org.bestiary.experiments.optimizer;

import org.bestiary.common.catalog.Kind;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * Stochastic gradient descent.
 *
 * @param learningRate the step size, which the schedule starts from
 */
public record Sgd(double learningRate) implements Optimizer {
    /** Its name and numbers. */
    public static final Kind<Optimizer> KIND =
            Kind.of("sgd", Sgd.class, "the learning rate times the gradient", Coefficients.LEARNING_RATE);

    /** Checks the numbers. */
    public Sgd {
        KIND.check(learningRate);
    }

    @Override
    public IUpdater updater() {
        return new org.nd4j.linalg.learning.config.Sgd(learningRate);
    }
}
