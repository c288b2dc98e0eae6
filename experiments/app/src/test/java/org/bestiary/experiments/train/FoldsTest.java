package org.bestiary.experiments.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.ImageTable;
import org.bestiary.datasets.Split;
import org.bestiary.datasets.memory.LoadedDataset;
import org.bestiary.experiments.config.ExperimentSpec;
import org.bestiary.experiments.config.SpecException;
import org.bestiary.experiments.config.SpecReader;
import org.bestiary.experiments.config.TryOut;
import org.bestiary.reports.run.Fold;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.reports.run.RunStatus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cross-validation of three folds, whole, in short, and killed in the middle. */
class FoldsTest {
    private static final String SPEC = """
            name: folds
            model: {id: mnist-dense}
            data: {id: strokes, limit: 302, validation: {folds: 3}, sampling: balanced, augment: mnist}
            training:
              epochs: 4
              batch: 16
              optimizer: {type: adam, learningRate: 0.002}
              classWeights: {0: 2, 7: 0.5}
              checkpoints: {minutes: 0.001}
            seeds: [5]
            """;
    private static final int IMAGES = 302;
    private static final int PATIENCE_MILLIS = 120_000;

    private static final StopSignal never = StopSignal.listen();

    @TempDir
    private static Path folder;

    private static ExperimentRunner runner;
    private static List<RunRecord> whole;

    @BeforeAll
    static void runWhole() {
        runner =
                new ExperimentRunner(folder.resolve("whole"), new DataDirectory(folder), "a test", TrainingView.SILENT);
        whole = runner.run(spec(), never).stream()
                .map(ExperimentRunner.Outcome::record)
                .toList();
    }

    @AfterAll
    static void stopListening() {
        never.close();
    }

    private static SpecReader.Located spec() {
        return SpecReader.parse(SPEC, "folds.yaml", Map.of());
    }

    @Test
    void thereIsARunForEachFold() throws IOException {
        assertThat(whole)
                .extracting(RunRecord::fold)
                .extracting(f -> f.orElseThrow().text())
                .containsExactly("fold 1 of 3", "fold 2 of 3", "fold 3 of 3");
        assertThat(whole).allSatisfy(r -> {
            assertThat(r.status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(r.id()).matches("folds-.*-fold" + r.fold().orElseThrow().number() + "of3-s5");
            assertThat(r.dataset().train() + r.dataset().validation()).isEqualTo(IMAGES);
            assertThat(r.dataset().sha256()).isEqualTo(whole.get(0).dataset().sha256());
            assertThat(r.best().orElseThrow().validationAccuracy()).isPresent();
        });
        assertThat(whole).extracting(r -> r.dataset().validation()).containsExactly(101L, 101L, 100L);
        assertThat(whole).extracting(RunRecord::parametersSha256).doesNotHaveDuplicates();
        assertThat(whole)
                .extracting(r -> r.provenance().seeds())
                .containsOnly(Streams.of(5).byName());
        try (var files = Files.list(folder.resolve("whole"))) {
            Path page = files.filter(f -> f.toString().endsWith(".html"))
                    .findFirst()
                    .orElseThrow();
            assertThat(Files.readString(page)).contains("Fold by fold", "lowest to highest of 3 folds");
        }
    }

    /** What the runs see: every image that is used is held out of exactly one of them. */
    @Test
    void everyImageIsValidatedWithOnce() {
        LoadedDataset strokes = Plan.of(spec().each().get(0)).read(new DataDirectory(folder));
        List<String> validated = new ArrayList<>();
        List<String> all = new ArrayList<>();
        for (SpecReader.Located fold : spec().each()) {
            LoadedDataset cut = Plan.of(fold).cut(strokes);
            validated.addAll(images(cut.images(Split.VALIDATION)));
            if (all.isEmpty()) {
                all.addAll(images(cut.images(Split.TRAIN)));
                all.addAll(images(cut.images(Split.VALIDATION)));
            }
            int[] counts = cut.images(Split.VALIDATION).classCounts();
            assertThat(Arrays.stream(counts).max().orElse(0)
                            - Arrays.stream(counts).min().orElse(0))
                    .as("every class has the same share of every fold")
                    .isLessThanOrEqualTo(2);
        }
        assertThat(validated).hasSize(IMAGES).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(all);
    }

    private static List<String> images(ImageTable table) {
        return IntStream.range(0, table.count())
                .mapToObj(i -> table.label(i) + Arrays.toString(table.pixels(i)))
                .toList();
    }

    /** The spec that is recorded runs one fold, and runs it alike. */
    @Test
    void aFoldIsRepeatedFromItsOwnSpec() {
        ExperimentSpec recorded = SpecReader.recorded(whole.get(1).spec(), "run.json");
        RunRecord again = runner.run(new SpecReader.Located(recorded, "run.json", Map.of(), Map.of()), never)
                .get(0)
                .record();
        assertThat(again.fold()).contains(new Fold(2, 3));
        assertThat(again.specHash()).isEqualTo(whole.get(1).specHash());
        assertThat(again.parametersSha256()).isPresent().isEqualTo(whole.get(1).parametersSha256());
    }

    @Test
    void aTrialIsOfOneFold() {
        assertThat(runner.tryOut(spec(), TryOut.SMOKE, never)).singleElement().satisfies(o -> {
            assertThat(o.record().status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(o.record().fold()).contains(new Fold(1, 3));
        });
    }

    @Test
    void moreFoldsThanImagesAreRefusedWhereTheyStand() {
        SpecReader.Located first = SpecReader.parse(
                        SPEC, "folds.yaml", Map.of("data.validation.folds", "900", "data.limit", "null"))
                .each()
                .get(0);
        LoadedDataset few = Plan.of(first).read(new DataDirectory(folder)).limited(500, 0, 10, 1);
        assertThatThrownBy(() -> Plan.of(first).cut(few))
                .isInstanceOf(SpecException.class)
                .hasMessageStartingWith("--set data.validation.folds=900: ")
                .hasMessageContaining("900 folds need at least as many training images, got 500; use fewer folds");
    }

    /** SIGKILL while the second fold is learnt; what is left is done by another process, and by this one. */
    @Test
    void killedInTheMiddleItEndsAsIfItHadNotBeen() throws IOException, InterruptedException {
        Path runs = folder.resolve("killed");
        Path file = Files.writeString(folder.resolve("folds.yaml"), SPEC);
        try (ChildJvm child = ChildJvm.start(folder, "run", file.toString(), "--runs-dir", runs.toString())) {
            long until = System.currentTimeMillis() + PATIENCE_MILLIS;
            while (!hasBegun(runs, 2) && child.isAlive() && System.currentTimeMillis() < until) {
                Thread.sleep(20);
            }
            assertThat(child.isAlive()).as(child.output()).isTrue();
        }
        assertThat(RunDirectory.list(runs)).as("the third fold has not begun").hasSize(2);
        RunDirectory first = RunDirectory.list(runs).get(0);
        try (ChildJvm child =
                ChildJvm.start(folder, "run", "--resume", first.path().toString(), "--rest", "--json")) {
            assertThat(child.exitCode()).as(child.output()).isZero();
        }
        List<RunRecord> ended =
                RunDirectory.list(runs).stream().map(RunDirectory::read).toList();
        assertThat(ended)
                .extracting(RunRecord::fold)
                .containsExactlyInAnyOrderElementsOf(
                        whole.stream().map(RunRecord::fold).toList());
        for (RunRecord r : ended) {
            RunRecord expected = whole.get(r.fold().orElseThrow().number() - 1);
            assertThat(r.status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(r.parametersSha256()).isPresent().isEqualTo(expected.parametersSha256());
            assertThat(r.bestParametersSha256()).isPresent().isEqualTo(expected.bestParametersSha256());
            assertThat(r.best()).isEqualTo(expected.best());
            assertThat(r.test()).isEqualTo(expected.test());
        }
    }

    private static boolean hasBegun(Path runs, int fold) throws IOException {
        if (!Files.isDirectory(runs)) {
            return false;
        }
        try (var files = Files.list(runs)) {
            return files.anyMatch(f -> f.getFileName().toString().contains("-fold" + fold + "of")
                    && Files.exists(f.resolve("checkpoints").resolve("last.json")));
        }
    }
}
