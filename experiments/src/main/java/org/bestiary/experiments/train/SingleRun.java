package org.bestiary.experiments.train;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Optional;
import org.bestiary.datasets.Layout;
import org.bestiary.datasets.LoadOptions;
import org.bestiary.datasets.Split;
import org.bestiary.datasets.memory.BatchIterator;
import org.bestiary.datasets.memory.LoadedDataset;
import org.bestiary.experiments.config.ExperimentSpec;
import org.bestiary.reports.html.ReportPage;
import org.bestiary.reports.run.AtomicFile;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.reports.run.RunStatus;
import org.bestiary.zoo.graph.Engine;
import org.bestiary.zoo.graph.LayerSet;
import org.bestiary.zoo.graph.Training;
import org.bestiary.zoo.layer.FusedUpdater;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** One seed of an experiment: trains it, evaluates the best network on the test images, and keeps record and report. */
final class SingleRun {
    private final Plan plan;
    private final LoadedDataset data;
    private final RunDirectory directory;
    private final Streams streams;
    private final LoadOptions options;
    private final TrainingView view;
    private final StopSignal stop;
    private final long begun = System.nanoTime();
    private final double earlierSeconds;
    private RunRecord record;

    /**
     * @param plan the experiment
     * @param data its images
     * @param directory where everything goes; holds the record already
     * @param record the record as it stands
     * @param view is told of progress
     * @param stop the user's wish to stop
     */
    SingleRun(
            Plan plan,
            LoadedDataset data,
            RunDirectory directory,
            RunRecord record,
            TrainingView view,
            StopSignal stop) {
        this.plan = plan;
        this.data = data;
        this.directory = directory;
        this.streams = Streams.of(record.seed());
        this.record = record;
        this.earlierSeconds = record.provenance().wallSeconds();
        this.view = view;
        this.stop = stop;
        boolean channelsLast = LayerSet.of(plan.options().engine()).layout() == CNN2DFormat.NHWC;
        LoadOptions plain = LoadOptions.batch(plan.spec().training().batch())
                .withLayout(channelsLast ? Layout.NHWC : Layout.NCHW)
                .withShuffle(streams.shuffle());
        this.options = plan.augmentation()
                .map(a -> plain.withAugmentation(a, streams.augment()))
                .orElse(plain);
    }

    /**
     * Trains from the last checkpoint, or from the beginning, to the end.
     *
     * @throws IOException if the run directory cannot be written; what was written before is intact
     */
    RunRecord execute() throws IOException {
        data.warnings(options).forEach(view::note);
        RunPictures.write(plan, data, streams, directory);
        Checkpoints checkpoints = new Checkpoints(directory);
        Optional<Checkpoints.Restored> earlier = checkpoints.last();
        TrainingState state = earlier.map(Checkpoints.Restored::state).orElseGet(TrainingState::start);
        ComputationGraph net = earlier.map(Checkpoints.Restored::net).orElseGet(this::build);
        if (plan.options().engine() == Engine.FAST) {
            FusedUpdater.attach(net);
        }
        save(record.withStatus(RunStatus.RUNNING, Optional.empty()).withEpochs(state.epochs(), state.best()));

        String logits = LayerSet.of(plan.options().engine())
                .vertexOf(plan.network(), plan.network().logits());
        Trainer trainer = new Trainer(plan.spec().training(), data, options, streams, checkpoints, view, stop);
        double[] trainSeconds = {state.trainSeconds()};
        Trainer.End end = trainer.train(net, logits, state, now -> {
            trainSeconds[0] = now.trainSeconds();
            save(record.withEpochs(now.epochs(), now.best())
                    .withParameters(Optional.empty(), now.bestParametersSha256()));
        });
        RunRecord ended = switch (end) {
            case COMPLETED -> complete(net, checkpoints);
            case DIVERGED -> record.withStatus(RunStatus.DIVERGED, Optional.of(divergence()));
            case STOPPED -> record.withStatus(RunStatus.INTERRUPTED, Optional.of("stopped by the user"));
        };
        double wall = earlierSeconds + (System.nanoTime() - begun) / 1e9;
        save(ended.withProvenance(ended.provenance()
                .withTimes(Optional.of(Instant.now()), wall, trainSeconds[0])
                .withPeakMemory(Machine.peakMemoryMiB())));
        ReportPage.write(directory);
        view.runFinished(record);
        return record;
    }

    private ComputationGraph build() {
        ExperimentSpec.Training recipe = plan.spec().training();
        int steps = (data.images(Split.TRAIN).count() + recipe.batch() - 1) / recipe.batch();
        Training training = new Training(Optimisers.of(recipe, steps), recipe.weightDecay());
        ComputationGraph net = new ComputationGraph(
                plan.architecture().configure(plan.options().seed(streams.init()), training));
        net.init();
        return net;
    }

    private RunRecord complete(ComputationGraph last, Checkpoints checkpoints) throws IOException {
        ComputationGraph best = checkpoints.restoreBest();
        try (BatchIterator images = data.open(Split.TEST, Trainer.forEvaluation(options))) {
            Evaluator.Result result = Evaluator.evaluate(best, images, done -> {});
            directory.writeAnswers(result.answers());
            directory.writePredictions(SampleChoice.of(data.images(Split.TEST), result, streams.sample()));
            AtomicFile.write(directory.modelFile(), out -> Files.copy(checkpoints.best(), out));
            record = record.withProvenance(record.provenance().withTestSpeed(result.imagesPerSecond()));
            return record.withTest(result.evaluation(
                            data.card().classes(), data.images(Split.TEST).sha256()))
                    .withParameters(
                            Optional.of(ParametersDigest.of(last.params())),
                            Optional.of(ParametersDigest.of(best.params())))
                    .withStatus(RunStatus.COMPLETED, Optional.empty());
        }
    }

    private String divergence() {
        return "the loss became infinite or no number in epoch "
                + (record.epochs().size() + 1)
                + "; the last good checkpoint is in checkpoints; try a smaller learning rate";
    }

    private void save(RunRecord next) {
        record = next;
        directory.write(record);
    }
}
