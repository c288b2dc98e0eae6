package org.bestiary.experiments.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.experiments.config.SpecException;
import org.bestiary.experiments.config.SpecLibrary;
import org.bestiary.experiments.train.ExperimentRunner.Outcome;
import org.bestiary.reports.run.Inside;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunException;
import org.bestiary.reports.run.RunJson;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.reports.run.RunStatus;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real runs of LeNet-5 on generated digits, with few epochs. */
class ExperimentRunnerTest {
    private final StopSignal never = StopSignal.listen();

    @TempDir
    private Path runs;

    @AfterEach
    void stopListening() {
        never.close();
    }

    private List<Outcome> run(TrainingView view, StopSignal stop, String... overrides) {
        Map<String, String> set = new LinkedHashMap<>();
        set.put("training.epochs", "2");
        for (String o : overrides) {
            set.put(o.substring(0, o.indexOf('=')), o.substring(o.indexOf('=') + 1));
        }
        return runner(view).run(SpecLibrary.open("quickstart", set), stop);
    }

    private ExperimentRunner runner(TrainingView view) {
        return new ExperimentRunner(runs, new DataDirectory(runs.resolve("no-data")), "a test", view);
    }

    @Test
    void aRunLeavesRecordModelAndReport() throws IOException {
        Outcome outcome = run(TrainingView.SILENT, never).get(0);
        RunDirectory directory = RunDirectory.open(outcome.directory());
        RunRecord record = directory.read();
        assertThat(RunJson.tree(record))
                .hasToString(RunJson.tree(outcome.record()).toString());
        assertThat(record.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(record.model().learnableParameters()).isEqualTo(61_706);
        assertThat(record.epochs()).hasSize(2);
        assertThat(record.epochs().get(1).trainLoss())
                .isLessThan(record.epochs().get(0).trainLoss());
        assertThat(record.test().orElseThrow().top1()).isGreaterThan(80);
        assertThat(record.test().orElseThrow().examples()).isEqualTo(2_000);
        assertThat(record.provenance().command()).isEqualTo("a test");
        assertThat(Files.readAllLines(directory.metricsFile())).hasSize(3);
        assertThat(directory.readPredictions().orElseThrow().random()).hasSize(24);
        assertThat(Files.readString(directory.reportFile())).contains("LeNet-5", record.id(), "Looking inside");
        Inside inside = directory.readInside().orElseThrow();
        assertThat(inside.filters().count()).isEqualTo(6);
        assertThat(inside.camLayer()).contains("c3.tanh");
        assertThat(inside.looks())
                .hasSize(9)
                .allSatisfy(look -> assertThat(look.gradCam()).isPresent())
                .anySatisfy(look -> assertThat(look.image().correct()).isTrue());

        ComputationGraph model =
                ModelSerializer.restoreComputationGraph(directory.modelFile().toFile());
        assertThat(ParametersDigest.of(model.params()))
                .isEqualTo(record.bestParametersSha256().orElseThrow());
        assertThatThrownBy(() -> runner(TrainingView.SILENT).resume(directory, never))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("is complete");
    }

    /** In the middle of an epoch, and after the last batch of one, when all that is left is to judge it. */
    @ParameterizedTest
    @CsvSource({"2, 800", "1, 1799", "2, 1799"})
    void aRunThatWasStoppedEndsLikeOneThatWasNot(int epoch, long images) {
        String limit = "data.limit=2000";
        RunRecord whole = run(TrainingView.SILENT, never, limit).get(0).record();
        try (StopSignal stop = StopSignal.listen()) {
            Outcome outcome =
                    run(new StopsAfter(epoch, images, stop), stop, limit).get(0);
            RunRecord stopped = outcome.record();
            assertThat(stopped.status()).isEqualTo(RunStatus.INTERRUPTED);
            assertThat(stopped.epochs()).hasSize(epoch - 1);

            RunRecord resumed = runner(TrainingView.SILENT)
                    .resume(RunDirectory.open(outcome.directory()), never)
                    .record();
            assertThat(resumed.status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(resumed.parametersSha256()).isPresent().isEqualTo(whole.parametersSha256());
            assertThat(resumed.bestParametersSha256()).isEqualTo(whole.bestParametersSha256());
            assertThat(resumed.epochs()).hasSize(2);
            assertThat(resumed.epochs().get(1).trainLoss())
                    .isEqualTo(whole.epochs().get(1).trainLoss());
            assertThat(resumed.epochs().get(1).validationLoss())
                    .isEqualTo(whole.epochs().get(1).validationLoss());
            assertThat(resumed.test()).isEqualTo(whole.test());
        }
    }

    /** A user who loses patience in the middle of an epoch. */
    private static final class StopsAfter implements TrainingView {
        private final int epoch;
        private final long images;
        private final StopSignal stop;
        private int now;

        StopsAfter(int epoch, long images, StopSignal stop) {
            this.epoch = epoch;
            this.images = images;
            this.stop = stop;
        }

        @Override
        public void epochStarted(int number, int of, long total, long done) {
            now = number;
        }

        @Override
        public void trained(long done, double loss, double accuracy, double imagesPerSecond) {
            if (now == epoch && done > images) {
                stop.request();
            }
        }
    }

    @Test
    void divergenceStopsTheRunAndKeepsTheLastGoodCheckpoint() {
        Outcome outcome = run(
                        TrainingView.SILENT,
                        never,
                        "model.options.activation=relu",
                        "training.optimizer.type=sgd",
                        "training.optimizer.learningRate=100",
                        "training.schedule.type=constant")
                .get(0);
        assertThat(outcome.record().status()).isEqualTo(RunStatus.DIVERGED);
        assertThat(outcome.record().statusDetail().orElseThrow()).contains("smaller learning rate");
        assertThat(outcome.record().test()).isEmpty();
        Checkpoints.Restored kept = new Checkpoints(RunDirectory.open(outcome.directory()))
                .last(OptionalDouble.empty())
                .orElseThrow();
        assertThat(kept.net().params().sumNumber().doubleValue()).isFinite();
    }

    @Test
    void severalSeedsDifferAndGetAPageTogether() throws IOException {
        List<Outcome> outcomes =
                run(TrainingView.SILENT, never, "training.epochs=1", "seeds=[1, 2]", "data.validation=0");
        assertThat(outcomes).hasSize(2);
        assertThat(outcomes.get(0).record().parametersSha256())
                .isNotEqualTo(outcomes.get(1).record().parametersSha256());
        // Without validation images the last epoch counts as the best.
        assertThat(outcomes.get(0).record().bestParametersSha256())
                .isEqualTo(outcomes.get(0).record().parametersSha256());
        try (Stream<Path> files = Files.list(runs)) {
            assertThat(files.filter(f -> f.toString().endsWith(".html"))).hasSize(1);
        }
    }

    /** A kill between the making of a run's directory and its record, with what the run may have written by then. */
    @Test
    void goesOnWithARunThatWasKilledAsItBegan() throws IOException {
        try (StopSignal stop = StopSignal.listen()) {
            Path first = run(new StopsAfter(1, 300, stop), stop, "training.epochs=1", "seeds=[1, 2]", "data.limit=1000")
                    .get(0)
                    .directory();
            Path second = runs.resolve(first.getFileName().toString().replaceFirst("-s1$", "-s2"));
            Files.createDirectory(second);
            Files.writeString(second.resolve(".run.json.123.part"), "{\"id\": ");
            Files.copy(first.resolve("experiment.json"), second.resolve("experiment.json"));

            List<Outcome> rest = runner(TrainingView.SILENT).resumeAll(RunDirectory.open(first), never);

            assertThat(rest)
                    .extracting(o -> o.record().status())
                    .containsExactly(RunStatus.COMPLETED, RunStatus.COMPLETED);
            assertThat(rest.get(1).directory()).isEqualTo(second);
            assertThat(second.resolve(".run.json.123.part")).doesNotExist();
        }
    }

    @Test
    void whatDoesNotFitIsSaidBeforeAnythingIsWritten() {
        assertThatThrownBy(() -> run(TrainingView.SILENT, never, "model.id=lenet"))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("--set model.id=lenet: no network is called 'lenet'; did you mean lenet5");
        assertThatThrownBy(() -> run(TrainingView.SILENT, never, "model.options.activation=gelu"))
                .hasMessageContaining("must be one of [tanh, sigmoid, relu], but got 'gelu'");
        assertThatThrownBy(() -> run(TrainingView.SILENT, never, "data.id=mnist"))
                .hasMessageContaining("strokes")
                .hasMessageContaining("mnist");
        assertThat(runs).isEmptyDirectory();
    }
}
