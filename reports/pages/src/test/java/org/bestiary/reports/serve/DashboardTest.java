package org.bestiary.reports.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.bestiary.reports.SampleRun;
import org.bestiary.reports.database.StoreLocation;
import org.bestiary.reports.export.RunTable;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.reports.store.Condition;
import org.bestiary.reports.store.MadeRuns;
import org.bestiary.reports.store.RunQuery;
import org.bestiary.reports.store.RunRow;
import org.bestiary.reports.store.RunStore;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is answered to what. */
class DashboardTest {
    @TempDir
    Path folder;

    private Dashboard dashboard;
    private final List<String> told = new ArrayList<>();

    @AfterEach
    void stop() {
        if (dashboard != null) {
            dashboard.close();
        }
        assertThat(told).as("what went wrong without anybody seeing it").isEmpty();
    }

    private Path runs() {
        return folder.resolve("runs");
    }

    private StoreLocation location() {
        return StoreLocation.beside(runs());
    }

    private void serve() {
        dashboard = Served.start(
                new DashboardSettings("localhost", 0, Optional.empty(), location(), row -> false, told::add));
    }

    private Document page(String target) throws IOException {
        Http.Reply reply = Http.get(dashboard, target);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return Jsoup.parse(reply.body());
    }

    private List<RunRecord> made(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> MadeRuns.completed(
                        MadeRuns.started("run-" + i, i % 2 == 0 ? "lenet5" : "resnet20", i, 32 + i % 3, 0.01),
                        1,
                        1 + i % 99))
                .toList();
    }

    /** Runs in a store of their own, which needs no directories. */
    private StoreLocation kept(int count) {
        StoreLocation elsewhere = StoreLocation.at(
                "jdbc:sqlite:" + folder.resolve("elsewhere"), Optional.empty(), Optional.empty(), runs());
        MadeRuns.keep(elsewhere, made(count));
        return elsewhere;
    }

    @Test
    void aPageOfTheListIsAPageOfTheStore() throws IOException {
        StoreLocation store = kept(120);
        dashboard =
                Served.start(new DashboardSettings("localhost", 0, Optional.empty(), store, row -> false, told::add));

        Document second = page("/?where=model%3Dresnet20&sort=%2BtestAccuracy&page=2");

        try (RunStore runs = RunStore.open(store)) {
            Condition condition = Condition.parse("model=resnet20");
            List<RunRow> rows = runs.list(RunQuery.sorted(condition, Optional.of("+testAccuracy"), 1000));
            assertThat(rows).hasSize(60);
            assertThat(second.select("#runs tbody tr").eachAttr("data-run"))
                    .isEqualTo(rows.subList(50, 60).stream().map(RunRow::id).toList());
            assertThat(second.select("#runs tbody td:nth-child(4)").eachText())
                    .isEqualTo(rows.subList(50, 60).stream()
                            .map(r -> String.format("%.2f", r.testAccuracy().orElseThrow()))
                            .toList());
        }
        assertThat(second.select("#shown").text()).isEqualTo("51 to 60 of 60 runs");
        assertThat(page("/").select("#runs tbody tr")).hasSize(RunListQuery.ROWS);
        assertThat(page("/?page=4").select("#shown").text()).isEqualTo("There is nothing on page 4.");
    }

    @Test
    void oneRunThatCannotBeReadHidesNoOther() throws IOException {
        made(3).forEach(run -> MadeRuns.write(runs(), run));
        Path broken = Files.createDirectories(runs().resolve("broken"));
        Files.writeString(broken.resolve("run.json"), "[".repeat(200_000));
        serve();

        assertThat(page("/").select("#runs tbody tr").eachAttr("data-run"))
                .containsExactlyInAnyOrder("run-0", "run-1", "run-2");
        assertThat(told).singleElement().asString().contains("passed over", broken.toString());
        told.clear();

        MadeRuns.write(runs(), MadeRuns.started("later", "lenet5", 1, 64, 0.1));
        await(() -> page("/").select("#runs tbody tr").size() == 4);
    }

    /** Directories are read every few seconds. */
    private static void await(Callable<Boolean> condition) {
        for (int i = 0; i < 100; i++) {
            try {
                if (condition.call()) {
                    return;
                }
                Thread.sleep(100);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
        throw new AssertionError("it has not come to be within ten seconds");
    }

    @Test
    void tickedRunsGoAlongFromPageToPage() throws IOException {
        dashboard = Served.start(
                new DashboardSettings("localhost", 0, Optional.empty(), kept(60), row -> false, told::add));

        Document second = page("/?page=2&run=run-3&run=run-59");

        assertThat(second.select("#runs input[checked]").eachAttr("value")).containsExactly("run-3");
        assertThat(second.select(".elsewhere input[checked]").eachAttr("value")).containsExactly("run-59");
    }

    @Test
    void aConditionThatMeansNothingIsSaidToMeanNothing() throws IOException {
        MadeRuns.write(runs(), made(1).get(0));
        serve();

        Http.Reply reply = Http.get(dashboard, "/?where=%3Cb%3Ex%3C%2Fb%3E%3D1");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).doesNotContain("<b>x");
        Document page = Jsoup.parse(reply.body());
        assertThat(page.select("#problem").text())
                .isEqualTo(
                        "At character 1, \"<b>x</b>=1\": a comparison must begin with a field, such as testAccuracy>90");
        assertThat(page.select("#where").attr("value")).isEqualTo("<b>x</b>=1");
        assertThat(Http.get(dashboard, "/?sort=nosuch").status()).isEqualTo(400);
        assertThat(Http.get(dashboard, "/runs.csv?where=nosuch%3D1").status()).isEqualTo(400);
    }

    @Test
    void anEmptyStoreIsFriendlyAndStaysUnmade() throws IOException {
        serve();

        assertThat(page("/").select(".empty h2").text()).isEqualTo("There are no runs yet");
        assertThat(page("/studies").select(".empty h2").text()).isEqualTo("There are no studies yet");
        assertThat(Http.get(dashboard, "/runs/any").status()).isEqualTo(404);
        assertThat(Http.get(dashboard, "/runs.csv").status()).isEqualTo(404);
        assertThat(runs()).doesNotExist();
    }

    @Test
    void tablesAndChartsAreFiles() throws IOException {
        RunRecord run = SampleRun.completed();
        RunDirectory.create(runs(), run.id()).write(run);
        serve();
        String home = "/runs/" + run.id();

        Http.Reply list = Http.get(dashboard, "/runs.csv");
        Http.Reply epochs = Http.get(dashboard, "/epochs.csv?where=seed%3D1");
        Http.Reply metrics = Http.get(dashboard, home + "/metrics.csv");

        StringBuilder wanted = new StringBuilder();
        StringBuilder wantedEpochs = new StringBuilder();
        try (RunStore store = RunStore.open(location())) {
            RunTable.runs(store, Condition.ALL, wanted);
            RunTable.epochs(store, Condition.ALL, wantedEpochs);
        }
        assertThat(list.body()).isEqualTo(wanted.toString()).contains(run.id());
        assertThat(list.header("content-disposition")).isEqualTo("attachment; filename=\"runs.csv\"");
        assertThat(epochs.body()).isEqualTo(wantedEpochs.toString()).hasLineCount(9);
        assertThat(metrics.body()).isEqualTo(Files.readString(runs().resolve(run.id() + "/metrics.csv")));
        List<String> charts = page(home).select(".files a").eachAttr("href");
        assertThat(charts).hasSize(12).contains(home + "/charts/chart-loss.svg", home + "/charts/confusion.png");
        for (String chart : charts) {
            Http.Reply file = Http.get(dashboard, chart);
            assertThat(file.status()).as(chart).isEqualTo(200);
            assertThat(file.header("content-type")).isEqualTo(chart.endsWith("svg") ? "image/svg+xml" : "image/png");
            assertThat(new String(file.bytes(), 0, 4, StandardCharsets.ISO_8859_1))
                    .isEqualTo(chart.endsWith("svg") ? "<svg" : "\u0089PNG");
        }
        assertThat(Http.get(dashboard, home + "/charts/chart-none.svg").status())
                .isEqualTo(404);
    }

    @Test
    void comparesWhatIsTicked() throws IOException {
        for (int i = 0; i < 3; i++) {
            var run = SampleRun.compared("net-" + i, "Net " + (char) ('a' + i), 1000 << i, 1, 70 + i, 0.1);
            RunDirectory directory = RunDirectory.create(runs(), run.record().id());
            directory.write(run.record());
            directory.writeAnswers(run.answers().orElseThrow());
        }
        serve();

        Document page = page("/compare?run=net-0&run=net-2");

        assertThat(page.select("#networks tbody th bdi").eachText()).containsExactly("Net c", "Net a");
        assertThat(page.select("#networks tbody td:nth-child(2)").eachText()).containsExactly("72.00%", "70.00%");
        assertThat(page.select("#tests tbody tr")).hasSize(1);
        assertThat(page.select("#networks .links a").eachAttr("href")).containsExactly("/runs/net-2", "/runs/net-0");
        assertThat(page("/compare?run=net-2&run=net-0")
                        .select("#networks tbody")
                        .outerHtml())
                .as("whatever was ticked first")
                .isEqualTo(page.select("#networks tbody").outerHtml());
        for (String file : page.select(".files a, .actions a[download]").eachAttr("href")) {
            assertThat(Http.get(dashboard, file).status()).as(file).isEqualTo(200);
        }
        assertThat(Http.get(dashboard, "/compare").status()).isEqualTo(400);
        assertThat(Http.get(dashboard, "/compare?run=net-0&run=nosuch").status())
                .isEqualTo(404);
    }

    @Test
    void aPortThatIsTakenIsSaidToBeTaken() {
        serve();
        DashboardSettings same = new DashboardSettings(
                "localhost", dashboard.port(), Optional.empty(), location(), row -> false, told::add);

        assertThatThrownBy(() -> Dashboard.start(same))
                .isInstanceOf(ServeException.class)
                .hasMessage("the port must be free, but " + dashboard.port()
                        + " on localhost is in use; name another with --port, or --port 0 for any that is free");
    }

    @Test
    void aRunThatAppearsLaterIsListed() throws IOException, InterruptedException {
        serve();
        assertThat(page("/").select("#runs tbody tr")).isEmpty();

        MadeRuns.write(runs(), made(1).get(0));

        long deadline = System.nanoTime() + 15_000_000_000L;
        while (page("/").select("#runs tbody tr").isEmpty()) {
            assertThat(System.nanoTime()).as("time until it is listed").isLessThan(deadline);
            Thread.sleep(200);
        }
    }

    @Test
    void aRunWhoseProcessIsGoneIsKilled() throws IOException {
        RunDirectory.create(runs(), "under-way").write(LiveStreamTest.after(2));
        dashboard = Served.start(new DashboardSettings(
                "localhost", 0, Optional.empty(), location(), row -> row.id().equals("under-way"), told::add));

        assertThat(page("/").select("#runs tbody .status").text()).isEqualTo("killed");
        assertThat(page("/").select(".cards li")).isEmpty();
        Document run = page("/runs/under-way");
        assertThat(run.select(".notice").text())
                .isEqualTo("Its process was killed. To go on: ./bestiary run --resume under-way");
        assertThat(run.select("#live")).isEmpty();
    }
}
