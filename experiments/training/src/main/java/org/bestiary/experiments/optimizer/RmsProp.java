package org.bestiary.experiments.optimizer;

import org.bestiary.common.catalog.Bounds;
import org.bestiary.common.catalog.Kind;
import org.bestiary.common.catalog.Parameter;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * RMSprop (T. Tieleman and G. Hinton, 2012).
 *
 * @param learningRate the step size, which the schedule starts from
 * @param rho decay of the mean of squared gradients
 * @param epsilon what is added to the denominator
 */
public record RmsProp(double learningRate, double rho, double epsilon) implements Optimizer {
    /** Its name and numbers. */
    public static final Kind<Optimizer> KIND = Kind.of(
            "rmsprop",
            RmsProp.class,
            "divides by the root of the mean of squared gradients, of which it keeps 'rho'",
            Coefficients.LEARNING_RATE,
            Parameter.decimal("rho", Bounds.below(0, 1), "decay of the mean of squared gradients")
                    .usually(0.9),
            Coefficients.EPSILON.usually(1e-7));

    /** Checks the numbers. */
    public RmsProp {
        KIND.check(learningRate, rho, epsilon);
    }

    @Override
    public IUpdater updater() {
        return new org.nd4j.linalg.learning.config.RmsProp(learningRate, rho, epsilon);
    }
}
