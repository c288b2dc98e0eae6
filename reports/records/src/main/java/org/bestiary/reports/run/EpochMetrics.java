package org.bestiary.reports.run;

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
        Rules.require(learningRate >= 0, "epochs.learningRate must be 0 or more, got " + learningRate + "; correct it");
        trainAccuracy = Rules.percent("epochs.trainAccuracy", trainAccuracy);
        validationLoss = Rules.orEmpty(validationLoss);
        validationAccuracy = Rules.percent("epochs.validationAccuracy", validationAccuracy);
        Rules.seconds("epochs.seconds", seconds);
        Rules.require(
                imagesPerSecond >= 0,
                "epochs.imagesPerSecond must be 0 or more, got " + imagesPerSecond + "; correct it");
    }

    /** Whether a loss of this epoch is no longer a finite number. */
    public boolean diverged() {
        return !Double.isFinite(trainLoss) || !Double.isFinite(validationLoss.orElse(0));
    }
}
