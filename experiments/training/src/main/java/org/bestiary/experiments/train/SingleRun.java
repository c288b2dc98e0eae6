package org.bestiary.experiments.train;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import org.bestiary.datasets.Augmentation;
import org.bestiary.datasets.ImageTable;
import org.bestiary.datasets.Layout;
import org.bestiary.datasets.LoadOptions;
import org.bestiary.datasets.Split;
import org.bestiary.datasets.memory.LoadedDataset;
import org.bestiary.experiments.config.ClassWeights;
import org.bestiary.experiments.config.TryOut;
import org.bestiary.experiments.explain.ReportInsight;
import org.bestiary.experiments.explain.Subject;
import org.bestiary.experiments.transfer.FeatureCache;
import org.bestiary.reports.html.ReportPage;
import org.bestiary.reports.run.Predictions;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.reports.run.RunStatus;
import org.bestiary.reports.store.RunSink;
import org.bestiary.zoo.graph.LayerSet;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;

/** One seed of an experiment: trains it, evaluates the best network on the test images, and keeps record and report. */
final class SingleRun {
    private final Plan plan;
    private final LoadedDataset data;
    private final RunDirectory directory;
    private final Streams streams;
    private final LoadedDataset whole;
    private final TrainingView view;
    private final RunSink sink;
    private final BooleanSupplier stop;
    private final long begun = System.nanoTime();
    private final double earlierSeconds;
    private RunRecord record;

    /**
     * @param plan the experiment
     * @param whole its images, all of them even in a trial
     * @param directory where everything goes; holds the record already
     * @param record the record as it stands
     * @param view is told of progress
     * @param sink is told of every record that is written
     * @param stop whether the user wants to stop
     */
    SingleRun(
            Plan plan,
            LoadedDataset whole,
            RunDirectory directory,
            RunRecord record,
            TrainingView view,
            RunSink sink,
            BooleanSupplier stop) {
        this.plan = plan;
        this.data = TryOuts.images(plan.spec(), whole);
        this.directory = directory;
        this.streams = Streams.of(record.seed());
        this.record = record;
        this.earlierSeconds = record.provenance().wallSeconds();
        this.view = view;
        this.sink = sink;
        this.stop = stop;
        this.whole = whole;
    }

    /** How batches of training images are cut. */
    static LoadOptions options(Plan plan, Streams streams) {
        boolean channelsLast = LayerSet.of(plan.options().engine()).layout() == CNN2DFormat.NHWC;
        LoadOptions plain = LoadOptions.batch(plan.spec().training().batch())
                .withLayout(channelsLast ? Layout.NHWC : Layout.NCHW)
                .withShuffle(streams.shuffle())
                .withSampling(plan.spec().data().sampled());
        Optional<Augmentation> changed =
                MixedBatches.of(plan.augmentation(), plan.spec().training());
        return changed.map(a -> plain.withAugmentation(a, streams.augment())).orElse(plain);
    }

    /**
     * Trains from the last checkpoint, or from the beginning, to the end.
     *
     * @throws IOException if the run directory cannot be written; what was written before is intact
     */
    RunRecord execute() throws IOException {
        LoadOptions options = options(plan, streams)
                .withNormalisation(RunInput.of(plan, directory).normalisation());
        data.warnings(options).forEach(view::note);
        RunPictures.write(plan, data, streams, directory);
        if (CachedBase.wanted(plan).isEmpty()) {
            return execute(plan, options, Optional.empty());
        }
        ComputationGraph first = FirstNetwork.of(plan, plan.phases().get(0), streams, directory);
        FeatureCache cache = CachedBase.in(directory.path().toAbsolutePath().getParent(), view);
        try (CachedBase cached = CachedBase.of(plan, data, first, options, cache)) {
            return execute(cached.trained(), options, Optional.of(cached));
        }
    }

    /** Trains what learns: the network of the plan, or its head alone on cached features. */
    private RunRecord execute(Plan learning, LoadOptions options, Optional<CachedBase> cached) throws IOException {
        Optional<LossWeights> weights = weights();
        Setup setup = new Setup(
                plan.spec().training(), Phases.of(learning, data, whole), data, options, streams, cached, weights);
        Checkpoints checkpoints = new Checkpoints(directory);
        Checkpoints.Restored from = checkpoints.last(decay()).orElseGet(() -> start(cached));
        TrainingState state = from.state();
        if (state.position().batches() > 0) {
            Arithmetic.of(record.provenance()).changedTo(Arithmetic.here()).ifPresent(view::note);
        }
        save(record.withStatus(RunStatus.RUNNING, Optional.empty()).withEpochs(state.epochs(), state.best()));
        view.resumed(state.epochs());

        TrainingState[] last = {state};
        Trainer.Trained trained = new Trainer(learning, setup, checkpoints, view, stop).train(from, now -> {
            last[0] = now;
            save(record.withEpochs(now.epochs(), now.best())
                    .withParameters(Optional.empty(), now.bestParametersSha256()));
        });
        RunRecord ended = switch (trained.end()) {
            case COMPLETED ->
                complete(trained.net(), checkpoints, setup).withStatus(RunStatus.COMPLETED, detail(last[0]));
            case DIVERGED -> record.withStatus(RunStatus.DIVERGED, Optional.of(divergence()));
            case STOPPED -> record.withStatus(RunStatus.INTERRUPTED, Optional.of("stopped by the user"));
        };
        double wall = earlierSeconds + (System.nanoTime() - begun) / 1e9;
        ended = ended.withProvenance(ended.provenance()
                .withTimes(Optional.of(Instant.now()), wall, last[0].trainSeconds())
                .withPeakMemory(Machine.peakMemoryMiB()));
        // The report comes first: a run that says that it is complete has one.
        ReportPage.write(directory, ended);
        save(ended);
        view.runFinished(record);
        return record;
    }

    /** What each class weighs; told, because it may follow from the images. */
    private Optional<LossWeights> weights() {
        List<String> classes = data.card().classes();
        Optional<LossWeights> weights = plan.spec()
                .training()
                .classWeights()
                .filter(ClassWeights::any)
                .map(rule ->
                        LossWeights.of(rule, classes, data.images(Split.TRAIN).classCounts()));
        weights.ifPresent(w -> view.note("weights of the classes in the loss: " + w.text(classes)));
        return weights;
    }

    private OptionalDouble decay() {
        return plan.spec()
                .training()
                .ema()
                .map(e -> OptionalDouble.of(e.decay()))
                .orElse(OptionalDouble.empty());
    }

    private Checkpoints.Restored start(Optional<CachedBase> cached) {
        ComputationGraph net = cached.map(c -> c.first(streams))
                .orElseGet(() -> FirstNetwork.of(plan, plan.phases().get(0), streams, directory));
        return new Checkpoints.Restored(
                net,
                plan.spec().training().ema().map(e -> WeightAverage.startingAt(net, e.decay())),
                TrainingState.start());
    }

    private Optional<String> detail(TrainingState state) {
        return plan.spec().trial() == TryOut.SMOKE
                ? Optional.of("smoke test: a few batches of everything, no result")
                : state.ended();
    }

    private RunRecord complete(ComputationGraph last, Checkpoints checkpoints, Setup setup) throws IOException {
        Optional<CachedBase> cached = setup.cached();
        String lastDigest =
                ParametersDigest.of(cached.map(c -> c.whole(last)).orElse(last).params());
        ComputationGraph restored = checkpoints.restoreBest();
        ComputationGraph best = cached.map(c -> c.whole(restored)).orElse(restored);
        ModelNote note = ModelNote.of(plan, directory);
        if (cached.isPresent()) {
            note.write(directory.modelFile(), out -> ModelSerializer.writeModel(best, out, false));
        } else {
            note.write(directory.modelFile(), out -> Files.copy(checkpoints.best(), out));
        }
        RunRecord tested = data.images(Split.TEST).count() == 0 ? record : test(best, setup);
        return tested.withParameters(Optional.of(lastDigest), Optional.of(ParametersDigest.of(best.params())));
    }

    private RunRecord test(ComputationGraph best, Setup setup) throws IOException {
        try (Batches images = Batches.of(data.open(Split.TEST, setup.forEvaluation()))) {
            Evaluator.Result result = Evaluator.evaluate(best, images, done -> {});
            directory.writeAnswers(result.answers());
            ImageTable tested = data.images(Split.TEST);
            Predictions shown = SampleChoice.of(tested.pictures(), result, streams.sample());
            directory.writePredictions(shown);
            if (!tested.numeric()) {
                directory.writeInside(ReportInsight.of(subject(best), shown));
            }
            return record.withProvenance(record.provenance().withTestSpeed(result.imagesPerSecond()))
                    .withTest(result.evaluation(
                            data.card().classes(), data.images(Split.TEST).sha256()));
        }
    }

    /** The network as the report looks into it; images come as the data set has them. */
    private Subject subject(ComputationGraph net) {
        return new Subject(
                plan.network(), plan.options().engine(), net, data.card().classes(), RunInput.of(plan, directory));
    }

    private String divergence() {
        return "the loss became infinite or no number in epoch "
                + (record.epochs().size() + 1)
                + "; the last good checkpoint is in checkpoints; try a smaller learning rate";
    }

    private void save(RunRecord next) {
        record = next;
        directory.write(record);
        sink.saved(record, directory.path());
    }
}
