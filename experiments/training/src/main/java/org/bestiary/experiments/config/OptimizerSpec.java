package org.bestiary.experiments.config;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;

/**
 * The rule that turns gradients into updates. Only the numbers that belong to its type are there.
 *
 * @param type sgd, momentum, nesterov, rmsprop, adam, adamw or amsgrad
 * @param learningRate the step size, which the schedule starts from
 * @param momentum share of the last update that is kept; for momentum and nesterov
 * @param rho decay of the mean of squared gradients; for rmsprop
 * @param beta1 decay of the mean of gradients; for the adam family
 * @param beta2 decay of the mean of squared gradients; for the adam family
 * @param epsilon what is added to the denominator; for rmsprop and the adam family
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record OptimizerSpec(
        String type,
        double learningRate,
        Optional<Double> momentum,
        Optional<Double> rho,
        Optional<Double> beta1,
        Optional<Double> beta2,
        Optional<Double> epsilon) {
    /** The same rule with another step size. */
    OptimizerSpec withRate(double rate) {
        return new OptimizerSpec(type, rate, momentum, rho, beta1, beta2, epsilon);
    }
}
