package org.bestiary.experiments.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bestiary.reports.run.BestEpoch;
import org.bestiary.reports.run.EpochMetrics;

/**
 * Where a training stands: all that is needed, beside the parameters, their average and the updater's state, to go on as if
 * nothing had happened. Random numbers need no state of their own: they are functions of the position.
 *
 * @param position where in the data and in the schedule
 * @param sums what the epoch under way has added up
 * @param epochs finished epochs
 * @param best the best epoch so far
 * @param bestParametersSha256 identity of its parameters
 * @param trainSeconds time spent in training steps so far
 * @param rateFactor what the plateau rule has made of the learning rate, 1 at the start
 * @param plateau how long that rule has waited
 * @param stopping how long early stopping has waited
 * @param ended why training has ended before its time; empty otherwise
 */
record TrainingState(
        Position position,
        Sums sums,
        List<EpochMetrics> epochs,
        Optional<BestEpoch> best,
        Optional<String> bestParametersSha256,
        double trainSeconds,
        double rateFactor,
        Patience plateau,
        Patience stopping,
        Optional<String> ended) {

    TrainingState {
        epochs = List.copyOf(epochs);
        int done = epochs.size();
        if (position.epoch() != done || best.isPresent() && best.get().epoch() > done) {
            throw new IllegalArgumentException(
                    "a state at epoch " + position.epoch() + " must have as many epochs, but has " + done
                            + best.map(b -> " and the best is " + b.epoch()).orElse(""));
        }
    }

    /**
     * A position.
     *
     * @param epoch the epoch that comes next or is under way, from 0
     * @param batch the batch that comes next in it, from 0
     * @param batches batches trained on so far
     * @param step updates made so far
     */
    record Position(int epoch, int batch, long batches, long step) {
        Position {
            if (epoch < 0 || batch < 0 || batches < batch || step < 0 || step > batches) {
                throw new IllegalArgumentException("a position must be in a training, but is epoch " + epoch
                        + ", batch " + batch + ", " + batches + " batches, " + step + " updates");
            }
        }

        Position afterBatch(boolean updated) {
            return new Position(epoch, batch + 1, batches + 1, updated ? step + 1 : step);
        }

        Position afterEpoch() {
            return new Position(epoch + 1, 0, batches, step);
        }
    }

    /**
     * What an epoch adds up over its batches.
     *
     * @param images images trained on
     * @param loss sum of their losses
     * @param correct how many of them were classified rightly before the step
     * @param seconds time spent on them
     * @param updates updates made
     */
    record Sums(long images, double loss, long correct, double seconds, long updates) {
        static final Sums ZERO = new Sums(0, 0, 0, 0, 0);

        Sums plus(int moreImages, double meanLoss, int moreCorrect, double moreSeconds, boolean updated) {
            return new Sums(
                    images + moreImages,
                    loss + meanLoss * moreImages,
                    correct + moreCorrect,
                    seconds + moreSeconds,
                    updated ? updates + 1 : updates);
        }

        double meanLoss() {
            return loss / images;
        }

        double accuracy() {
            return 100.0 * correct / images;
        }

        double imagesPerSecond() {
            return seconds == 0 ? 0 : images / seconds;
        }
    }

    static TrainingState start() {
        return new TrainingState(
                new Position(0, 0, 0, 0),
                Sums.ZERO,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                0,
                1,
                Patience.START,
                Patience.START,
                Optional.empty());
    }

    TrainingState afterBatch(Sums newSums, double seconds, boolean updated) {
        return new TrainingState(
                position.afterBatch(updated),
                newSums,
                epochs,
                best,
                bestParametersSha256,
                trainSeconds + seconds,
                rateFactor,
                plateau,
                stopping,
                ended);
    }

    TrainingState afterEpoch(EpochMetrics metrics) {
        List<EpochMetrics> all = new ArrayList<>(epochs);
        all.add(metrics);
        return new TrainingState(
                position.afterEpoch(),
                Sums.ZERO,
                all,
                best,
                bestParametersSha256,
                trainSeconds,
                rateFactor,
                plateau,
                stopping,
                ended);
    }

    TrainingState withBest(BestEpoch newBest, String sha256) {
        return new TrainingState(
                position,
                sums,
                epochs,
                Optional.of(newBest),
                Optional.of(sha256),
                trainSeconds,
                rateFactor,
                plateau,
                stopping,
                ended);
    }

    /** The same without a best epoch: what comes now is another network. */
    TrainingState withoutBest() {
        return new TrainingState(
                position,
                sums,
                epochs,
                Optional.empty(),
                Optional.empty(),
                trainSeconds,
                rateFactor,
                plateau,
                stopping,
                ended);
    }

    TrainingState withPlateau(Patience newPlateau, double newFactor) {
        return new TrainingState(
                position,
                sums,
                epochs,
                best,
                bestParametersSha256,
                trainSeconds,
                newFactor,
                newPlateau,
                stopping,
                ended);
    }

    TrainingState withStopping(Patience newStopping, Optional<String> newEnded) {
        return new TrainingState(
                position,
                sums,
                epochs,
                best,
                bestParametersSha256,
                trainSeconds,
                rateFactor,
                plateau,
                newStopping,
                newEnded);
    }
}
