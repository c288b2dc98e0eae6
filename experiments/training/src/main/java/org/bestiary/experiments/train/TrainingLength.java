package org.bestiary.experiments.train;

import org.bestiary.experiments.config.TrainingSpec;

/**
 * How long a training lasts.
 *
 * @param batchesPerEpoch batches that show every training image once; the last may be smaller
 * @param accumulate batches per update; the last update of an epoch takes what is left
 * @param steps updates in all
 */
public record TrainingLength(int batchesPerEpoch, int accumulate, long steps) {
    /** The length of a training on so many images. */
    public static TrainingLength of(TrainingSpec training, int images) {
        int batches = divide(images, training.batch());
        int updates = divide(batches, training.accumulate());
        return new TrainingLength(
                batches,
                training.accumulate(),
                training.steps().orElseGet(() -> (long) training.epochs().orElseThrow() * updates));
    }

    private static int divide(int whole, int part) {
        return (int) (((long) whole + part - 1) / part);
    }

    /** Updates in an epoch. */
    public int stepsPerEpoch() {
        return divide(batchesPerEpoch, accumulate);
    }

    /** Epochs that are begun; the last one may be cut short. */
    public int epochs() {
        return Math.toIntExact((steps + stepsPerEpoch() - 1) / stepsPerEpoch());
    }

    /** Whether an update is due after this batch of an epoch, counted from 0. */
    boolean updatesAfter(int batch) {
        return (batch + 1) % accumulate == 0 || batch + 1 == batchesPerEpoch;
    }

    /** Batches of this epoch, counted from 0, until the training ends. */
    int batchesIn(int epoch) {
        long left = steps - (long) epoch * stepsPerEpoch();
        return (int) Math.min(batchesPerEpoch, Math.max(0, left) * accumulate);
    }

    /** Whether a training of this length can be there. */
    boolean has(TrainingState.Position position) {
        return position.epoch() < epochs()
                ? position.batch() <= batchesIn(position.epoch())
                : position.epoch() == epochs() && position.batch() == 0;
    }
}
