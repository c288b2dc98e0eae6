package org.bestiary.experiments.train;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
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
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
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
        TrainingSpec recipe = plan.spec().training();
        ComputationGraph net = plan.build(streams);
        String logits = LayerSet.of(plan.options().engine())
                .vertexOf(plan.network(), plan.network().logits());
        BatchAccuracy accuracy = new BatchAccuracy(logits);
        net.setListeners(accuracy);
        Updates updates = Updates.attach(net, recipe);
        LoadOptions options = SingleRun.options(plan, streams);
        RunRecord record = started;
        try (BatchIterator batches = data.open(
                Split.TRAIN,
                LoadOptions.batch(recipe.batch()).withLayout(options.layout()).withShuffle(streams.shuffle()))) {
            DataSet batch = batches.next();
            INDArray[] labels = new INDArray[net.getNumOutputArrays()];
            Arrays.fill(labels, batch.getLabels());
            TrainingState.Sums sums = TrainingState.Sums.ZERO;
            double loss = Double.NaN;
            boolean known = false;
            int step = 0;
            view.epochStarted(1, 1, (long) MOST_STEPS * batch.numExamples(), 0);
            while (step < MOST_STEPS && !known && !stop.getAsBoolean()) {
                long before = System.nanoTime();
                Nd4j.getRandom().setSeed(streams.dropoutAt(step));
                updates.next(recipe.optimizer().learningRate(), step, true);
                net.fit(new INDArray[] {batch.getFeatures()}, labels);
                loss = net.score();
                int correct = accuracy.correct(batch.getLabels());
                step++;
                sums = sums.plus(batch.numExamples(), loss, correct, (System.nanoTime() - before) / 1e9, true);
                known = loss < NEAR_ZERO && correct == batch.numExamples();
                view.trained((long) step * batch.numExamples(), loss, sums.accuracy(), sums.imagesPerSecond());
                boolean ends = known || step == MOST_STEPS || !Double.isFinite(loss);
                if (step % STEPS_PER_ROW == 0 || ends) {
                    record = withRow(record, sums);
                    sums = TrainingState.Sums.ZERO;
                }
                if (!Double.isFinite(loss)) {
                    break;
                }
            }
            return finish(record, batch.numExamples(), step, loss, known);
        } finally {
            net.setListeners();
        }
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

    private RunRecord finish(RunRecord record, int images, int steps, double loss, boolean known) {
        String seen = "one batch of " + images + " images, loss " + String.format(Locale.ROOT, "%.4f", loss) + " after "
                + steps + " steps";
        String verdict = known
                ? "learnt by heart: " + seen
                : stop.getAsBoolean()
                        ? "stopped by the user: " + seen
                        : "not learnt by heart: " + seen + ", where below " + NEAR_ZERO
                                + " was expected; try another learning rate, or look for a mistake in network or data";
        double seconds = (System.nanoTime() - begun) / 1e9;
        RunRecord ended = record.withStatus(known ? RunStatus.COMPLETED : RunStatus.FAILED, Optional.of(verdict))
                .withProvenance(record.provenance().withTimes(Optional.of(Instant.now()), seconds, seconds));
        ReportPage.write(ended, Predictions.NONE, directory.reportFile());
        directory.write(ended);
        view.runFinished(ended);
        view.note(verdict);
        return ended;
    }
}
