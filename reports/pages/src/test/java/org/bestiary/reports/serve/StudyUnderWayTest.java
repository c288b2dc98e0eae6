package org.bestiary.reports.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bestiary.reports.SampleSweep;
import org.bestiary.reports.database.StoreLocation;
import org.bestiary.reports.store.MadeRuns;
import org.bestiary.reports.study.Direction;
import org.bestiary.reports.study.Lease;
import org.bestiary.reports.study.StudyDraft;
import org.bestiary.reports.study.StudyStatus;
import org.bestiary.reports.study.StudyStore;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep while it goes on: a study with a budget of 12 trials, of which one has ended, one was left, and one is running. */
class StudyUnderWayTest {
    private static final String STUDY = "search-20260101-000000";
    private static final String TRIAL = STUDY + "-t1-s1";
    private static final ObjectNode NOTHING = JsonNodeFactory.instance.objectNode();

    @TempDir
    private Path folder;

    private final List<String> told = new ArrayList<>();
    private Dashboard dashboard;
    private StudyStore studies;
    private Lease running;

    private Path runs() {
        return folder.resolve("runs");
    }

    @BeforeEach
    void begin() throws IOException {
        Files.createDirectories(runs().resolve(STUDY));
        StoreLocation location = StoreLocation.beside(runs());
        studies = StudyStore.open(location);
        ObjectNode settings = JsonNodeFactory.instance.objectNode();
        settings.putObject("budget").put("trials", 12);
        studies.create(new StudyDraft(STUDY, "name: search", NOTHING, settings, 1, Direction.MAXIMIZE, 2, 3));
        for (int i = 0; i < 2; i++) {
            studies.add(STUDY, i, NOTHING.deepCopy().put("training.batch", 16 << i));
        }
        Lease first = studies.claim(STUDY, "worker", Duration.ofMinutes(1)).orElseThrow();
        studies.addRun(first, STUDY + "-t0-s1");
        studies.complete(first, 91.5, NOTHING);
        running = studies.claim(STUDY, "worker", Duration.ofMinutes(1)).orElseThrow();
        studies.addRun(running, TRIAL);
        MadeRuns.write(runs().resolve(STUDY), MadeRuns.started(TRIAL, "lenet5", 1, 32, 0.01));
        dashboard = Served.start(new DashboardSettings(
                "localhost",
                0,
                Optional.empty(),
                location,
                row -> false,
                (store, study) -> Optional.of(SampleSweep.of(8)),
                told::add));
    }

    @AfterEach
    void end() {
        dashboard.close();
        studies.close();
        assertThat(told).isEmpty();
    }

    private Document page(String target) throws IOException {
        Http.Reply reply = Http.get(dashboard, target);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return Jsoup.parse(reply.body());
    }

    @Test
    void theFrontPageShowsTheStudyAndLeadsToIt() throws IOException {
        Document front = page("/");
        assertThat(front.select("#running h3 a").attr("href")).isEqualTo("/studies/" + STUDY);
        assertThat(front.select("#running .told").text()).startsWith("1 of 12 trials");
        assertThat(front.select("#live").attr("data-seen")).contains(STUDY);

        studies.setStatus(STUDY, StudyStatus.STOPPED, Optional.empty());
        assertThat(page("/").select("#running li")).isEmpty();
    }

    @Test
    void theListSaysHowFarItIs() throws IOException {
        Document list = page("/studies");
        assertThat(list.select("#studies tbody td").eachText()).contains("under way", "1 of 12");
        assertThat(list.select("#studies .status").attr("data-status")).isEqualTo("running");

        studies.release(running);
        assertThat(page("/studies").select("#studies tbody td").eachText()).contains("not ended", "1 of 12");
    }

    @Test
    void itsPageIsTheReportWithTheCurvesSoFarAndFollows() throws IOException {
        Document study = page("/studies/" + STUDY);
        assertThat(study.select(".notice").text()).startsWith("Under way: 1 of 12 trials");
        assertThat(study.select("figure svg")).hasSizeGreaterThan(2);
        assertThat(study.select("#live").attr("data-events")).isEqualTo("/studies/" + STUDY + "/live");
        assertThat(study.select("#trials tbody th a").eachAttr("href")).allMatch(href -> href.startsWith("/runs/"));
        String chart = study.select("a[href$=.svg]").attr("href");
        assertThat(chart).startsWith("/studies/" + STUDY + "/charts/");
        assertThat(Http.get(dashboard, chart).status()).isEqualTo(200);
        assertThat(Http.get(dashboard, "/studies/nosuch/live").status()).isEqualTo(404);
    }

    @Test
    void aTrialIsARun() throws IOException {
        assertThat(page("/runs/" + TRIAL).select("h1").text()).isNotBlank();
        assertThat(Http.get(dashboard, "/runs/" + TRIAL + "/metrics.csv").status())
                .isEqualTo(200);
        assertThat(page("/compare?run=" + TRIAL).select("h1")).isNotEmpty();
        assertThat(Http.get(dashboard, "/runs/" + STUDY + "-t7-s1").status()).isEqualTo(404);
    }

    @Test
    void aStudyElsewhereIsNotShown() throws IOException {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        MadeRuns.write(elsewhere, MadeRuns.started("linked-t0-s1", "lenet5", 1, 32, 0.01));
        Files.createSymbolicLink(runs().resolve("linked"), elsewhere);
        assertThat(Http.get(dashboard, "/runs/linked-t0-s1").status()).isEqualTo(403);
    }
}
