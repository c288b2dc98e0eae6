package org.bestiary.experiments.optimizer;

import org.bestiary.common.catalog.Kind;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;

/**
 * Nesterov's accelerated gradient (Y. Nesterov, 1983).
 *
 * @param learningRate the step size, which the schedule starts from
 * @param momentum share of the last update that is kept
 */
public record Nesterov(double learningRate, double momentum) implements Optimizer {
    /** Its name and numbers. */
    public static final Kind<Optimizer> KIND = Kind.of(
            "nesterov",
            Nesterov.class,
            "momentum with the gradient of where it leads",
            Coefficients.LEARNING_RATE,
            Coefficients.MOMENTUM);

    /** Checks the numbers. */
    public Nesterov {
        KIND.check(learningRate, momentum);
    }

    @Override
    public IUpdater updater() {
        return new Nesterovs(learningRate, momentum);
    }
}
