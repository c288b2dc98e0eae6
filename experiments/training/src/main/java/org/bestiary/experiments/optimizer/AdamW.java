package org.bestiary.experiments.optimizer;

import org.bestiary.common.catalog.Kind;
import org.bestiary.zoo.graph.Decay;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * Adam with decoupled weight decay (I. Loshchilov and F. Hutter, 2019, <a
 * href="https://arxiv.org/abs/1711.05101">arXiv:1711.05101</a>). The rule is Adam's: how weights decay is no matter of it.
 *
 * @param learningRate the step size, which the schedule starts from
 * @param beta1 decay of the mean of gradients
 * @param beta2 decay of the mean of squared gradients
 * @param epsilon what is added to the denominator
 */
public record AdamW(double learningRate, double beta1, double beta2, double epsilon) implements Optimizer {
    /** Its name and numbers. */
    public static final Kind<Optimizer> KIND = Kind.of(
            "adamw",
            AdamW.class,
            "adam with decoupled weight decay",
            Coefficients.LEARNING_RATE,
            Coefficients.BETA1,
            Coefficients.BETA2,
            Coefficients.EPSILON);

    /** Checks the numbers. */
    public AdamW {
        KIND.check(learningRate, beta1, beta2, epsilon);
    }

    @Override
    public IUpdater updater() {
        return new org.nd4j.linalg.learning.config.Adam(learningRate, beta1, beta2, epsilon);
    }

    @Override
    public Decay.Kind decay() {
        return Decay.Kind.DECOUPLED;
    }
}
