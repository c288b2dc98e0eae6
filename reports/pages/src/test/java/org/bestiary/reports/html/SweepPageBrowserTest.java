package org.bestiary.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.bestiary.reports.SampleSweep;
import org.bestiary.reports.sweep.SweepAxis;
import org.bestiary.reports.sweep.SweepJson;
import org.bestiary.reports.sweep.SweepReport;
import org.bestiary.reports.sweep.SweepTrial;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweepPageBrowserTest {
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

    private Path page(SweepReport report) throws IOException {
        SweepJson.write(report, folder.resolve("study.json"));
        Files.writeString(folder.resolve("best.yaml"), "name: best\n", StandardCharsets.UTF_8);
        return SweepPage.write(folder);
    }

    private static List<?> column(int column) {
        return (List<?>) browser.run("return [...document.querySelectorAll('#trials tbody tr:not([hidden])')].map(r =>"
                + " r.children[" + column + "].textContent.trim())");
    }

    @ParameterizedTest
    @CsvSource({"1440, false", "1440, true", "360, false", "360, true"})
    void drawsOnEveryScreen(int width, boolean dark) throws IOException {
        Path page = page(SampleSweep.of(40));

        browser.open(page, width, dark);

        browser.isSound(page);
        // History and progress, parallel coordinates, four slices, three pairs, curves.
        assertThat(browser.number("document.querySelectorAll('.chart').length")).isEqualTo(11);
        assertThat(browser.number("document.querySelectorAll('#chart-parallel .s path[data-t]').length"))
                .isEqualTo(40);
        assertThat(browser.number("document.querySelectorAll('#chart-history .s circle').length"))
                .as("every trial that came to a value, and the one that failed")
                .isEqualTo(40);
    }

    @Test
    void showsTheNumbersOfTheStudy() throws IOException {
        SweepReport report = SampleSweep.of(40);
        browser.open(page(report), 1440, false);

        SweepTrial best = report.trials().get(report.best().getAsInt());
        assertThat(browser.text("#best")).isEqualTo(percent(best.value().getAsDouble()));
        assertThat(browser.text("#best-trial")).isEqualTo("trial " + best.number());
        assertThat(column(0)).hasSize(40).first().isEqualTo(Integer.toString(best.number()));
        assertThat(browser.text(".facts"))
                .contains("Epochs spent"
                        + report.trials().stream().mapToInt(SweepTrial::epochs).sum());
        for (SweepTrial t : report.trials()) {
            Map<?, ?> row = (Map<?, ?>)
                    browser.run(
                            "const r = [...document.querySelectorAll('#trials tbody tr')].find(r =>"
                                    + " r.cells[0].textContent === '" + t.number()
                                    + "'); return {status: r.cells[1].textContent,"
                                    + " value: r.cells[2].textContent, epochs: Number(r.cells[3].textContent), rate: r.cells[4].dataset.v}");
            assertThat(row.get("status")).isEqualTo(t.status());
            assertThat(row.get("value"))
                    .isEqualTo(t.value().isPresent() ? percent(t.value().getAsDouble()) + "%" : "–");
            assertThat(row.get("epochs")).isEqualTo((long) t.epochs());
            assertThat(Double.parseDouble((String) row.get("rate")))
                    .isEqualTo(t.parameters()
                            .get("training.optimizer.learningRate")
                            .asDouble());
        }
        assertThat(browser.text("#best-yaml")).isEqualTo("name: best\n");
        assertThat(browser.text("#train")).isEqualTo("./bestiary run " + folder + "/best.yaml");
    }

    private static String percent(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    @Test
    void sortsAndFilters() throws IOException {
        SweepReport report = SampleSweep.of(40);
        browser.open(page(report), 1440, false);

        browser.run("document.querySelector('#trials th:nth-child(3) button').click()");
        assertThat(column(2).subList(0, 39))
                .as("by what they came to")
                .isEqualTo(report.trials().stream()
                        .filter(t -> t.value().isPresent())
                        .map(t -> t.value().getAsDouble())
                        .sorted(Comparator.reverseOrder())
                        .map(v -> percent(v) + "%")
                        .toList());
        assertThat(column(2).get(39)).isEqualTo("–");
        browser.run("document.querySelector('#trials th:nth-child(5) button').click()");
        browser.run("document.querySelector('#trials th:nth-child(5) button').click()");
        assertThat(
                        browser.run(
                                "return [...document.querySelectorAll('#trials tbody tr')].map(r => Number(r.cells[4].dataset.v))"))
                .as("by learning rate, rising")
                .isEqualTo(report.trials().stream()
                        .map(t -> t.parameters()
                                .get("training.optimizer.learningRate")
                                .asDouble())
                        .sorted()
                        .toList());
        browser.run("const f = document.getElementById('filter'); f.value = 'nest comp';"
                + " f.dispatchEvent(new Event('input'))");
        List<String> wanted = report.trials().stream()
                .filter(t -> t.status().equals("completed")
                        && t.parameters()
                                .get("training.optimizer.type")
                                .asText()
                                .equals("nesterov"))
                .map(t -> Integer.toString(t.number()))
                .sorted()
                .toList();
        assertThat(column(0).stream().map(String::valueOf).sorted().toList()).isEqualTo(wanted);
        assertThat(browser.text("#trials-count")).isEqualTo(wanted.size() + " of 40");
    }

    /** Pointing at a line tells of its trial, and an entry of the legend picks a fifth of the trials out. */
    @Test
    void tellsOfTrials() throws IOException {
        SweepReport report = SampleSweep.of(40);
        browser.open(page(report), 1440, false);

        browser.run("document.querySelector('#chart-parallel .l path[data-t=\"3\"]').dispatchEvent("
                + "new PointerEvent('pointermove', {clientX: 50, clientY: 50}))");
        assertThat(browser.text(".tip"))
                .startsWith("trial 3, " + report.trials().get(3).status())
                .contains(percent(report.trials().get(3).value().getAsDouble()));
        browser.run("document.querySelector('.key[data-chart=chart-parallel][data-key=\"0\"]').click()");
        assertThat(browser.number("document.querySelectorAll('#chart-parallel .l path[data-t]:not(.faint)').length"))
                .isEqualTo(8);
    }

    @Test
    @Tag("slow")
    void aThousandTrialsAreStillAPage() throws IOException {
        Path page = page(SampleSweep.of(1000));
        assertThat(Files.size(page)).isLessThan(3_000_000);

        browser.open(page, 1440, false);

        browser.isSound(page);
        assertThat(browser.number("Math.round(performance.getEntriesByType('navigation')[0].loadEventEnd)"))
                .as("milliseconds until it is open")
                .isLessThan(4000);
        assertThat(column(0)).hasSize(1000);
        assertThat(browser.number("document.querySelectorAll('#chart-parallel .l path[data-t]').length"))
                .as("lines that can be told apart")
                .isEqualTo(300);
        long begun = System.nanoTime();
        browser.run(
                "const f = document.getElementById('filter'); f.value = 'adam'; f.dispatchEvent(new Event('input'))");
        assertThat((System.nanoTime() - begun) / 1_000_000).isLessThan(2000);
        assertThat(column(1)).isNotEmpty().hasSizeLessThan(1000);
    }

    @Test
    @Tag("slow")
    void sixtyParametersAreStillAPage() throws IOException {
        List<SweepAxis> axes = IntStream.range(0, 60)
                .mapToObj(i -> SampleSweep.real(
                        "model.options.deep.parameter" + i,
                        i % 2 == 0,
                        1e-3,
                        10,
                        Optional.empty(),
                        OptionalDouble.of(i / 1770.0)))
                .toList();
        Path page = page(SampleSweep.of("sixty", 20, axes));
        assertThat(Files.size(page)).isLessThan(3_000_000);

        browser.open(page, 360, true);

        browser.isSound(page);
        assertThat(browser.number("document.querySelectorAll('#parameters tbody tr').length"))
                .isEqualTo(60);
        assertThat(browser.text("#trials thead")).contains("parameter59").doesNotContain("parameter3 ");
        assertThat(browser.text("#space-title + .lead")).startsWith("12 of 60 parameters");
    }

    @Test
    void takesNamesForText() throws IOException {
        List<SweepAxis> axes = new ArrayList<>();
        for (String name : HOSTILE) {
            axes.add(SampleSweep.choice(name, HOSTILE, OptionalDouble.empty()));
        }
        Path page = page(SampleSweep.of("</script><img src=x onerror='window.hit = 1'>", 12, axes));

        browser.open(page, 360, true);

        browser.isSound(page);
        assertThat(browser.run("return window.hit === undefined")).isEqualTo(true);
        assertThat(browser.run(
                        "return [...document.querySelectorAll('#parameters tbody code')].map(c => c.textContent)"))
                .isEqualTo(HOSTILE);
        assertThat(browser.text("h1")).isEqualTo("</script><img src=x onerror='window.hit = 1'>");
    }

    @Test
    void showsSweepsThatCameToNothing() throws IOException {
        SweepAxis rate = SampleSweep.real(
                "training.optimizer.learningRate", true, 1e-4, 1, Optional.empty(), OptionalDouble.empty());
        List<SweepTrial> failed = List.of(
                SampleSweep.trial(0, "failed", OptionalDouble.empty(), List.of()),
                SampleSweep.trial(1, "failed", OptionalDouble.of(Double.NaN), List.of(Double.NaN)));
        List<SweepTrial> begun = List.of(
                SampleSweep.trial(0, "running", OptionalDouble.empty(), List.of(11.0, Double.NaN, 14.0)),
                SampleSweep.trial(1, "waiting", OptionalDouble.empty(), List.of()));
        Map<List<SweepTrial>, String> notices = Map.of(
                failed,
                "Every trial failed",
                begun,
                "No trial has come to a value yet",
                List.of(),
                "No trial has begun");
        for (Map.Entry<List<SweepTrial>, String> e : notices.entrySet()) {
            Path page = page(SampleSweep.report("nothing", List.of(rate), e.getKey()));
            browser.open(page, 360, false);
            browser.isSound(page);
            assertThat(browser.text(".notice")).startsWith(e.getValue());
            assertThat(column(0)).hasSize(e.getKey().size());
        }
    }

    @Test
    void showsASweepOfOneTrial() throws IOException {
        SweepAxis fixed = SampleSweep.real(
                "training.optimizer.learningRate", false, 0.01, 0.01, Optional.empty(), OptionalDouble.empty());
        Path page = page(SampleSweep.report(
                "one",
                List.of(fixed),
                List.of(SampleSweep.trial(0, "completed", OptionalDouble.of(98.5), List.of(98.5)))));

        browser.open(page, 1440, false);

        browser.isSound(page);
        assertThat(browser.text("#best")).isEqualTo("98.50");
        assertThat(browser.text("#parameters caption")).startsWith("Too few trials");
    }

    /** A loss is better when it is lower, and its axis is logarithmic. */
    @Test
    void showsALossTheRightWayUp() throws IOException {
        List<SweepTrial> trials = IntStream.range(0, 10)
                .mapToObj(i ->
                        SampleSweep.trial(i, "completed", OptionalDouble.of(2.3 / (i + 1) / (i + 1)), List.of(2.3)))
                .toList();
        SweepReport like = SampleSweep.of(1);
        SweepReport report = new SweepReport(
                1,
                "loss-1",
                "loss",
                false,
                "",
                "grid",
                "none",
                "validationLoss",
                false,
                List.of(like.axes().get(1)),
                trials,
                OptionalInt.of(9),
                List.of());
        Path page = page(report);

        browser.open(page, 360, false);

        browser.isSound(page);
        assertThat(browser.text("#best")).isEqualTo("0.02300");
        assertThat(browser.text(".result .label")).startsWith("lowest validation loss, trial 9");
        assertThat(column(0).get(1)).isEqualTo("8");
        assertThat(browser.text("#resume")).startsWith("./bestiary sweep --resume loss-1");
        assertThat(browser.text("#chart-history")).contains("0.1").contains("1");
    }
}
