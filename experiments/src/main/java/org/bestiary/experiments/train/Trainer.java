package org.bestiary.experiments.train;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalDouble;
import org.bestiary.datasets.LoadOptions;
import org.bestiary.datasets.Split;
import org.bestiary.datasets.memory.BatchIterator;
import org.bestiary.datasets.memory.LoadedDataset;
import org.bestiary.experiments.config.ExperimentSpec;
import org.bestiary.reports.run.BestEpoch;
import org.bestiary.reports.run.EpochMetrics;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The loop over epochs and batches. Checkpoints after every epoch, every few minutes and when asked to stop; the order of
 * images and everything else that is random is a function of the position, so that a training that was stopped goes on with
 * the same numbers.
 */
final class Trainer {
    private static final Duration BETWEEN_CHECKPOINTS = Duration.ofMinutes(5);
    private static final int EVALUATION_BATCH = 256;

    private final ExperimentSpec.Training recipe;
    private final LoadedDataset data;
    private final LoadOptions options;
    private final Streams streams;
    private final Checkpoints checkpoints;
    private final TrainingView view;
    private final StopSignal stop;

    /** How a training ended. */
    enum End {
        COMPLETED,
        DIVERGED,
        STOPPED
    }

    /** Is told of each finished epoch, after its checkpoint is on disk. */
    @FunctionalInterface
    interface EpochSink {
        void accept(TrainingState state) throws IOException;
    }

    /**
     * @param recipe how to train
     * @param data what to train on
     * @param options how batches of training images are cut
     * @param streams seeds
     * @param checkpoints where states go
     * @param view is told of progress
     * @param stop the user's wish to stop
     */
    Trainer(
            ExperimentSpec.Training recipe,
            LoadedDataset data,
            LoadOptions options,
            Streams streams,
            Checkpoints checkpoints,
            TrainingView view,
            StopSignal stop) {
        this.recipe = recipe;
        this.data = data;
        this.options = options;
        this.streams = streams;
        this.checkpoints = checkpoints;
        this.view = view;
        this.stop = stop;
    }

    /** Options for batches in table order, as evaluation reads them. */
    static LoadOptions forEvaluation(LoadOptions training) {
        return LoadOptions.batch(EVALUATION_BATCH).withLayout(training.layout());
    }

    /**
     * Trains from a state to the end of the recipe.
     *
     * @param net the network as it was in that state
     * @param logits the vertex that carries the scores
     * @param state where to start
     * @param sink is told of each finished epoch
     * @throws IOException if a checkpoint cannot be written; the one before is intact
     */
    End train(ComputationGraph net, String logits, TrainingState state, EpochSink sink) throws IOException {
        BatchAccuracy accuracy = new BatchAccuracy(logits);
        net.setListeners(accuracy);
        if (state.step() == 0) {
            checkpoints.saveLast(net, state);
        }
        try (BatchIterator batches = data.open(Split.TRAIN, options)) {
            TrainingState now = state;
            while (now.epoch() < recipe.epochs()) {
                if (stop.requested()) {
                    return End.STOPPED;
                }
                Epoch epoch = new Epoch(net, accuracy, batches);
                now = epoch.run(now);
                if (epoch.end != End.COMPLETED) {
                    return epoch.end;
                }
                now = finishEpoch(net, now);
                sink.accept(now);
            }
            return End.COMPLETED;
        } finally {
            net.setListeners();
        }
    }

    /** One pass over the training images. */
    private final class Epoch {
        private final ComputationGraph net;
        private final BatchAccuracy accuracy;
        private final BatchIterator batches;
        private End end = End.COMPLETED;

        Epoch(ComputationGraph net, BatchAccuracy accuracy, BatchIterator batches) {
            this.net = net;
            this.accuracy = accuracy;
            this.batches = batches;
        }

        TrainingState run(TrainingState from) throws IOException {
            TrainingState now = from;
            batches.seek(now.epoch(), now.batch());
            view.epochStarted(
                    now.epoch() + 1,
                    recipe.epochs(),
                    batches.imagesPerEpoch(),
                    now.sums().images());
            long saved = System.nanoTime();
            while (batches.hasNext()) {
                now = step(now);
                if (end == End.DIVERGED) {
                    return now;
                }
                boolean due = System.nanoTime() - saved > BETWEEN_CHECKPOINTS.toNanos();
                if (stop.requested() || due) {
                    checkpoints.saveLast(net, now);
                    saved = System.nanoTime();
                }
                if (stop.requested()) {
                    end = End.STOPPED;
                    return now;
                }
            }
            return now;
        }

        private TrainingState step(TrainingState now) {
            long begun = System.nanoTime();
            DataSet batch = batches.next();
            Nd4j.getRandom().setSeed(streams.dropoutAt(now.step()));
            INDArray[] labels = new INDArray[net.getNumOutputArrays()];
            Arrays.fill(labels, batch.getLabels());
            // The score includes the penalty of weight decay; what is reported is the loss alone, as in evaluation.
            double penalty = recipe.weightDecay() > 0 ? net.calcRegularizationScore(true) : 0;
            net.fit(new INDArray[] {batch.getFeatures()}, labels);
            double loss = net.score() - penalty;
            double seconds = (System.nanoTime() - begun) / 1e9;
            TrainingState.Sums sums =
                    now.sums().plus(batch.numExamples(), loss, accuracy.correct(batch.getLabels()), seconds);
            if (!Double.isFinite(loss)) {
                end = End.DIVERGED;
            }
            view.trained(sums.images(), sums.meanLoss(), sums.accuracy(), sums.imagesPerSecond());
            return now.afterBatch(sums, seconds);
        }
    }

    private TrainingState finishEpoch(ComputationGraph net, TrainingState now) throws IOException {
        OptionalDouble validationLoss = OptionalDouble.empty();
        OptionalDouble validationAccuracy = OptionalDouble.empty();
        if (data.images(Split.VALIDATION).count() > 0) {
            try (BatchIterator images = data.open(Split.VALIDATION, forEvaluation(options))) {
                Evaluator.Result result = Evaluator.evaluate(net, images, done -> {});
                validationLoss = OptionalDouble.of(result.loss());
                validationAccuracy = OptionalDouble.of(result.accuracy());
            }
        }
        TrainingState.Sums sums = now.sums();
        int epoch = now.epoch() + 1;
        double rate = net.getLearningRate(firstWithParameters(net));
        EpochMetrics metrics = new EpochMetrics(
                epoch,
                now.batch(),
                rate,
                sums.meanLoss(),
                OptionalDouble.of(sums.accuracy()),
                validationLoss,
                validationAccuracy,
                sums.seconds(),
                sums.imagesPerSecond());
        boolean better = isBetter(now, validationAccuracy);
        TrainingState after = now.afterEpoch(metrics);
        if (better) {
            checkpoints.saveBest(net);
            after = after.withBest(new BestEpoch(epoch, validationAccuracy), ParametersDigest.of(net.params()));
        }
        net.incrementEpochCount();
        checkpoints.saveLast(net, after);
        view.epochFinished(metrics, recipe.epochs(), better);
        return after;
    }

    /** Higher validation accuracy wins, the earlier epoch on a tie; without validation the last epoch is the best. */
    private static boolean isBetter(TrainingState now, OptionalDouble validationAccuracy) {
        if (now.best().isEmpty() || validationAccuracy.isEmpty()) {
            return true;
        }
        return validationAccuracy.getAsDouble()
                > now.best().get().validationAccuracy().orElse(Double.NEGATIVE_INFINITY);
    }

    private static String firstWithParameters(ComputationGraph net) {
        return Arrays.stream(net.getLayers())
                .filter(l -> l.numParams() > 0)
                .map(l -> l.conf().getLayer().getLayerName())
                .findFirst()
                .orElseThrow();
    }
}
