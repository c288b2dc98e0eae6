package org.bestiary.reports.run;

import java.util.Map;
import java.util.OptionalDouble;

/**
 * What one epoch did. Losses and accuracies may be NaN or infinite once training has diverged.
 *
 * @param epoch number, from 1
 * @param steps parameter updates made in this epoch
 * @param learningRate learning rate of the epoch's last step
 * @param trainLoss mean loss over the epoch's training batches
 * @param trainAccuracy top-1 on those batches, in percent; empty if it was not measured
 * @param validationLoss mean loss on the validation split; empty if there is none
 * @param validationAccuracy top-1 on the validation split, in percent; empty if there is none
 * @param seconds wall time of the epoch, with its validation
 * @param imagesPerSecond training speed, without the validation
 */
public record EpochMetrics(
        int epoch,
        long steps,
        double learningRate,
        double trainLoss,
        OptionalDouble trainAccuracy,
        OptionalDouble validationLoss,
        OptionalDouble validationAccuracy,
        double seconds,
        double imagesPerSecond) {
    public EpochMetrics {
        Rules.atLeast("epochs.epoch", 1, epoch);
        Rules.atLeast("epochs.steps", 0, steps);
        Rules.require(
                learningRate >= 0, () -> "epochs.learningRate must be 0 or more, got " + learningRate + "; correct it");
        trainAccuracy = Rules.percent("epochs.trainAccuracy", trainAccuracy);
        validationLoss = Rules.orEmpty(validationLoss);
        validationAccuracy = Rules.percent("epochs.validationAccuracy", validationAccuracy);
        Rules.seconds("epochs.seconds", seconds);
        Rules.require(
                imagesPerSecond >= 0,
                () -> "epochs.imagesPerSecond must be 0 or more, got " + imagesPerSecond + "; correct it");
    }

    /**
     * The epoch in which these were measured.
     *
     * @throws IllegalArgumentException if one is missing that every epoch has
     */
    public static EpochMetrics of(Map<EpochMetric, OptionalDouble> values) {
        return new EpochMetrics(
                (int) required(values, EpochMetric.EPOCH),
                (long) required(values, EpochMetric.STEPS),
                required(values, EpochMetric.LEARNING_RATE),
                required(values, EpochMetric.TRAIN_LOSS),
                values.get(EpochMetric.TRAIN_ACCURACY),
                values.get(EpochMetric.VALIDATION_LOSS),
                values.get(EpochMetric.VALIDATION_ACCURACY),
                required(values, EpochMetric.SECONDS),
                required(values, EpochMetric.IMAGES_PER_SECOND));
    }

    private static double required(Map<EpochMetric, OptionalDouble> values, EpochMetric metric) {
        OptionalDouble value = Rules.orEmpty(values.get(metric));
        Rules.require(value.isPresent(), "epochs." + metric.id() + " must be given, got nothing; add it");
        return value.getAsDouble();
    }

    /** Whether a loss of this epoch is no longer a finite number. */
    public boolean diverged() {
        return !Double.isFinite(trainLoss) || !Double.isFinite(validationLoss.orElse(0));
    }
}
