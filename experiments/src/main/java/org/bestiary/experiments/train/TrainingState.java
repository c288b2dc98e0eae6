package org.bestiary.experiments.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bestiary.reports.run.BestEpoch;
import org.bestiary.reports.run.EpochMetrics;

/**
 * Where a training stands: all that is needed, beside the parameters and the updater's state, to go on as if nothing had
 * happened.
 *
 * @param epoch the epoch that comes next or is under way, from 0
 * @param batch the batch that comes next in it, from 0
 * @param step batches trained on so far
 * @param sums what the epoch under way has added up
 * @param epochs finished epochs
 * @param best the best epoch so far
 * @param bestParametersSha256 identity of its parameters
 * @param trainSeconds time spent in training steps so far
 */
record TrainingState(
        int epoch,
        int batch,
        long step,
        Sums sums,
        List<EpochMetrics> epochs,
        Optional<BestEpoch> best,
        Optional<String> bestParametersSha256,
        double trainSeconds) {

    TrainingState {
        epochs = List.copyOf(epochs);
    }

    /**
     * What an epoch adds up over its batches.
     *
     * @param images images trained on
     * @param loss sum of their losses
     * @param correct how many of them were classified rightly before the step
     * @param seconds time spent on them
     */
    record Sums(long images, double loss, long correct, double seconds) {
        static final Sums ZERO = new Sums(0, 0, 0, 0);

        Sums plus(int moreImages, double meanLoss, int moreCorrect, double moreSeconds) {
            return new Sums(
                    images + moreImages, loss + meanLoss * moreImages, correct + moreCorrect, seconds + moreSeconds);
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
        return new TrainingState(0, 0, 0, Sums.ZERO, List.of(), Optional.empty(), Optional.empty(), 0);
    }

    TrainingState afterBatch(Sums newSums, double seconds) {
        return new TrainingState(
                epoch, batch + 1, step + 1, newSums, epochs, best, bestParametersSha256, trainSeconds + seconds);
    }

    TrainingState afterEpoch(EpochMetrics metrics) {
        List<EpochMetrics> all = new ArrayList<>(epochs);
        all.add(metrics);
        return new TrainingState(epoch + 1, 0, step, Sums.ZERO, all, best, bestParametersSha256, trainSeconds);
    }

    TrainingState withBest(BestEpoch newBest, String sha256) {
        return new TrainingState(
                epoch, batch, step, sums, epochs, Optional.of(newBest), Optional.of(sha256), trainSeconds);
    }
}
