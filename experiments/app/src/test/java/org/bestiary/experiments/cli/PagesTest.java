package org.bestiary.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bestiary.reports.run.Answers;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.reports.run.TestEvaluation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real runs, evaluated again, compared, and their pages looked at in a browser. */
class PagesTest {
    @TempDir
    private static Path folder;

    private static RunDirectory lenet;
    private static List<RunDirectory> dense;

    @BeforeAll
    static void train() {
        lenet = train("lenet5", "seeds=[1]", "mnist").get(0);
        dense = train("mnist-dense", "seeds=[1,2]", "none");
    }

    private static List<RunDirectory> train(String model, String seeds, String augment) {
        Typed typed = Typed.command(
                "run",
                "quickstart",
                "--json",
                "--set",
                "name=" + model,
                "--set",
                "model.id=" + model,
                "--set",
                "training.epochs=1",
                "--set",
                "data.augment=" + augment,
                "--set",
                seeds,
                "--runs-dir",
                runs());
        assertThat(typed.code()).as(typed.err()).isZero();
        List<RunDirectory> trained = new ArrayList<>();
        typed.json()
                .get("runs")
                .forEach(row -> trained.add(
                        RunDirectory.open(Path.of(row.get("directory").asText()))));
        return trained;
    }

    private static String runs() {
        return folder.resolve("runs").toString();
    }

    private static Typed onRun(String command, String... arguments) {
        return Typed.command(
                Stream.concat(Stream.of(command), Stream.concat(Stream.of(arguments), Stream.of("--runs-dir", runs())))
                        .toArray(String[]::new));
    }

    @Test
    void aRunKeepsWhatItsNetworkSaidOfEveryTestImage() {
        TestEvaluation test = dense.get(0).read().test().orElseThrow();
        Answers answers = dense.get(0).readAnswers().orElseThrow();

        assertThat(answers.count()).isEqualTo((int) test.examples());
        long right = 0;
        for (int i = 0; i < answers.count(); i++) {
            right += answers.correct(i) ? 1 : 0;
        }
        assertThat(right).isEqualTo(test.correct());
        assertThat(test.top5().orElseThrow()).isBetween(test.top1(), 100.0);
        assertThat(test.calibration().orElseThrow().bins().stream()
                        .mapToLong(bin -> bin.examples())
                        .sum())
                .isEqualTo(test.examples());
        assertThat(test.dataSha256()).isPresent();
        assertThat(dense.get(0).read().model().activationBytes().orElseThrow()).isPositive();
    }

    @Test
    void anEvaluationOfTheSameImagesSaysTheSame() {
        TestEvaluation test = dense.get(0).read().test().orElseThrow();

        JsonNode again = onRun("evaluate", "--run", dense.get(0).id(), "--json").json();

        assertThat(again.get("accuracy").asDouble()).isEqualTo(test.top1());
        assertThat(again.get("loss").asDouble()).isEqualTo(test.loss(), within(1e-6));
        assertThat(again.get("dataSha256").asText()).isEqualTo(test.dataSha256().orElseThrow());
        assertThat(again.get("top5").asDouble()).isEqualTo(test.top5().orElseThrow());
        assertThat(again.get("calibrationError").asDouble())
                .isEqualTo(test.calibration().orElseThrow().expectedError(), within(1e-3));
    }

    @Test
    void theValidationImagesAreThoseOfTheRun() {
        RunRecord run = dense.get(0).read();

        JsonNode validation = onRun("evaluate", "--run", dense.get(0).id(), "--split", "validation", "--json")
                .json();

        assertThat(validation.get("examples").asLong()).isEqualTo(run.dataset().validation());
        assertThat(validation.get("accuracy").asDouble())
                .isEqualTo(run.best().orElseThrow().validationAccuracy().orElseThrow());
    }

    /** Digits are not what their mirror images are, so that half of the views speak against the other. */
    @Test
    void viewsAreAveraged() {
        double plain = lenet.read().test().orElseThrow().top1();

        double flipped = accuracy("flip");
        double cropped = accuracy("five-crop");

        assertThat(flipped).isLessThan(plain);
        assertThat(cropped).isBetween(30.0, 100.0).isNotEqualTo(plain);
        assertThat(accuracy("ten-crop")).isLessThan(plain).isNotEqualTo(cropped);
    }

    private static double accuracy(String views) {
        Typed typed = onRun("evaluate", "--run", lenet.id(), "--tta", views, "--json");
        assertThat(typed.code()).as(typed.err()).isZero();
        return typed.json().get("accuracy").asDouble();
    }

    @Test
    void whatCannotBeEvaluatedIsRefused() {
        for (String[] row : new String[][] {
            {"--split", "trian", "--split must be one of train, validation, test, but got 'trian'"},
            {"--tta", "six-crop", "--tta must be one of none, flip, five-crop, ten-crop, but got 'six-crop'"},
            {"--data", "cifar-10", "a network can be evaluated on images like those it was trained on, 1x28x28"},
            {"--data", "strook", "strokes"}
        }) {
            Typed typed = onRun("evaluate", "--run", dense.get(0).id(), row[0], row[1]);
            assertThat(typed.code()).isEqualTo(2);
            assertThat(typed.err().strip().lines()).hasSize(1);
            assertThat(typed.err()).contains(row[2]);
        }
    }

    @Test
    void aComparisonHasTheNumbersOfTheRecords() throws IOException {
        Path markdown = folder.resolve("c.md");
        Path csv = folder.resolve("c.csv");
        JsonNode document = onRun(
                        "compare",
                        lenet.id(),
                        dense.get(0).id(),
                        "--json",
                        "--markdown",
                        markdown.toString(),
                        "--csv",
                        csv.toString(),
                        "--charts",
                        folder.resolve("figures").toString())
                .json();

        JsonNode first = document.get("entries").get(0);
        RunRecord run = lenet.read();
        assertThat(first.get("accuracy").asDouble())
                .isEqualTo(run.test().orElseThrow().top1());
        assertThat(first.get("accuracyLow").asDouble())
                .isEqualTo(run.test().orElseThrow().top1Low());
        assertThat(first.get("learnableParameters").asLong()).isEqualTo(61_706);
        assertThat(document.get("pairs").get(0).get("test").asText()).startsWith("mcnemar");
        assertThat(document.get("differences").get(0).get("path").asText()).isEqualTo("model.id");
        assertThat(Files.readAllLines(csv)).hasSize(3);
        assertThat(markdown)
                .content()
                .contains(String.format(
                        Locale.ROOT, "%.2f%%", run.test().orElseThrow().top1()));
        assertThat(folder.resolve("figures/parameters.png")).isNotEmptyFile();
    }

    @Test
    void everyPageIsSoundOnEveryScreen() throws IOException {
        Path comparison = folder.resolve("comparison.html");
        Path zoo = folder.resolve("zoo.html");
        assertThat(onRun("compare", lenet.id(), dense.get(0).id(), dense.get(1).id(), "-o", comparison.toString())
                        .code())
                .isZero();
        assertThat(Typed.command("models", "--html", zoo.toString()).code()).isZero();
        Path seeds;
        try (Stream<Path> files = Files.list(folder.resolve("runs"))) {
            seeds = files.filter(f -> f.toString().endsWith(".html"))
                    .findFirst()
                    .orElseThrow();
        }
        try (Screen screen = Screen.start(folder.resolve("profile"))) {
            for (Path page : List.of(lenet.reportFile(), seeds, comparison, zoo)) {
                assertThat(Files.size(page)).isLessThan(3_000_000);
                screen.accepts(page);
            }
            screen.open(lenet.reportFile(), 1440, "light");
            assertThat(screen.run("return document.getElementById('headline').textContent"))
                    .isEqualTo(String.format(
                            Locale.ROOT,
                            "%.2f",
                            lenet.read().test().orElseThrow().top1()));
            assertThat(screen.run("return [...document.images].filter(i => i.complete && i.naturalWidth > 0"
                            + " && !i.closest('[aria-labelledby=inside]')).length"))
                    .as("mistakes, narrow decisions, random ones, augmentation and network")
                    .isEqualTo((long) images(lenet) + 2);
        }
    }

    @Test
    void whatIsPublishedIsOfTheRunsAndAlwaysTheSame() throws IOException {
        Path root = folder.resolve("published");
        Typed first =
                onRun("publish", lenet.id(), dense.get(0).id(), dense.get(1).id(), "--to", root.toString(), "--json");
        assertThat(first.code()).as(first.err()).isZero();

        JsonNode one =
                new ObjectMapper().readTree(root.resolve("lenet5/summary.json").toFile());
        double top1 = lenet.read().test().orElseThrow().top1();
        assertThat(one.at("/entries/0/accuracy").asDouble()).isEqualTo(top1);
        assertThat(one.get("figure").asText()).isEqualTo(String.format(Locale.ROOT, "%.2f%%", top1));
        assertThat(one.at("/runs/0/id").asText()).isEqualTo(lenet.id());
        JsonNode two = new ObjectMapper()
                .readTree(root.resolve("mnist-dense/summary.json").toFile());
        assertThat(two.get("range").asText()).startsWith("mean of 2 seeds, ");
        assertThat(root.resolve("mnist-dense/report.html")).content().contains("href=\"./mnist-dense-seed-1.html\"");
        assertThat(root.resolve("README.md")).content().contains("[`lenet5`](lenet5/report.md)", "mnist-dense");

        Map<Path, String> files = contents(root);
        assertThat(files.keySet()).noneMatch(f -> f.toString().endsWith(".zip"));
        assertThat(files.values())
                .as("nothing tells where the runs are")
                .noneMatch(text -> text.contains(folder.toString()));
        assertThat(onRun("publish", lenet.id(), "--to", root.toString()).code()).isZero();
        assertThat(contents(root)).isEqualTo(files);

        try (Screen screen = Screen.start(folder.resolve("published-profile"))) {
            for (String page :
                    List.of("index.html", "mnist-dense/report.html", "mnist-dense/mnist-dense-seed-1.html")) {
                screen.accepts(root.resolve(page));
            }
        }
    }

    private static Map<Path, String> contents(Path root) throws IOException {
        Map<Path, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path f : files.filter(Files::isRegularFile).toList()) {
                contents.put(f, Files.getLastModifiedTime(f) + Files.readString(f, StandardCharsets.ISO_8859_1));
            }
        }
        return contents;
    }

    @Test
    void whatIsNotThereCannotBePublished() {
        Typed missing =
                onRun("publish", "lenet5-mnist", "--to", folder.resolve("none").toString());
        assertThat(missing.code()).isEqualTo(2);
        assertThat(missing.err()).contains("does not have all of lenet5-mnist", "./bestiary run lenet5-mnist");
        assertThat(onRun("publish", "lenet5-mnits").err()).contains("no experiment or file is called 'lenet5-mnits'");
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void tablesOfRealRunsSortAndFilter() throws IOException {
        Path comparison = folder.resolve("sorted.html");
        assertThat(onRun("compare", lenet.id(), dense.get(0).id(), dense.get(1).id(), "-o", comparison.toString())
                        .code())
                .isZero();
        try (Screen screen = Screen.start(folder.resolve("sorting-profile"))) {
            screen.open(comparison, 1440, "light");
            screen.run("document.querySelector('#networks th:nth-child(4) button').click()");
            assertThat(
                            screen.run(
                                    "return [...document.querySelectorAll('#networks tbody tr')].map(r => r.cells[3].textContent)"))
                    .as("the largest first")
                    .isEqualTo(List.of("407,050", "61,706"));
            screen.run("const f = document.getElementById('filter'); f.value = 'LENET';"
                    + " f.dispatchEvent(new Event('input'))");
            assertThat(screen.run("return [...document.querySelectorAll('#networks tbody tr:not([hidden])')]"
                            + ".map(r => r.cells[3].textContent)"))
                    .isEqualTo(List.of("61,706"));

            screen.open(lenet.reportFile(), 360, "dark");
            screen.run("document.querySelector('#per-class th:nth-child(3) button').click()");
            assertThat(
                            screen.run(
                                    "return [...document.querySelectorAll('#per-class tbody tr')].map(r => r.cells[2].textContent)"))
                    .as("classes by recall")
                    .isEqualTo(lenet.read().test().orElseThrow().perClass().stream()
                            .map(c -> c.recall().orElseThrow())
                            .sorted(Comparator.reverseOrder())
                            .map(r -> String.format(Locale.ROOT, "%.2f", r))
                            .toList());
        }
    }

    private static int images(RunDirectory run) {
        var predictions = run.readPredictions().orElseThrow();
        return predictions.worst().size()
                + predictions.borderline().size()
                + predictions.random().size();
    }
}
