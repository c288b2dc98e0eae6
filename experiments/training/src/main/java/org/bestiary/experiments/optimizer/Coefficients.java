package org.bestiary.experiments.optimizer;

import org.bestiary.common.catalog.Bounds;
import org.bestiary.common.catalog.Parameter;

/** The numbers that several optimizers have. */
final class Coefficients {
    static final Parameter LEARNING_RATE = Parameter.decimal(
                    "learningRate", Bounds.above(0, 100), "the step size, which the schedule starts from")
            .suchAs(0.001);
    static final Parameter MOMENTUM = Parameter.decimal(
                    "momentum", Bounds.below(0, 1), "share of the last update that is kept")
            .usually(0.9);
    static final Parameter BETA1 = Parameter.decimal("beta1", Bounds.below(0, 1), "decay of the mean of gradients")
            .usually(0.9);
    static final Parameter BETA2 = Parameter.decimal(
                    "beta2", Bounds.below(0, 1), "decay of the mean of squared gradients")
            .usually(0.999);
    static final Parameter EPSILON = Parameter.decimal(
                    "epsilon", Bounds.above(0, 1), "what is added to the denominator")
            .usually(1e-8);

    private Coefficients() {}
}
