package org.bestiary.experiments.optimizer;

import org.bestiary.common.catalog.Kind;
import org.bestiary.zoo.update.HeavyBall;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * Gradient descent with a heavy ball (B. Polyak, 1964), as torch has it.
 *
 * @param learningRate the step size, which the schedule starts from
 * @param momentum share of the last update that is kept
 */
public record Momentum(double learningRate, double momentum) implements Optimizer {
    /** Its name and numbers. */
    public static final Kind<Optimizer> KIND = Kind.of(
            "momentum",
            Momentum.class,
            "sgd with a heavy ball, which keeps 'momentum' of the last update",
            Coefficients.LEARNING_RATE,
            Coefficients.MOMENTUM);

    /** Checks the numbers. */
    public Momentum {
        KIND.check(learningRate, momentum);
    }

    @Override
    public IUpdater updater() {
        return new HeavyBall(learningRate, momentum);
    }
}
