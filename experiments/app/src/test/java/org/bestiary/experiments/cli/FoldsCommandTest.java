package org.bestiary.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.bestiary.experiments.config.SpecLibrary;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cross-validation of two networks as a user types it, and what other commands make of its runs. */
class FoldsCommandTest {
    private static final String SPEC = """
            name: crossed
            models: [{id: mnist-dense}, {id: lenet5}]
            data: {id: strokes, limit: 121, validation: {folds: 2}}
            training: {epochs: 2, batch: 16, optimizer: {type: adam, learningRate: 0.002}}
            """;

    @TempDir
    private static Path folder;

    private static Typed typed;
    private static List<RunRecord> runs;

    @BeforeAll
    static void run() throws IOException {
        Files.writeString(folder.resolve("crossed.yaml"), SPEC);
        typed = onRuns("run", folder.resolve("crossed.yaml").toString());
        assertThat(typed.code()).as(typed.err()).isZero();
        runs = RunDirectory.list(folder.resolve("runs")).stream()
                .map(RunDirectory::read)
                .toList();
    }

    private static Typed onRuns(String... command) {
        return Typed.command(Stream.concat(
                        Arrays.stream(command),
                        Stream.of("--runs-dir", folder.resolve("runs").toString()))
                .toArray(String[]::new));
    }

    private static double validation(RunRecord run) {
        return run.best().orElseThrow().validationAccuracy().orElseThrow();
    }

    private static List<RunRecord> of(String model) {
        return runs.stream().filter(r -> r.model().id().equals(model)).toList();
    }

    @Test
    void theConsoleTellsMeanAndSpreadOfEachNetwork() {
        assertThat(runs).hasSize(4);
        assertThat(typed.err())
                .containsPattern("\\[2/4\\] crossed-mnist-dense-.*-fold2of2-s1: .*, fold 2, seed 1\n")
                .contains("[4/4] crossed-lenet5-");
        for (String model : List.of("mnist-dense", "lenet5")) {
            double[] accuracies = of(model).stream()
                    .mapToDouble(FoldsCommandTest::validation)
                    .sorted()
                    .toArray();
            assertThat(typed.out())
                    .contains(String.format(
                            Locale.ROOT,
                            "validation accuracy of %s over 2 folds: mean %.2f%%, standard deviation %.2f, range %.2f%% to"
                                    + " %.2f%%",
                            model,
                            (accuracies[0] + accuracies[1]) / 2,
                            (accuracies[1] - accuracies[0]) / Math.sqrt(2),
                            accuracies[0],
                            accuracies[1]))
                    .contains("test accuracy of " + model + " over 2 folds: mean ");
        }
        assertThat(typed.out()).contains("  fold 1 of 2: validation accuracy ", "on 61 images", "on 60 images");
    }

    @Test
    void evaluationSeesTheImagesOfTheFold() {
        for (RunRecord run : of("mnist-dense")) {
            JsonNode again = onRuns("evaluate", "--run", run.id(), "--split", "validation", "--json")
                    .json();
            assertThat(again.get("examples").asLong()).isEqualTo(run.dataset().validation());
            assertThat(again.get("accuracy").asDouble()).isEqualTo(validation(run), within(1e-9));
        }
    }

    @Test
    void oneFoldIsRunAloneAndSaysWhich() {
        JsonNode document = Typed.command(
                        "run",
                        folder.resolve("crossed.yaml").toString(),
                        "--set",
                        "data.validation.fold=2",
                        "--set",
                        "models=[{id: mnist-dense}]",
                        "--json",
                        "--runs-dir",
                        folder.resolve("alone").toString())
                .json();
        JsonNode row = document.get("runs").get(0);
        RunRecord second = of("mnist-dense").stream()
                .filter(r -> r.fold().orElseThrow().number() == 2)
                .findFirst()
                .orElseThrow();
        assertThat(document.get("runs")).hasSize(1);
        assertThat(row.get("fold").asInt()).isEqualTo(2);
        assertThat(row.get("validationAccuracy").asDouble()).isEqualTo(validation(second));
        assertThat(row.get("testAccuracy").asDouble())
                .isEqualTo(second.test().orElseThrow().top1());
        JsonNode summary = document.get("accuracy").get(0);
        assertThat(summary.get("network").asText()).isEqualTo("mnist-dense");
        assertThat(summary.at("/over/folds").asInt()).isEqualTo(1);
        assertThat(summary.at("/over/ofFolds").asInt()).isEqualTo(2);
        assertThat(summary.at("/validation/mean").asDouble()).isEqualTo(validation(second));
        assertThat(summary.at("/validation/deviation").isNull()).isTrue();
    }

    @Test
    void aRunSaysWhichFoldItIs() {
        RunRecord run = of("lenet5").get(0);
        String text = onRuns("runs", "show", run.id()).out();
        assertThat(text).contains("crossed, " + run.fold().orElseThrow().text() + ", seed 1");
        assertThat(onRuns("runs", "--where", "data.validation.fold=2").out()).contains("fold2of2");
    }

    @Test
    void foldsAreOneNetworkInAComparison() {
        String[] ids = runs.stream().map(RunRecord::id).toArray(String[]::new);
        JsonNode document = onRuns(Stream.of(Stream.of("compare"), Arrays.stream(ids), Stream.of("--json"))
                        .flatMap(s -> s)
                        .toArray(String[]::new))
                .json();
        assertThat(document.get("entries")).hasSize(2);
        document.get("entries").forEach(e -> {
            assertThat(e.get("folds").asInt()).isEqualTo(2);
            assertThat(e.get("validationAccuracyDeviation").isNumber()).isTrue();
        });
    }

    @Test
    void whatIsPublishedNamesFoldsAndHasOneSpecForAll() throws IOException {
        String[] ids = of("mnist-dense").stream().map(RunRecord::id).toArray(String[]::new);
        Path out = folder.resolve("published");
        Typed published = onRuns(Stream.of(Stream.of("publish"), Arrays.stream(ids), Stream.of("--to", out.toString()))
                .flatMap(s -> s)
                .toArray(String[]::new));
        assertThat(published.code()).as(published.err()).isZero();
        JsonNode summary = new ObjectMapper()
                .readTree(out.resolve("crossed").resolve("summary.json").toFile());
        assertThat(summary.findValuesAsText("fold")).containsExactly("1", "2");
        assertThat(out.resolve("crossed").resolve("spec-2.yaml")).doesNotExist();
        assertThat(SpecLibrary.open(out.resolve("crossed").resolve("spec.yaml").toString(), Map.of())
                        .networks())
                .hasSize(2);
        assertThat(Files.readString(out.resolve("crossed").resolve("report.md")))
                .contains("| 2 folds |");
    }
}
