package org.bestiary.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bestiary.reports.SampleRun;
import org.bestiary.reports.compare.ComparedRun;
import org.bestiary.reports.compare.Comparison;
import org.bestiary.reports.compare.Entry;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunJson;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonPageBrowserTest {
    private static final List<String> HOSTILE = List.of(
            "<script>window.hit = 1</script>",
            "\"><svg onload=window.hit=1>",
            "' autofocus onfocus='window.hit = 1",
            "{{title}} {{{css}}}",
            "שלום עולם",
            "x".repeat(300));

    @TempDir
    static Path shared;

    private static Browser browser;

    @TempDir
    Path folder;

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

    private static List<ComparedRun> networks(int count) {
        List<ComparedRun> runs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            runs.add(SampleRun.compared(
                    "run-" + i, "Net " + (char) ('a' + i % 26) + i, 1_000L << (i % 20), 1, 60 + i * 39 / count, 0.1));
        }
        return runs;
    }

    private Path page(List<ComparedRun> runs) {
        Path page = folder.resolve("comparison.html");
        ComparisonPage.write(Comparison.of(runs), page);
        return page;
    }

    private static List<?> column(int column) {
        return (List<?>)
                browser.run("return [...document.querySelectorAll('#networks tbody tr:not([hidden])')].map(r =>"
                        + " r.children[" + column + "].textContent.trim())");
    }

    @ParameterizedTest
    @CsvSource({"1440, false", "1440, true", "360, false", "360, true"})
    void comparesOnEveryScreen(int width, boolean dark) {
        Path page = page(networks(4));

        browser.open(page, width, dark);

        browser.isSound(page);
        assertThat(browser.number("document.querySelectorAll('.chart').length")).isEqualTo(4);
        assertThat(browser.number("document.querySelectorAll('#chart-parameters .l circle').length"))
                .isEqualTo(4);
        assertThat(browser.number("document.querySelectorAll('#tests tbody tr').length"))
                .isEqualTo(6);
    }

    @Test
    void showsTheNumbersOfTheRecords() {
        List<ComparedRun> runs = networks(3);
        Comparison comparison = Comparison.of(runs);

        browser.open(page(runs), 1440, false);

        assertThat(column(1)).isEqualTo(List.of("60.00%", "73.00%", "86.00%"));
        assertThat(column(3)).isEqualTo(List.of("1,000", "2,000", "4,000"));
        assertThat(
                        browser.run(
                                "return [...document.querySelectorAll('#networks tbody tr')].map(r => Number(r.cells[1].dataset.v))"))
                .isEqualTo(comparison.entries().stream()
                        .map(e -> (Object)
                                Long.valueOf((long) e.accuracy().orElseThrow().mean()))
                        .toList());
        assertThat(browser.text("#best")).isEqualTo("86.00");
    }

    @ParameterizedTest
    @CsvSource({"1440, false", "1440, true", "360, false", "360, true"})
    void callsNothingBestOfWhatWasTestedOnDifferentImages(int width, boolean dark) {
        List<ComparedRun> runs = new ArrayList<>(networks(2));
        ComparedRun other = runs.remove(1);
        ObjectNode record = (ObjectNode) RunJson.tree(other.record());
        record.withObject("/dataset").put("title", "Photos").put("sha256", "b".repeat(64));
        runs.add(new ComparedRun(RunJson.record(record.toString(), "photos"), other.answers(), Optional.empty()));
        Path page = page(runs);

        browser.open(page, width, dark);

        browser.isSound(page);
        assertThat(browser.number("document.querySelectorAll('#best, #tests, #chart-parameters').length"))
                .isZero();
        assertThat(browser.text("#mixed")).startsWith("These runs were not tested on the same images (Photos, ");
        assertThat(browser.run("return [...document.querySelectorAll('#networks .tested')].map(e => e.textContent)"))
                .isEqualTo(List.of("Strokes, 10,000 images, data 01234567", "Photos, 10,000 images, data bbbbbbbb"));
    }

    @Test
    void sortsAndFilters() {
        List<ComparedRun> runs = new ArrayList<>(networks(12));
        runs.add(new ComparedRun(SampleRun.diverged(), Optional.empty(), Optional.empty()));
        browser.open(page(runs), 1440, false);

        browser.run("document.querySelector('#networks th:nth-child(4) button').click()");
        assertThat(column(3).get(0)).isEqualTo("2,048,000");
        browser.run("document.querySelector('#networks th:nth-child(4) button').click()");
        assertThat(column(3).get(0)).isEqualTo("1,000");
        browser.run("document.querySelector('#networks th:nth-child(2) button').click()");
        assertThat(column(1).get(0)).isEqualTo("95.00%");
        assertThat(column(1).get(12)).as("what has no result is last").isEqualTo("–");
        browser.run("document.querySelector('#networks th:nth-child(2) button').click()");
        assertThat(column(1).get(12)).as("either way").isEqualTo("–");

        browser.run("const f = document.getElementById('filter'); f.value = 'net b';"
                + " f.dispatchEvent(new Event('input'))");
        assertThat(column(3)).isEqualTo(List.of("2,000"));
        assertThat(browser.text("#networks-count")).isEqualTo("1 of 13");
    }

    @Test
    void drawsFortyNetworks() throws IOException {
        Path page = page(networks(40));

        browser.open(page, 360, false);

        browser.isSound(page);
        assertThat(Files.size(page)).isLessThan(3_000_000);
        assertThat(column(0)).hasSize(40);
        assertThat(browser.number("document.querySelectorAll('#chart-cost .s circle').length"))
                .isEqualTo(40);
        assertThat(browser.number("document.querySelectorAll('#tests tbody tr').length"))
                .as("every network against the best one")
                .isEqualTo(39);
    }

    @Test
    void takesNamesForText() {
        List<ComparedRun> runs = new ArrayList<>();
        for (String name : HOSTILE) {
            runs.add(SampleRun.compared("run-" + runs.size(), name, 5_000, 1, 70 + runs.size(), 0.1));
        }
        Path page = page(runs);

        browser.open(page, 360, true);

        browser.isSound(page);
        assertThat(browser.run("return window.hit === undefined")).isEqualTo(true);
        assertThat(column(0)).isEqualTo(HOSTILE);
    }

    @Test
    void showsRunsThatHaveNoResult() {
        Path page = page(List.of(
                new ComparedRun(SampleRun.diverged(), Optional.empty(), Optional.empty()),
                new ComparedRun(
                        SampleRun.started("begun", List.of("cat", "dog"), 1), Optional.empty(), Optional.empty())));

        browser.open(page, 360, false);

        browser.isSound(page);
        assertThat(browser.text(".notice")).startsWith("No run has been completed");
        assertThat(browser.text("#networks")).contains("diverged").contains("running");
    }

    @Test
    void anExperimentOfSeveralNetworksIsAComparison() throws IOException {
        List<RunDirectory> directories = new ArrayList<>();
        for (ComparedRun run : networks(2)) {
            var directory =
                    RunDirectory.create(folder.resolve("runs"), run.record().id());
            directory.write(run.record());
            directories.add(directory);
        }
        Path page = folder.resolve("runs").resolve("experiment.html");

        ExperimentPage.write(directories, page);

        assertThat(Files.readString(page)).contains("id=\"networks\"").contains("href=\"./run-0/report.html\"");
        assertThat(Comparison.of(networks(2)).entries()).extracting(Entry::name).containsExactly("Net a0", "Net b1");
    }
}
