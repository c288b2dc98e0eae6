package org.bestiary.experiments.lecture.check;

import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What activation functions and dropout compute. */
final class ActivationChecks {
    private static final double SLOPE = 0.01;

    private ActivationChecks() {}

    /** Largest distances of ReLU from max(0, x), of its gradient from the step function, and of leaky ReLU from max(ax, x). */
    static Object rectifiers(Instruments i) {
        INDArray x = Nd4j.linspace(-4, 4, 64).reshape(1, 1, 8, 8).castTo(org.nd4j.linalg.api.buffer.DataType.FLOAT);
        INDArray expected = Nd4j.zerosLike(x);
        INDArray slopes = Nd4j.zerosLike(x);
        INDArray leaky = Nd4j.zerosLike(x);
        for (long k = 0; k < x.length(); k++) {
            double v = x.getDouble(k);
            expected.putScalar(k, Math.max(0, v));
            slopes.putScalar(k, v > 0 ? 1 : 0);
            leaky.putScalar(k, Math.max(SLOPE * v, v));
        }
        double value =
                BothEngines.larger(e -> Arrays4.distance(BothEngines.forward(i.bench(), e, "1x8x8 relu", x), expected));
        double gradient = BothEngines.larger(e -> {
            Bench.Outcome outcome = BothEngines.run(
                    i.bench(), e, "1x8x8 relu", x, true, (name, w) -> {}, Optional.of(Nd4j.onesLike(x)));
            return Arrays4.distance(outcome.inputGradient().orElseThrow(), slopes);
        });
        INDArray y = new ActivationLReLU(SLOPE).getActivation(x.dup(), false);
        return List.of(value, gradient, Arrays4.distance(y, leaky));
    }

    /** Relative distance of the mean of a million activations with dropout in training from the mean without. */
    static Object invertedDropout(Instruments i) {
        INDArray x = Arrays4.random(6, 1, 10, 250, 400).addi(2);
        return BothEngines.larger(e -> {
            INDArray training = BothEngines.run(
                            i.bench(), e, "10x250x400 dropout:0.5", x, true, (name, w) -> {}, Optional.empty())
                    .output();
            INDArray prediction = BothEngines.forward(i.bench(), e, "10x250x400 dropout:0.5", x);
            double wanted = prediction.meanNumber().doubleValue();
            return Math.abs(training.meanNumber().doubleValue() - wanted) / Math.abs(wanted);
        });
    }
}
