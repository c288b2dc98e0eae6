package org.bestiary.experiments.train;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import org.bestiary.datasets.LoadOptions;
import org.bestiary.datasets.Split;
import org.bestiary.datasets.memory.BatchIterator;
import org.bestiary.datasets.memory.LoadedDataset;
import org.bestiary.experiments.config.TrainingSpec;
import org.bestiary.reports.html.ReportPage;
import org.bestiary.reports.run.EpochMetrics;
import org.bestiary.reports.run.Predictions;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.reports.run.RunStatus;
import org.bestiary.zoo.graph.LayerSet;
import org.bestiary.zoo.graph.Network;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trains on one batch until it is known by heart. A network, loss and optimizer that are put together rightly can do
 * that; one that cannot learn a batch will not learn a data set. Whatever keeps a network from learning by heart is left
 * out: augmentation, smoothed and mixed labels, weight decay, dropout, schedules.
 */
final class OverfitOneBatch {
    /** Mean loss at which a batch counts as known. */
    static final double NEAR_ZERO = 0.01;

    private static final int MOST_STEPS = 500;
    private static final int STEPS_PER_ROW = 10;

    private final Plan plan;
    private final LoadedDataset data;
    private final RunDirectory directory;
    private final Streams streams;
    private final TrainingView view;
    private final BooleanSupplier stop;
    private final long begun = System.nanoTime();

    OverfitOneBatch(
            Plan plan, LoadedDataset data, RunDirectory directory, long seed, TrainingView view, BooleanSupplier stop) {
        this.plan = plan;
        this.data = data;
        this.directory = directory;
        this.streams = Streams.of(seed);
        this.view = view;
        this.stop = stop;
    }

    /** Trains, and records a row for every few steps. */
    RunRecord execute(RunRecord started) {
        LoadOptions options = SingleRun.options(plan, streams);
        LoadOptions plain = LoadOptions.batch(plan.spec().training().batch())
                .withLayout(options.layout())
                .withNormalisation(RunInput.of(plan, directory).normalisation())
                .withShuffle(streams.shuffle());
        ComputationGraph net = FirstNetwork.of(plan, plan.phases().get(0), streams, directory);
        try (BatchIterator batches = data.open(Split.TRAIN, plain)) {
            return finish(train(net, batches.next(), started));
        } finally {
            net.setListeners();
        }
    }

    /** Where the training stands: the record so far, steps made, the last loss, and whether the batch is known. */
    private record Progress(RunRecord record, int images, int steps, double loss, boolean known) {}

    private Progress train(ComputationGraph net, DataSet batch, RunRecord started) {
        TrainingSpec recipe = plan.spec().training();
        BatchScores scores =
                new BatchScores(LayerSet.of(plan.options().engine()).vertexOf(first(), first().logits()));
        net.setListeners(scores);
        Updates updates = Updates.attach(net, recipe, plan.phases().get(0).rateFactors(), 0);
        TrainingBatch taken = TrainingBatch.of(batch, first().classes(), Optional.empty());
        int images = batch.numExamples();
        TrainingState.Sums sums = TrainingState.Sums.ZERO;
        Progress now = new Progress(started, images, 0, 0, false);
        view.epochStarted(1, 1, (long) MOST_STEPS * images, 0);
        while (now.steps < MOST_STEPS && !now.known && Double.isFinite(now.loss) && !stop.getAsBoolean()) {
            long before = System.nanoTime();
            Nd4j.getRandom().setSeed(streams.dropoutAt(now.steps));
            updates.next(recipe.optimizer().learningRate(), now.steps, true);
            taken.fit(net);
            double loss = taken.loss(net, scores, 0);
            int correct = scores.correct(batch.getLabels());
            sums = sums.plus(images, loss, correct, (System.nanoTime() - before) / 1e9, true);
            boolean known = loss < NEAR_ZERO && correct == images;
            now = new Progress(now.record, images, now.steps + 1, loss, known);
            view.trained((long) now.steps * images, loss, 100.0 * correct / images, sums.imagesPerSecond());
            if (sums.updates() == STEPS_PER_ROW || known) {
                now = new Progress(withRow(now.record, sums), images, now.steps, loss, known);
                sums = TrainingState.Sums.ZERO;
            }
        }
        return now;
    }

    private Network first() {
        return plan.phases().get(0).network();
    }

    private RunRecord withRow(RunRecord record, TrainingState.Sums sums) {
        List<EpochMetrics> rows = new ArrayList<>(record.epochs());
        rows.add(new EpochMetrics(
                rows.size() + 1,
                sums.updates(),
                plan.spec().training().optimizer().learningRate(),
                sums.meanLoss(),
                OptionalDouble.of(sums.accuracy()),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                sums.seconds(),
                sums.imagesPerSecond()));
        return record.withEpochs(rows, Optional.empty());
    }

    private RunRecord finish(Progress end) {
        String seen = String.format(
                Locale.ROOT, "one batch of %d images, loss %.4f after %d steps", end.images, end.loss, end.steps);
        String verdict = end.known
                ? "learnt by heart: " + seen
                : stop.getAsBoolean()
                        ? "stopped by the user: " + seen
                        : "not learnt by heart: " + seen + ", where below " + NEAR_ZERO
                                + " was expected; try another learning rate, or look for a mistake in network or data";
        double seconds = (System.nanoTime() - begun) / 1e9;
        RunRecord ended = end.record
                .withStatus(end.known ? RunStatus.COMPLETED : RunStatus.FAILED, Optional.of(verdict))
                .withProvenance(end.record.provenance().withTimes(Optional.of(Instant.now()), seconds, seconds));
        ReportPage.write(ended, Predictions.NONE, directory.reportFile());
        directory.write(ended);
        view.runFinished(ended);
        view.note(verdict);
        return ended;
    }
}
