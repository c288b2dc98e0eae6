package org.bestiary.experiments.optimizer;

import org.bestiary.common.catalog.Kind;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * Adam (D. Kingma and J. Ba, 2015, <a href="https://arxiv.org/abs/1412.6980">arXiv:1412.6980</a>).
 *
 * @param learningRate the step size, which the schedule starts from
 * @param beta1 decay of the mean of gradients
 * @param beta2 decay of the mean of squared gradients
 * @param epsilon what is added to the denominator
 */
public record Adam(double learningRate, double beta1, double beta2, double epsilon) implements Optimizer {
    /** Its name and numbers. */
    public static final Kind<Optimizer> KIND = Kind.of(
            "adam",
            Adam.class,
            "means of gradients and of their squares, with 'beta1' and 'beta2'",
            Coefficients.LEARNING_RATE,
            Coefficients.BETA1,
            Coefficients.BETA2,
            Coefficients.EPSILON);

    /** Checks the numbers. */
    public Adam {
        KIND.check(learningRate, beta1, beta2, epsilon);
    }

    @Override
    public IUpdater updater() {
        return new org.nd4j.linalg.learning.config.Adam(learningRate, beta1, beta2, epsilon);
    }
}
