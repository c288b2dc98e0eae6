package org.bestiary.experiments.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.experiments.config.SpecException;
import org.bestiary.experiments.config.SpecReader;
import org.bestiary.experiments.config.TryOut;
import org.bestiary.experiments.train.ExperimentRunner.Outcome;
import org.bestiary.reports.run.EpochMetrics;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunException;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.reports.run.RunStatus;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What the entries of a recipe do, in real runs of a few hundred generated digits. */
class RecipesTest {
    private static final String SPEC = """
            name: small
            model: {id: mnist-dense}
            data: {id: strokes, limit: 400, validation: 0.2}
            training:
              epochs: 3
              batch: 32
              optimizer: {type: sgd, learningRate: 0.02}
            """;

    private static final StopSignal never = StopSignal.listen();
    private static final List<String> notes = new ArrayList<>();

    @TempDir
    private static Path shared;

    /** Reads the data once for all tests. */
    private static ExperimentRunner runner;

    @TempDir
    private Path runs;

    @BeforeAll
    static void makeRunner() {
        runner = new ExperimentRunner(shared, new DataDirectory(shared), "a test", new TrainingView() {
            @Override
            public void note(String line) {
                notes.add(line);
            }
        });
    }

    @AfterAll
    static void stopListening() {
        never.close();
    }

    private static SpecReader.Located spec(String... overrides) {
        Map<String, String> set = new LinkedHashMap<>();
        for (String o : overrides) {
            set.put(o.substring(0, o.indexOf('=')), o.substring(o.indexOf('=') + 1));
        }
        return SpecReader.parse(SPEC, "small.yaml", set);
    }

    private static List<Outcome> runAll(String... overrides) {
        return runner.run(spec(overrides), never);
    }

    private static Outcome run(String... overrides) {
        return runAll(overrides).get(0);
    }

    private static INDArray parameters(Outcome outcome) {
        return new Checkpoints(RunDirectory.open(outcome.directory()))
                .last(OptionalDouble.empty())
                .orElseThrow()
                .net()
                .params();
    }

    @Test
    void aPlateauLowersTheRateDownToItsFloor() {
        RunRecord record = run(
                        "training.epochs=6",
                        "training.plateau={patience: 1, factor: 0.1, minDelta: 50, minRate: 0.0001}")
                .record();
        assertThat(record.epochs())
                .extracting(EpochMetrics::learningRate)
                .usingComparatorForType(Comparator.comparingDouble(d -> Math.round(d * 1e9)), Double.class)
                .containsExactly(0.02, 0.02, 0.002, 0.0002, 0.0001, 0.0001);
        assertThat(notes)
                .contains("learning rate lowered from 0.02 to 0.002: validation loss has not improved for 1 epoch");
    }

    @Test
    void earlyStoppingEndsTheTrainingAndSaysSo() {
        RunRecord record = run(
                        "training.epochs=50", "training.earlyStopping={patience: 2, minDelta: 100, monitor: accuracy}")
                .record();
        assertThat(record.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(record.epochs()).hasSize(3);
        assertThat(record.statusDetail())
                .contains("stopped early after epoch 3: validation accuracy has not improved for 2 epochs");
    }

    @Test
    void stepsMayEndInTheMiddleOfAnEpoch() {
        RunRecord record =
                run("training.steps=25", "training.schedule={type: polynomial}").record();
        assertThat(record.epochs()).extracting(EpochMetrics::steps).containsExactly(10L, 10L, 5L);
        assertThat(record.epochs().get(2).learningRate()).isEqualTo(0.02 / 25, within(1e-12));
    }

    @Test
    void accumulatedSmallBatchesAreALargeBatch() {
        Outcome small = run("training.batch=8", "training.accumulate=4");
        Outcome large = run("training.batch=32");
        assertThat(small.record().epochs().get(2).steps()).isEqualTo(10);
        assertThat(parameters(small).equalsWithEps(parameters(large), 1e-4)).isTrue();
    }

    @Test
    void theAverageOfTheWeightsIsWhatIsJudgedAndKept() throws IOException {
        Outcome outcome = run("training.ema={decay: 0.9}");
        RunRecord record = outcome.record();
        assertThat(record.bestParametersSha256()).isNotEqualTo(record.parametersSha256());
        RunDirectory directory = RunDirectory.open(outcome.directory());
        INDArray kept = ModelSerializer.restoreComputationGraph(
                        directory.modelFile().toFile())
                .params();
        Checkpoints.Restored last =
                new Checkpoints(directory).last(OptionalDouble.of(0.9)).orElseThrow();
        if (record.best().orElseThrow().epoch() == 3) {
            boolean same = last.average()
                    .orElseThrow()
                    .inPlaceOf(last.net(), () -> last.net().params().equalsWithEps(kept, 0));
            assertThat(same).isTrue();
        }
        assertThat(kept.distance2(last.net().params())).isPositive();
    }

    @Test
    void clippingToATinyNormHoldsTheParametersInPlace() {
        INDArray free = parameters(run("training.epochs=1"));
        INDArray clipped = parameters(run("training.epochs=1", "training.clipNorm=0.000001"));
        INDArray start = parameters(run("training.epochs=1", "training.optimizer.learningRate=1e-30"));
        assertThat(clipped.distance2(start)).isLessThan(1e-5);
        assertThat(free.distance2(start)).isGreaterThan(1e-2);
    }

    @Test
    void networksOfSomeEpochsAreKept() throws IOException {
        Outcome outcome = run("training.epochs=7", "training.checkpoints={everyEpochs: 2, keep: 2}");
        try (Stream<Path> files =
                Files.list(RunDirectory.open(outcome.directory()).checkpoints())) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder("best.zip", "last.json", "state-7-70.zip", "epoch-4.zip", "epoch-6.zip");
        }
    }

    @Test
    void labelsAreMixedAndSmoothedForTrainingOnly() {
        double plain = run().record().epochs().get(2).trainLoss();
        RunRecord mixed = run("training.labelSmoothing=0.3", "training.mixup=1", "training.cutmix=1")
                .record();
        assertThat(mixed.epochs().get(2).trainLoss()).isGreaterThan(plain + 0.1);
        assertThat(mixed.status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void everyOptimizerLearnsOnBothEngines() {
        learns("fast", "sgd", "momentum", "nesterov", "rmsprop", "adam", "adamw", "amsgrad");
        learns("stock", "momentum", "amsgrad");
    }

    private static void learns(String engine, String... types) {
        StringBuilder models = new StringBuilder();
        for (String type : types) {
            String rate = type.equals("sgd") ? "0.05" : type.matches("momentum|nesterov") ? "0.01" : "0.001";
            models.append("{id: mnist-dense, name: " + type + ", training: {optimizer: {type: " + type
                    + ", learningRate: " + rate + "}}}, ");
        }
        SpecReader.Located located = SpecReader.parse(
                SPEC.replace("model: {id: mnist-dense}", "models: [" + models + "]"),
                "all.yaml",
                Map.of("engine", engine, "training.weightDecay", "0.001"));
        for (Outcome o : runner.run(located, never)) {
            assertThat(o.record().epochs().get(2).trainLoss())
                    .as(o.record().id() + " on " + engine)
                    .isLessThan(o.record().epochs().get(0).trainLoss() * 0.8);
        }
    }

    @Test
    void severalNetworksAreComparedAndAStoppedExperimentGoesOnWithTheRest() throws IOException {
        String yaml = SPEC.replace(
                        "model: {id: mnist-dense}",
                        "models: [{id: mnist-dense}, {id: lenet5, training: {optimizer: {learningRate: 0.1}}}]")
                + "seeds: [1, 2]\n";
        ExperimentRunner here = new ExperimentRunner(runs, new DataDirectory(runs), "a test", TrainingView.SILENT);
        SpecReader.Located located = SpecReader.parse(yaml, "two.yaml", Map.of());
        List<Outcome> stopped;
        try (StopSignal stop = StopSignal.listen()) {
            stop.request();
            stopped = here.run(located, stop);
        }
        assertThat(stopped).hasSize(1);
        RunDirectory first = RunDirectory.open(stopped.get(0).directory());
        assertThat(first.id()).startsWith("small-mnist-dense-").endsWith("-s1");
        assertThat(here.unfinishedBeside(first)).isEqualTo(3);

        List<Outcome> rest = here.resumeAll(first, never);
        assertThat(rest).extracting(o -> o.record().status()).containsOnly(RunStatus.COMPLETED);
        assertThat(rest)
                .extracting(o -> o.record().model().id() + o.record().seed())
                .containsExactly("mnist-dense1", "mnist-dense2", "lenet51", "lenet52");
        assertThat(rest.get(2).record().epochs().get(0).learningRate()).isEqualTo(0.1);
        try (Stream<Path> files = Files.list(runs)) {
            assertThat(files.filter(f -> f.toString().endsWith(".html"))).hasSize(1);
        }
        assertThatThrownBy(() -> here.resumeAll(first, never)).hasMessageContaining("all 4 runs of small have ended");

        RunRecord alone = run().record();
        assertThat(rest.get(0).record().parametersSha256()).isEqualTo(alone.parametersSha256());
    }

    @Test
    void aSmokeTestDoesEverythingOnceAndIsMarked() {
        Outcome outcome = runner.tryOut(
                        spec("training.epochs=1000", "training.batch=4096", "data.limit=12000", "seeds=[4, 5]"),
                        TryOut.SMOKE,
                        never)
                .get(0);
        RunRecord record = outcome.record();
        assertThat(record.id()).startsWith("small-smoke-").endsWith("-s4");
        assertThat(record.experiment()).isEqualTo("small-smoke");
        assertThat(record.statusDetail()).contains("smoke test: a few batches of everything, no result");
        assertThat(record.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(record.epochs()).hasSize(2);
        assertThat(record.test().orElseThrow().examples()).isEqualTo(64);
        assertThat(record.spec().path("trial").asText()).isEqualTo("smoke");
        assertThat(RunDirectory.open(outcome.directory()).reportFile()).exists();
    }

    @Test
    void oneBatchIsLearntByHeartOrNot() {
        RunRecord learnt = runner.tryOut(
                        spec("training.optimizer.learningRate=0.1", "data.augment=mnist"),
                        TryOut.OVERFIT_ONE_BATCH,
                        never)
                .get(0)
                .record();
        assertThat(learnt.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(learnt.statusDetail().orElseThrow()).startsWith("learnt by heart: one batch of 32 images, loss 0.0");
        assertThat(learnt.experiment()).isEqualTo("small-overfit-one-batch");
        RunRecord not = runner.tryOut(spec("training.optimizer.learningRate=1e-9"), TryOut.OVERFIT_ONE_BATCH, never)
                .get(0)
                .record();
        assertThat(not.status()).isEqualTo(RunStatus.FAILED);
        assertThat(not.statusDetail().orElseThrow()).startsWith("not learnt by heart: one batch of 32 images, loss ");
    }

    @Test
    void oneProcessAtATimeWritesARun() {
        RunDirectory directory = RunDirectory.open(run("training.epochs=1").directory());
        directory.write(directory.read().withStatus(RunStatus.INTERRUPTED, Optional.empty()));
        try (RunLock other = RunLock.of(directory)) {
            assertThat(other).isNotNull();
            assertThatThrownBy(() -> runner.resume(directory, never))
                    .isInstanceOf(RunException.class)
                    .hasMessageContaining("another one is at work on " + directory.id());
        }
        assertThat(runner.resume(directory, never).record().status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void aDirectoryThatVanishesInMidRunIsNamed() {
        ExperimentRunner runner = new ExperimentRunner(runs, new DataDirectory(runs), "a test", new TrainingView() {
            @Override
            public void trained(long images, double loss, double accuracy, double imagesPerSecond) {
                RunDirectory.list(runs).forEach(run -> delete(run.path()));
            }
        });
        assertThatThrownBy(() -> runner.run(spec(), never))
                .isInstanceOf(RunFailure.class)
                .hasMessageMatching("the run directory must stay in place while the run lasts, but .*small-.* is gone,"
                        + " and its checkpoints with it; put it back and resume, or start again");
    }

    @Test
    void aFileInPlaceOfTheCheckpointsKeepsTheRecordAndSaysWhatToDo() throws IOException {
        ExperimentRunner runner = new ExperimentRunner(runs, new DataDirectory(runs), "a test", new TrainingView() {
            @Override
            public void trained(long images, double loss, double accuracy, double imagesPerSecond) {
                RunDirectory run = RunDirectory.list(runs).get(0);
                if (Files.isDirectory(run.checkpoints())) {
                    delete(run.checkpoints());
                    write(run.checkpoints());
                }
            }
        });
        assertThatThrownBy(() -> runner.run(spec(), never))
                .isInstanceOf(RunFailure.class)
                .hasMessageContaining("cannot write")
                .hasMessageContaining("there is no checkpoint yet, start again");
        assertThat(RunDirectory.list(runs).get(0).read().status()).isEqualTo(RunStatus.FAILED);
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void write(Path file) {
        try {
            Files.writeString(file, "in the way");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatCannotBeIsSaidBeforeAnythingIsWritten() {
        int before = RunDirectory.list(shared).size();
        assertThatThrownBy(() -> run("training.dropout=0.5"))
                .isInstanceOf(SpecException.class)
                .hasMessage("--set training.dropout=0.5: training.dropout is for networks with dropout layers,"
                        + " but mnist-dense has none that can be set; leave it out");
        assertThatThrownBy(() -> run("data.limit=20000"))
                .hasMessage("--set data.limit=20000: data.limit must be at most the 12000 training images of strokes,"
                        + " but got 20000; leave it out for all");
        assertThatThrownBy(() -> run("training.schedule.warmup.steps=30"))
                .hasMessage("--set training.schedule.warmup.steps=30: training.schedule.warmup must be shorter than the"
                        + " training of 30 updates, but got 30; the nearest is steps: 29");
        assertThatThrownBy(() -> run("data.augment=cifar-mixup", "training.mixup=0.2"))
                .hasMessageContaining("images must be mixed once, but the augmentation cifar-mixup mixes them already");
        assertThat(RunDirectory.list(shared)).hasSize(before);
    }
}
