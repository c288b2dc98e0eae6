package org.bestiary.experiments.lecture.check;

import java.util.List;
import java.util.Optional;
import org.bestiary.zoo.graph.Engine;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What batch normalisation computes. */
final class NormalisationChecks {
    private static final int CHANNELS = 4;
    private static final int[] BATCH = {16, CHANNELS, 6, 6};
    private static final String LAYER = "4x6x6 bn";
    private static final double STORED_MEAN = 2;
    private static final double STORED_VARIANCE = 4;

    /** The epsilon under the root counts here too. */
    private static final double ROUNDING = 0.001;

    private NormalisationChecks() {}

    private static INDArray batch() {
        return Arrays4.random(7, BATCH).muli(3).addi(5);
    }

    private static INDArray run(Instruments i, Engine e, boolean training) {
        return BothEngines.run(i.bench(), e, LAYER, batch(), training, (name, w) -> {}, Optional.empty())
                .output();
    }

    /** Mean and variance that are farthest from 0 and 1 among the channels of both engines' outputs. */
    static Object normalises(Instruments i) {
        double mean = BothEngines.worse(
                (a, b) -> Math.abs(a) > Math.abs(b) ? a : b,
                e -> farthest(run(i, e, true).mean(0, 2, 3), 0));
        double variance = BothEngines.worse(
                (a, b) -> Math.abs(a - 1) > Math.abs(b - 1) ? a : b,
                e -> farthest(run(i, e, true).var(false, 0, 2, 3), 1));
        return List.of(mean, variance);
    }

    private static double farthest(INDArray perChannel, double from) {
        double found = from;
        for (double v : perChannel.toDoubleVector()) {
            found = Math.abs(v - from) > Math.abs(found - from) ? v : found;
        }
        return found;
    }

    /**
     * The lesser of both engines' largest distances between the outputs of training and of prediction, with stored statistics
     * that are not the batch's; 0 for an engine whose prediction is not what those make of the batch.
     */
    static Object trainingAgainstPrediction(Instruments i) {
        return BothEngines.worse(Math::min, e -> {
            INDArray predicted = withStored(i, e, false);
            INDArray expected = batch().subi(STORED_MEAN).divi(Math.sqrt(STORED_VARIANCE));
            return Arrays4.distance(predicted, expected) < ROUNDING
                    ? Arrays4.distance(withStored(i, e, true), predicted)
                    : 0;
        });
    }

    private static INDArray withStored(Instruments i, Engine e, boolean training) {
        return BothEngines.run(
                        i.bench(),
                        e,
                        LAYER,
                        batch(),
                        training,
                        (name, w) -> {
                            if (name.endsWith("_mean")) {
                                w.assign(STORED_MEAN);
                            } else if (name.endsWith("_var")) {
                                w.assign(STORED_VARIANCE);
                            }
                        },
                        Optional.empty())
                .output();
    }

    /** Largest distance of the output from the input when gamma and beta are the batch's own deviation and mean. */
    static Object undone(Instruments i) {
        INDArray x = batch();
        INDArray mean = x.mean(0, 2, 3);
        INDArray deviation = x.std(false, 0, 2, 3);
        return BothEngines.larger(e -> {
            INDArray y = BothEngines.run(
                            i.bench(),
                            e,
                            LAYER,
                            x,
                            true,
                            (name, w) -> {
                                if (name.endsWith("_gamma")) {
                                    w.assign(deviation.reshape(w.shape()));
                                } else if (name.endsWith("_beta")) {
                                    w.assign(mean.reshape(w.shape()));
                                }
                            },
                            Optional.empty())
                    .output();
            return Arrays4.distance(y, x);
        });
    }
}
