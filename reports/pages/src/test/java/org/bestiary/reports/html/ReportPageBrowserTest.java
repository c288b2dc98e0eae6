package org.bestiary.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.bestiary.reports.SampleRun;
import org.bestiary.reports.compare.ComparedRun;
import org.bestiary.reports.compare.Comparison;
import org.bestiary.reports.run.Predictions;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.reports.run.TestEvaluation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page as people meet it, in a real browser. */
class ReportPageBrowserTest {
    private static final int DESK = 1280;
    private static final int PHONE = 360;

    /** Names as someone might give them who wishes the page ill, or merely writes another script. */
    private static final List<String> HOSTILE = List.of(
            "<script>window.hit = 1</script>",
            "</script><img src=x onerror='window.hit = 1'>",
            "\"><svg onload=window.hit=1>",
            "{{command}} {{{css}}}",
            "שלום עולם",
            "x".repeat(300));

    @TempDir
    static Path shared;

    private static Browser browser;

    @TempDir
    Path runs;

    @BeforeEach
    void startBrowser() {
        Browser.assumeInstalled();
        if (browser == null) {
            browser = Browser.start(shared.resolve("profile"));
        }
    }

    @AfterAll
    static void stopBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    private Path page(RunRecord run, Predictions predictions) {
        RunDirectory directory = RunDirectory.create(runs, run.id());
        directory.write(run);
        directory.writePredictions(predictions);
        ReportPage.write(directory);
        return directory.reportFile();
    }

    private static void isSound(Path page) {
        browser.isSound(page);
    }

    /** Points of the curves of a chart, in the drawing that is seen. */
    private static long curvePoints(String chart) {
        return browser.number("[...document.querySelectorAll('#" + chart + " svg')]"
                + ".find(svg => svg.getBoundingClientRect().height > 0).querySelectorAll('circle[data-s]').length");
    }

    @ParameterizedTest
    @CsvSource({"1440, false", "1440, true", "360, false", "360, true"})
    void drawsOnEveryScreen(int width, boolean dark) {
        Path page = page(SampleRun.completed(), SampleRun.predictions(10, 1, 28));

        browser.open(page, width, dark);

        isSound(page);
        // Training and validation over eight epochs.
        assertThat(curvePoints("chart-loss")).isEqualTo(16);
        assertThat(curvePoints("chart-accuracy")).isEqualTo(16);
        assertThat(curvePoints("chart-gap")).isEqualTo(8);
        assertThat(curvePoints("chart-rate")).isEqualTo(8);
        assertThat(browser.run("return getComputedStyle(document.body).backgroundColor"))
                .isEqualTo(dark ? "rgb(22, 22, 20)" : "rgb(251, 250, 247)");
        assertThat(browser.run(
                        "return getComputedStyle(document.querySelector('#chart-loss path[stroke*=train]')).stroke"))
                .as("the curve has the colour of the scheme")
                .isEqualTo(dark ? "rgb(184, 162, 111)" : "rgb(160, 138, 91)");
    }

    @Test
    void showsTheNumbersOfTheRecord() {
        RunRecord run = SampleRun.completed();
        TestEvaluation test = run.test().orElseThrow();
        Path page = page(run, SampleRun.predictions(10, 1, 28));

        browser.open(page, DESK, false);

        assertThat(browser.text("#headline")).isEqualTo(String.format(Locale.ROOT, "%.2f", test.top1()));
        assertThat(browser.text("#interval"))
                .isEqualTo(String.format(Locale.ROOT, "%.2f to %.2f", test.top1Low(), test.top1High()));
        assertThat(browser.text("#command")).isEqualTo(run.provenance().command());
        assertThat(browser.text("#spec")).isEqualTo(run.spec().toPrettyString());
        assertThat(browser.run("return [...document.querySelectorAll('#matrix tbody tr')].map(row =>"
                        + " [...row.querySelectorAll('td')].map(cell => Number(cell.textContent)))"))
                .isEqualTo(test.confusion().stream()
                        .map(row -> row.stream().map(Integer::longValue).toList())
                        .toList());
        assertThat(browser.run("return [...document.querySelectorAll('#per-class tbody tr')].map(row =>"
                        + " row.children[2].textContent)"))
                .isEqualTo(test.perClass().stream()
                        .map(m -> String.format(Locale.ROOT, "%.2f", m.recall().orElseThrow()))
                        .toList());
        assertThat(browser.run("return JSON.parse(document.getElementById('data').textContent)"
                        + ".charts[1].series[1].values"))
                .isEqualTo(run.epochs().stream()
                        .map(e -> e.validationAccuracy().orElseThrow())
                        .toList());
        assertThat(browser.number("[...document.images].filter(i => i.complete && i.naturalWidth === 28).length"))
                .as("images that could be decoded")
                .isEqualTo(54);
        assertThat(browser.number("document.querySelectorAll('#layers tbody tr').length"))
                .isEqualTo(run.model().layers().size());
    }

    @Test
    void sortsClassesAndMatrix() {
        RunRecord run = SampleRun.completed();
        TestEvaluation test = run.test().orElseThrow();
        Path page = page(run, SampleRun.predictions(10, 1, 28));
        browser.open(page, DESK, false);

        browser.run("document.querySelector('#per-class th:nth-child(3) button').click()");
        assertThat(browser.run("return document.querySelector('#per-class th:nth-child(3)').ariaSort"))
                .isEqualTo("descending");
        assertThat(column("#per-class", 3))
                .isEqualTo(test.perClass().stream()
                        .map(m -> m.recall().orElseThrow())
                        .sorted(Comparator.reverseOrder())
                        .map(r -> String.format(Locale.ROOT, "%.2f", r))
                        .toList());
        browser.run("document.querySelector('#per-class th:nth-child(3) button').click()");
        assertThat(column("#per-class", 3).get(0))
                .isEqualTo(test.perClass().stream().mapToDouble(m -> m.recall().orElseThrow()).min().stream()
                        .mapToObj(r -> String.format(Locale.ROOT, "%.2f", r))
                        .findFirst()
                        .orElseThrow());

        browser.run("const s = document.getElementById('matrix-order'); s.value = 'error';"
                + " s.dispatchEvent(new Event('change'))");
        List<Integer> order = IntStream.range(0, 10)
                .boxed()
                .sorted(Comparator.comparingDouble(
                        i -> test.perClass().get(i).recall().orElseThrow()))
                .toList();
        assertThat(browser.run("return [...document.querySelectorAll('#matrix tbody tr')].map(row =>"
                        + " [...row.querySelectorAll('td')].map(cell => Number(cell.textContent)))"))
                .isEqualTo(order.stream()
                        .map(label -> order.stream()
                                .map(called ->
                                        test.confusion().get(label).get(called).longValue())
                                .toList())
                        .toList());
    }

    private static List<?> column(String table, int column) {
        return (List<?>) browser.run("return [...document.querySelectorAll('" + table
                + " tbody tr')].map(r => r.children[" + (column - 1) + "].textContent)");
    }

    /** Pointing at a curve tells the epoch's figures, and a pressed entry of the legend picks its curve out. */
    @Test
    void readsCurvesOut() {
        RunRecord run = SampleRun.completed();
        Path page = page(run, SampleRun.predictions(10, 1, 28));
        browser.open(page, DESK, false);

        browser.run(
                "const svg = [...document.querySelectorAll('#chart-accuracy svg')]"
                        + ".find(s => s.getBoundingClientRect().height > 0), box = svg.getBoundingClientRect();"
                        + "svg.dispatchEvent(new PointerEvent('pointermove', {clientX: box.right - 20, clientY: box.top + 50}))");
        assertThat(browser.text(".tip"))
                .isEqualTo("epoch 8"
                        + String.format(
                                Locale.ROOT,
                                "training: %.2f%%validation: %.2f%%",
                                run.epochs().get(7).trainAccuracy().orElseThrow(),
                                run.epochs().get(7).validationAccuracy().orElseThrow()));
        browser.run("document.querySelector('.key[data-chart=chart-loss][data-key=\"1\"]').click()");
        assertThat(browser.number("document.querySelectorAll('#chart-loss .faint[data-s=\"0\"]').length"))
                .isPositive();
        assertThat(browser.number("document.querySelectorAll('#chart-loss .faint[data-s=\"1\"]').length"))
                .isZero();
    }

    @Test
    void fitsTheCurvesToPaper() {
        Path page = page(SampleRun.completed(), SampleRun.predictions(10, 1, 28));

        browser.open(page, DESK, true);
        browser.print();

        assertThat(browser.run("return [...document.querySelectorAll('.chart')].map(chart => {"
                        + " const svg = [...chart.querySelectorAll('svg')].find(s => s.getBoundingClientRect().height > 0),"
                        + " drawn = svg.getBoundingClientRect(), room = chart.clientWidth;"
                        + " return drawn.height > 100 && Math.abs(drawn.width - room) < 1; })"))
                .isEqualTo(List.of(true, true, true, true, true));
        assertThat(browser.run("return getComputedStyle(document.body).color"))
                .as("black on white even where the screen is dark")
                .isEqualTo("rgb(0, 0, 0)");
    }

    @Test
    void takesNamesForText() {
        RunRecord run = SampleRun.completed("hostile", HOSTILE, 3, 1);
        Path page = page(run, SampleRun.predictions(HOSTILE.size(), 3, 8));

        browser.open(page, PHONE, false);

        isSound(page);
        assertThat(browser.run("return window.hit === undefined")).isEqualTo(true);
        assertThat(browser.run("return [...document.querySelectorAll('#per-class tbody th')].map(h => h.textContent)"))
                .isEqualTo(HOSTILE);
    }

    @Test
    void drawsAHundredClasses() {
        List<String> names =
                IntStream.range(0, 100).mapToObj(i -> "</script><b>class " + i).toList();
        RunRecord run = SampleRun.completed("hundred", names, 1, 1);
        Path page = page(run, SampleRun.predictions(100, 3, 32));

        browser.open(page, PHONE, false);

        isSound(page);
        browser.run("const map = document.querySelector('.matrix-map'), box = map.getBoundingClientRect();"
                + "map.dispatchEvent(new PointerEvent('pointermove',"
                + " {clientX: box.left + box.width * .425, clientY: box.top + box.height * .425}))");
        assertThat(browser.text("#readout"))
                .isEqualTo(names.get(42) + " called " + names.get(42) + ": "
                        + run.test().orElseThrow().confusion().get(42).get(42));
    }

    @Test
    void drawsARunOfOneEpoch() {
        Path page = page(SampleRun.completed("once", SampleRun.DIGITS, 1, 1), Predictions.NONE);

        browser.open(page, DESK, true);

        isSound(page);
        assertThat(curvePoints("chart-loss")).isEqualTo(2);
    }

    @Test
    void saysThatARunDiverged() {
        Path page = page(SampleRun.diverged(), Predictions.NONE);

        browser.open(page, PHONE, false);

        isSound(page);
        assertThat(browser.text("#headline")).isEqualTo("diverged");
        assertThat(browser.text(".notice")).isEqualTo("the loss was NaN at step 1203 (epoch 3)");
        assertThat(browser.text("#epochs tbody tr:last-child")).contains("NaN");
        assertThat(browser.text("#chart-loss")).contains("diverged").doesNotContain("NaN");
    }

    /** Records of the first released layout lack what came later, and some runs have lost their images. */
    @Test
    void showsARunOfTheFirstLayout() throws IOException {
        RunDirectory directory =
                RunDirectory.create(runs, SampleRun.goldenOfLayout1().id());
        try (InputStream old = SampleRun.class.getResourceAsStream("run/run-schema-1.json")) {
            Files.copy(old, directory.recordFile());
        }
        ReportPage.write(directory);
        ComparisonPage.write(
                Comparison.of(List.of(ComparedRun.read(directory))),
                directory.path().resolve("comparison.html"));

        browser.open(directory.reportFile(), PHONE, false);

        isSound(directory.reportFile());
        assertThat(browser.number("document.querySelectorAll('#epochs tbody tr').length"))
                .isEqualTo(3);
        assertThat(browser.number("document.images.length")).isZero();
        browser.open(directory.path().resolve("comparison.html"), PHONE, true);
        isSound(directory.path().resolve("comparison.html"));
    }

    @Test
    void showsARunThatHasOnlyBegun() {
        Path page = page(SampleRun.started("begun", SampleRun.DIGITS, 1), Predictions.NONE);

        browser.open(page, PHONE, true);

        isSound(page);
        assertThat(browser.text("#headline")).isEqualTo("running");
        assertThat(browser.number("document.querySelectorAll('.chart').length")).isZero();
    }
}
