package org.bestiary.reports.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.bestiary.reports.SampleRun;
import org.bestiary.reports.SampleSweep;
import org.bestiary.reports.compare.ComparedRun;
import org.bestiary.reports.database.StoreLocation;
import org.bestiary.reports.html.Browser;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunStatus;
import org.bestiary.reports.store.Condition;
import org.bestiary.reports.store.RunQuery;
import org.bestiary.reports.store.RunRow;
import org.bestiary.reports.store.RunStore;
import org.bestiary.reports.store.TagFile;
import org.bestiary.reports.study.Direction;
import org.bestiary.reports.study.Lease;
import org.bestiary.reports.study.StudyDraft;
import org.bestiary.reports.study.StudyStatus;
import org.bestiary.reports.study.StudyStore;
import org.bestiary.reports.sweep.SweepJson;
import org.bestiary.reports.sweep.SweepReport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The dashboard as people meet it, in a real browser. */
class DashboardBrowserTest {
    private static final int DESK = 1440;
    private static final String SWEEP = SampleSweep.of(1).study();
    private static final String LONG = "x".repeat(300);

    /** Names as someone might give them who wishes the page ill, or merely writes another script. */
    private static final List<String> HOSTILE = List.of(
            "<script>window.hit = 1</script>",
            "\"><svg onload=window.hit=1>",
            "' autofocus onfocus='window.hit = 1",
            "{{place}} {{{css}}}",
            "שלום עולם",
            LONG);

    @TempDir
    static Path shared;

    private static Browser browser;
    private static Dashboard dashboard;
    private static RunDirectory underWay;
    private static final List<String> told = new ArrayList<>();

    @BeforeEach
    void start() {
        Browser.assumeInstalled();
        if (browser != null) {
            return;
        }
        Path runs = shared.resolve("runs");
        for (int i = 0; i < 5; i++) {
            ComparedRun run =
                    SampleRun.compared("net-" + i, "Net " + (char) ('a' + i), 1_000L << i, 1, 60 + i * 7, 0.1);
            RunDirectory directory = RunDirectory.create(runs, "net-" + i);
            directory.write(run.record());
            directory.writeAnswers(run.answers().orElseThrow());
        }
        for (int i = 0; i < HOSTILE.size(); i++) {
            ComparedRun run = SampleRun.compared("named-" + i, HOSTILE.get(i), 5_000, 1, 50 + i, 0.2);
            RunDirectory.create(runs, "named-" + i)
                    .write(run.record().withStatus(RunStatus.FAILED, Optional.of(HOSTILE.get(i))));
        }
        TagFile.write(runs.resolve("net-1"), List.of("baseline", "y".repeat(100)));
        underWay = RunDirectory.create(runs, "under-way");
        underWay.write(LiveStreamTest.after(2));
        study(StoreLocation.beside(runs));
        dashboard = Served.start(new DashboardSettings(
                "localhost", 0, Optional.empty(), StoreLocation.beside(runs), row -> false, told::add));
        browser = Browser.start(shared.resolve("profile"));
    }

    private static void study(StoreLocation location) {
        ObjectNode nothing = JsonNodeFactory.instance.objectNode();
        RunDirectory.create(location.runs(), SWEEP);
        SweepJson.write(SampleSweep.of(40), location.runs().resolve(SWEEP).resolve("study.json"));
        try (StudyStore studies = StudyStore.open(location)) {
            studies.create(new StudyDraft(SWEEP, "name: x", nothing, nothing, 1, Direction.MAXIMIZE, 1, 3));
            studies.setStatus(SWEEP, StudyStatus.COMPLETED, Optional.empty());
            studies.create(new StudyDraft(
                    "a-study", "name: " + HOSTILE.get(0), nothing, nothing, 1, Direction.MAXIMIZE, 1, 3));
            for (int i = 0; i < 4; i++) {
                ObjectNode parameters =
                        nothing.deepCopy().put("training.batch", 32 << i).put("model.note", HOSTILE.get(i));
                studies.add("a-study", i, parameters);
                Lease lease = studies.claim("a-study", "worker", Duration.ofMinutes(1))
                        .orElseThrow();
                studies.addRun(lease, "net-" + i);
                if (i == 3) {
                    studies.fail(lease, HOSTILE.get(1));
                } else {
                    studies.complete(lease, 90 + (i * 7) % 5, nothing);
                }
            }
        }
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
            dashboard.close();
        }
        assertThat(told).isEmpty();
    }

    private static String origin() {
        return "http://localhost:" + dashboard.port() + "/";
    }

    private static void open(String path, int width, boolean dark) {
        browser.open(origin() + path, width, dark);
    }

    private static List<?> texts(String selector) {
        return (List<?>)
                browser.run("return [...document.querySelectorAll(\"" + selector + "\")].map(e => e.textContent)");
    }

    private static List<RunRow> rows(String where, String sort) {
        try (RunStore store = RunStore.open(StoreLocation.beside(shared.resolve("runs")))) {
            return store.list(RunQuery.sorted(Condition.parse(where), Optional.of(sort), 100));
        }
    }

    /** Clicks, and waits for the page that comes of it. */
    private static void click(String selector) {
        browser.run("document.documentElement.dataset.old = 1; document.querySelector(\"" + selector + "\").click()");
        waitUntil("!document.documentElement.dataset.old && document.readyState === 'complete'");
    }

    private static void waitUntil(String condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!Boolean.TRUE.equals(browser.run("return " + condition))) {
            assertThat(System.nanoTime()).as("time until %s", condition).isLessThan(deadline);
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1440, false", "1440, true", "360, false", "360, true"})
    void everyPageIsSound(int width, boolean dark) {
        List<String> paths = new ArrayList<>(
                List.of("", "runs/under-way", "compare?run=net-0&run=net-3&run=named-5", "studies/a-study"));
        if (dark == (width == 360)) {
            paths.add("studies/" + SWEEP);
            paths.addAll(List.of("?where=nonsense", "runs/net-1", "runs/named-1", "runs/nosuch", "studies"));
        }
        for (String path : paths) {
            open(path, width, dark);
            // A page that says no is a failed request to the browser's console.
            if (path.equals("?where=nonsense") || path.equals("runs/nosuch")) {
                assertThat(browser.complaints()).hasSize(1).first().asString().contains("status of 40");
            }
            browser.isSound(origin());
            assertThat(browser.run("return window.hit === undefined")).as(path).isEqualTo(true);
        }
    }

    @Test
    void theListShowsTheNumbersOfTheStore() {
        open("?where=" + "model~net*" + "&sort=testAccuracy", DESK, false);

        List<RunRow> rows = rows("model~net*", "testAccuracy");
        assertThat(rows).hasSize(5);
        assertThat(texts("#runs tbody th a"))
                .isEqualTo(rows.stream().map(RunRow::id).toList());
        assertThat(texts("#runs tbody td:nth-child(4)"))
                .isEqualTo(rows.stream()
                        .map(r -> String.format(
                                Locale.ROOT, "%.2f", r.testAccuracy().orElseThrow()))
                        .toList());
        assertThat(texts("#runs tbody td:nth-child(8)"))
                .isEqualTo(rows.stream()
                        .map(r -> String.format(Locale.ROOT, "%,d", r.learnableParameters()))
                        .toList());
        assertThat(texts("#runs .chip")).isEqualTo(List.of("baseline", "y".repeat(100)));
    }

    @Test
    void headingsSortAndConditionsFilterOnTheServer() {
        open("", DESK, false);

        browser.run("document.getElementById('where').value = 'status=completed and testAccuracy>65'");
        click(".where button");
        assertThat(browser.text("#shown")).isEqualTo("1 to 4 of 4 runs");
        click("#runs th:nth-child(4) button");
        assertThat(texts("#runs tbody th a")).isEqualTo(List.of("net-4", "net-3", "net-2", "net-1"));
        assertThat(browser.run("return document.querySelector('#runs th:nth-child(4)').ariaSort"))
                .isEqualTo("descending");
        click("#runs th:nth-child(4) button");
        assertThat(texts("#runs tbody th a")).isEqualTo(List.of("net-1", "net-2", "net-3", "net-4"));
        assertThat(browser.run("return document.getElementById('where').value"))
                .isEqualTo("status=completed and testAccuracy>65");
    }

    @Test
    void whatIsTickedIsCompared() {
        open("?where=id~net*&sort=%2Bid", 360, false);

        for (String id : List.of("net-0", "net-3")) {
            browser.run("document.querySelector('input[value=" + id + "]').click()");
        }
        click("button[formaction]");

        assertThat(browser.address()).contains("/compare?").contains("run=net-0&run=net-3");
        assertThat(texts("#networks tbody th bdi"))
                .as("the more accurate first")
                .isEqualTo(List.of("Net d", "Net a"));
        browser.isSound(origin());
        click("#networks .links a");
        assertThat(browser.address()).isEqualTo(origin() + "runs/net-3");
    }

    @Test
    void namesAreTextAndNothingElse() {
        open("?where=id~named*&sort=%2Bid", 360, true);

        assertThat(texts("#runs tbody tr")).hasSize(HOSTILE.size());
        assertThat(browser.run("return window.hit === undefined")).isEqualTo(true);
        browser.isSound(origin());
        open("compare?" + "run=named-0&run=named-1&run=named-2&run=named-3&run=named-4&run=named-5", 360, false);
        assertThat(Set.<Object>copyOf(texts("#networks tbody th bdi"))).isEqualTo(Set.<Object>copyOf(HOSTILE));
        assertThat(browser.run("return window.hit === undefined")).isEqualTo(true);
        browser.isSound(origin());
    }

    @Test
    void aStudyShowsItsTrials() {
        open("studies/a-study", DESK, false);

        assertThat(browser.text("#best")).isEqualTo("94.00");
        assertThat(texts("#trials tbody td:nth-child(2)")).isEqualTo(List.of("90.00", "92.00", "94.00", "–"));
        assertThat(texts("#trials tbody td:nth-child(4)")).isEqualTo(HOSTILE.subList(0, 4));
        browser.run("document.querySelector('#trials th:nth-child(2) button').click()");
        assertThat(texts("#trials tbody td:nth-child(2)")).isEqualTo(List.of("94.00", "92.00", "90.00", "–"));
    }

    @Test
    void studiesAreListedWithTheirBestValue() {
        open("studies", 360, true);

        assertThat(texts("#studies tbody th")).isEqualTo(List.of("a-study", SWEEP));
        assertThat(texts("#studies tbody td:nth-child(3)")).isEqualTo(List.of("4", "0"));
        assertThat(texts("#studies tbody td:nth-child(4)")).isEqualTo(List.of("94.00 \u2191", "\u2013"));
        assertThat(texts(".count")).isEqualTo(List.of("1 to 2 of 2 studies"));
        browser.run("document.querySelector('#studies th:nth-child(1) button').click();"
                + "document.querySelector('#studies th:nth-child(1) button').click()");
        assertThat(texts("#studies tbody th")).isEqualTo(List.of(SWEEP, "a-study"));
        browser.isSound(origin());
    }

    @Test
    void aStudyThatHasEndedShowsItsReport() {
        open("studies/" + SWEEP, DESK, false);

        SweepReport report = SampleSweep.of(40);
        assertThat(browser.number("document.querySelectorAll('#trials tbody tr').length"))
                .isEqualTo(report.trials().size());
        assertThat(browser.run("return Promise.all([...document.querySelectorAll('.files a, .actions a[download]')]"
                        + ".map(a => fetch(a.href).then(r => r.ok ? '' : a.href))).then(all => all.filter(Boolean))"))
                .as("files that cannot be had")
                .isEqualTo(List.of());
    }

    /** Both pages at once would need two windows; one after the other shows the same. */
    @Test
    void curvesGrowWhileARunLearns() {
        String points = "[...document.querySelectorAll('.chart[id*=%s] svg')]"
                + ".find(svg => svg.getBoundingClientRect().height > 0)?.querySelectorAll('circle[data-s]').length === %d";
        underWay.write(LiveStreamTest.after(2));
        open("runs/under-way", DESK, false);
        // Training and validation, a point for each epoch.
        waitUntil(String.format(points, "accuracy", 4));
        browser.run("document.querySelector('details').open = true;"
                + "document.querySelector('.key[data-chart=chart-accuracy]').click()");
        browser.run("document.querySelector('.key[data-chart=chart-accuracy]').focus()");

        underWay.write(LiveStreamTest.after(5));

        waitUntil(String.format(points, "accuracy", 10));
        assertThat(browser.text("#live-text")).isEqualTo("epoch 5: validation accuracy 51.00%");
        assertThat(browser.number("document.querySelectorAll('#epochs tbody tr').length"))
                .isEqualTo(5);
        assertThat(browser.run("return document.querySelector('details').open")).isEqualTo(true);
        assertThat(browser.run("return document.activeElement.matches('.key[aria-pressed=true]')"))
                .as("what was chosen and where one was stay")
                .isEqualTo(true);
        browser.isSound(origin());

        underWay.write(LiveStreamTest.after(6).withStatus(RunStatus.INTERRUPTED, Optional.of("stopped by Ctrl-C")));
        waitUntil("document.getElementById('live-text').textContent === 'interrupted'");
        waitUntil("document.querySelector('.notice')?.textContent === 'stopped by Ctrl-C'");

        underWay.write(LiveStreamTest.after(3));
        open("", DESK, false);
        waitUntil(String.format(points, "running", 6));
        browser.run("document.querySelector('input[value=net-2]').click()");
        underWay.write(LiveStreamTest.after(7));
        waitUntil(String.format(points, "running", 14));
        assertThat(browser.run("return document.querySelector('input[value=net-2]').checked"))
                .isEqualTo(true);
        browser.isSound(origin());
    }
}
