package org.bestiary.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.LoadOptions;
import org.bestiary.datasets.Split;
import org.bestiary.datasets.ValidationSplit;
import org.bestiary.datasets.catalog.Datasets;
import org.bestiary.datasets.memory.LoadedDataset;
import org.bestiary.experiments.config.SpecLibrary;
import org.bestiary.reports.run.Fold;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.reports.run.RunStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sweeps as a user types them, with trials that train. */
class SweepCommandTest {
    private static final String SWEEP = """
            name: tiny
            model: {id: lenet5}
            data: {id: strokes, validation: 0.2, limit: 300}
            training:
              epochs: 2
              batch: 50
              optimizer: {type: adam}
            search:
              space:
                training.optimizer.learningRate: {choice: [0.001, 0.005]}
              method: grid
              budget: {trials: 2}
              seedsPerTrial: 2
            """;

    @TempDir
    private Path runs;

    @TempDir
    private Path folder;

    private Typed sweep(String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "sweep";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[all.length - 2] = "--runs-dir";
        all[all.length - 1] = runs.toString();
        return Typed.command(all);
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aSweepOfTrialsThatTrainNeverSeesTheTestImages() throws IOException {
        Path spec = Files.writeString(runs.resolve("tiny.yaml"), SWEEP);
        Typed typed = sweep(spec.toString(), "--json");
        assertThat(typed.code()).as(typed.err()).isZero();
        JsonNode document = new ObjectMapper().readTree(typed.out());
        assertThat(document.get("trials")).hasSize(2);
        Path folder = runs.resolve(document.get("study").asText());
        for (JsonNode trial : document.get("trials")) {
            assertThat(trial.get("status").asText()).isEqualTo("completed");
            assertThat(trial.get("epochs").asInt()).isEqualTo(4);
            double sum = 0;
            for (int seed = 1; seed <= 2; seed++) {
                RunRecord run = RunDirectory.open(folder.resolve(document.get("study")
                                        .asText() + "-t" + trial.get("number").asInt() + "-s" + seed))
                        .read();
                assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
                assertThat(run.seed()).isEqualTo(seed);
                assertThat(run.test()).isEmpty();
                assertThat(run.dataset().test()).isZero();
                assertThat(run.provenance().threads()).isPositive();
                sum += run.best().orElseThrow().validationAccuracy().getAsDouble();
            }
            assertThat(trial.get("value").asDouble()).isEqualTo(sum / 2);
        }
        double best = document.get("best").get("value").asDouble();
        assertThat(document.get("trials").findValues("value")).allMatch(v -> v.asDouble() <= best);
        assertThat(SpecLibrary.open(folder.resolve("best.yaml").toString(), Map.of())
                        .spec()
                        .training()
                        .optimizer()
                        .learningRate())
                .isEqualTo(document.get("best")
                        .get("parameters")
                        .get("training.optimizer.learningRate")
                        .asDouble());

        try (Stream<Path> left = Files.walk(runs)) {
            assertThat(left).noneMatch(f -> f.getFileName().toString().startsWith("."));
        }

        Typed again = sweep("--resume", document.get("study").asText());
        assertThat(again.code()).isZero();
        assertThat(again.out()).contains("2 trials (2 completed), 8 epochs", "./bestiary run ");
        theStudyHasAReport(document);
        theStudyIsListed(document);
    }

    /** Trials are told their values of a step, and record the recipe with them. */
    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void theValuesOfAStepAreSearched() throws IOException {
        Path spec = Files.writeString(
                runs.resolve("steps.yaml"),
                SWEEP.replace("limit: 300", "limit: 100, augment: [{rotate: 10}, noise]")
                        .replace("training.optimizer.learningRate: {choice", "data.augment.rotate.degrees: {choice")
                        .replace("[0.001, 0.005]", "[0, 20]")
                        .replace("{type: adam}", "{type: adam, learningRate: 0.002}")
                        .replace("seedsPerTrial: 2", "seedsPerTrial: 1"));
        Typed typed = sweep(spec.toString(), "--json");
        assertThat(typed.code()).as(typed.err()).isZero();
        JsonNode document = new ObjectMapper().readTree(typed.out());
        Path folder = runs.resolve(document.get("study").asText());
        Set<String> networks = new HashSet<>();
        for (JsonNode trial : document.get("trials")) {
            RunRecord run = RunDirectory.open(folder.resolve(document.get("study")
                                    .asText() + "-t" + trial.get("number").asInt() + "-s1"))
                    .read();
            assertThat(run.spec().at("/data/augment/0/rotate/degrees").asDouble())
                    .isEqualTo(trial.get("parameters")
                            .get("data.augment.rotate.degrees")
                            .asDouble());
            networks.add(run.bestParametersSha256().orElseThrow());
            assertThat(run.spec().at("/data/augment/1/noise/std").asDouble()).isEqualTo(0.05);
        }
        assertThat(networks).as("differently turned images teach differently").hasSize(2);
        assertThat(SpecLibrary.open(folder.resolve("best.yaml").toString(), Map.of())
                        .spec()
                        .data()
                        .augment())
                .hasToString("rotate, noise");
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void theValueOfATrialIsTheMeanOverItsFolds() throws IOException {
        Path spec = Files.writeString(
                runs.resolve("tiny.yaml"), SWEEP.replace("validation: 0.2", "validation: {folds: 3}"));
        Typed typed =
                sweep(spec.toString(), "--json", "--set", "search.seedsPerTrial=1", "--set", "search.budget.trials=1");
        assertThat(typed.code()).as(typed.err()).isZero();
        JsonNode trial = new ObjectMapper().readTree(typed.out()).get("trials").get(0);
        String study = new ObjectMapper().readTree(typed.out()).get("study").asText();
        double sum = 0;
        for (int fold = 1; fold <= 3; fold++) {
            RunRecord run = RunDirectory.open(runs.resolve(study)
                            .resolve(study + "-t" + trial.get("number").asInt() + "-fold" + fold + "of3-s1"))
                    .read();
            assertThat(run.fold()).contains(new Fold(fold, 3));
            assertThat(run.dataset().validation()).isEqualTo(100);
            assertThat(run.test()).isEmpty();
            sum += run.best().orElseThrow().validationAccuracy().getAsDouble();
        }
        assertThat(trial.get("epochs").asInt()).isEqualTo(6);
        assertThat(trial.get("value").asDouble()).isEqualTo(sum / 3, within(1e-9));
    }

    private void theStudyIsListed(JsonNode document) throws IOException {
        Typed listed = Typed.command("studies", "--json", "--runs-dir", runs.toString());
        JsonNode row = new ObjectMapper().readTree(listed.out()).get(0);
        assertThat(row.get("study")).isEqualTo(document.get("study"));
        assertThat(row.get("status").asText()).isEqualTo("completed");
        assertThat(row.get("ended").asInt()).isEqualTo(2);
        assertThat(row.get("best")).isEqualTo(document.get("best").get("value"));
        assertThat(Typed.command("studies", "--runs-dir", runs.toString()).out())
                .contains(document.get("study").asText(), "completed");
        assertThat(Typed.command("studies", "--limit", "0").err()).contains("--limit must be at least 1, got 0");
        Typed none = Typed.command("studies", "--runs-dir", runs.resolve("none").toString());
        assertThat(none.code()).isZero();
        assertThat(none.err()).contains("there are no studies");
        assertThat(runs.resolve("none")).doesNotExist();
    }

    /** In every form, with the numbers of the study. */
    private void theStudyHasAReport(JsonNode document) throws IOException {
        Path folder = runs.resolve(document.get("study").asText());
        assertThat(folder.resolve("report.html")).isNotEmptyFile();
        Files.delete(folder.resolve("report.html"));
        Path markdown = runs.resolve("sweep.md");
        Path csv = runs.resolve("trials.csv");
        Typed report = Typed.command(
                "report",
                folder.getFileName().toString(),
                "--markdown",
                markdown.toString(),
                "--csv",
                csv.toString(),
                "--charts",
                runs.resolve("charts").toString(),
                "--runs-dir",
                runs.toString());
        assertThat(report.code()).as(report.err()).isZero();
        JsonNode best = document.get("best");
        assertThat(folder.resolve("report.html"))
                .content()
                .contains(String.format(
                        Locale.ROOT, "id=\"best\">%.2f<", best.get("value").asDouble()));
        assertThat(markdown)
                .content()
                .contains("Best: trial " + best.get("number").asInt() + ",");
        assertThat(Files.readAllLines(csv)).hasSize(3);
        for (JsonNode trial : document.get("trials")) {
            assertThat(csv)
                    .content()
                    .contains(trial.get("number").asInt() + ",completed,"
                            + trial.get("value").asDouble() + ",4,");
        }
        try (Screen screen = Screen.start(runs.resolve("profile"))) {
            screen.accepts(folder.resolve("report.html"));
            screen.open(folder.resolve("report.html"), 1440, "light");
            screen.run("document.querySelector('#trials th:nth-child(5) button').click()");
            assertThat(screen.run(
                            "return [...document.querySelectorAll('#trials tbody tr')].map(r => r.cells[4].dataset.v)"))
                    .isEqualTo(List.of("0.005", "0.001"));
            screen.run("const f = document.getElementById('filter'); f.value = '0.001';"
                    + " f.dispatchEvent(new Event('input'))");
            assertThat(screen.run("return document.getElementById('trials-count').textContent"))
                    .isEqualTo("1 of 2");
        }
        assertThat(runs.resolve("charts/parallel.png")).isNotEmptyFile();
        assertThat(runs.resolve("charts/history.svg")).isNotEmptyFile();
    }

    @Test
    void withheldTestImagesCannotBeOpened() {
        LoadedDataset data = LoadedDataset.load(
                        Datasets.standard().find("strokes"), new DataDirectory(runs), new ValidationSplit(0.1, 1))
                .withoutTest();
        assertThat(data.images(Split.TEST).count()).isZero();
        assertThat(data.images(Split.VALIDATION).count()).isPositive();
        assertThatThrownBy(() -> data.open(Split.TEST, LoadOptions.batch(10)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("The test split of strokes has no images");
    }

    @Test
    void whatCannotBeIsOneLine() throws IOException {
        Path spec = Files.writeString(runs.resolve("tiny.yaml"), SWEEP);
        assertThat(sweep("lenet5-sweep").err()).contains("no sweep or file is called 'lenet5-sweep'");
        assertThat(sweep(spec.toString(), "--set", "search.budget.trials=0").err())
                .contains("--set search.budget.trials=0: search.budget.trials must be at least 1");
        assertThat(sweep(spec.toString(), "--set", "data.id=mnist", "--data-dir", runs.toString())
                        .err())
                .contains("the data set must be there before a sweep starts", "datasets fetch mnist");
        Typed unknown = sweep("--resume", "tiny-1");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("no study there is called 'tiny-1'");
        assertThat(sweep("--resume", "tiny-1", "--set", "training.batch=3").err())
                .contains("only --parallel may change");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --resume | nope | no study there is called 'nope': there is no store
            --join   | nope | no study there is called 'nope': there is no store
            --resume | ''   | --resume must name a study
            --join   | ' '  | --join must name a study
            """)
    void aStudyThatCannotBeThereMakesNoStore(String option, String study, String message) throws IOException {
        Typed typed = sweep(option, study);
        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.err().strip().lines()).singleElement().asString().contains(message);
        assertThat(sweep(option, study, "--store", "jdbc:sqlite:" + runs.resolve("elsewhere.db"))
                        .code())
                .isEqualTo(2);
        assertThat(runs).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            model.id=vgg16                       | at least 32x32
            model.transfer={from: nosuch}        | but there is no 'nosuch'
            model.options.activation=wild        | must be one of
            data.classes=[zero, one]             | has no class 'zero'
            data.id=image-folder:nowhere         | does not exist
            search.space.training.batch={}       | search.space
            """)
    void aSweepThatCannotRunLeavesNothing(String override, String message) throws IOException {
        Path spec =
                Files.writeString(Files.createDirectory(folder.resolve("specs")).resolve("tiny.yaml"), SWEEP);
        Typed typed = sweep(spec.toString(), "--set", override);
        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.err()).contains(message);
        assertThat(runs).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            model.id=vgg16                       | at least 32x32
            model.transfer={from: nosuch}        | but there is no 'nosuch'
            data.classes=[zero, one]             | has no class 'zero'
            training.epochs=0                    | training.epochs must be
            """)
    void aRunThatCannotBeginLeavesNothing(String override, String message) throws IOException {
        Typed typed = Typed.command("run", "quickstart", "--set", override, "--runs-dir", runs.toString());
        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.err()).contains(message);
        assertThat(runs).isEmptyDirectory();
    }
}
