package org.bestiary.experiments.optimizer;

import org.bestiary.common.catalog.Kind;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * AMSGrad (S. Reddi, S. Kale and S. Kumar, 2018, <a href="https://arxiv.org/abs/1904.09237">arXiv:1904.09237</a>).
 *
 * @param learningRate the step size, which the schedule starts from
 * @param beta1 decay of the mean of gradients
 * @param beta2 decay of the mean of squared gradients
 * @param epsilon what is added to the denominator
 */
public record AmsGrad(double learningRate, double beta1, double beta2, double epsilon) implements Optimizer {
    /** Its name and numbers. */
    public static final Kind<Optimizer> KIND = Kind.of(
            "amsgrad",
            AmsGrad.class,
            "adam with the largest mean of squares so far",
            Coefficients.LEARNING_RATE,
            Coefficients.BETA1,
            Coefficients.BETA2,
            Coefficients.EPSILON);

    /** Checks the numbers. */
    public AmsGrad {
        KIND.check(learningRate, beta1, beta2, epsilon);
    }

    @Override
    public IUpdater updater() {
        return new AMSGrad(learningRate, beta1, beta2, epsilon);
    }
}
