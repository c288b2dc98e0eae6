package org.bestiary.experiments.cli;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.bestiary.common.BestiaryException;
import org.bestiary.experiments.search.Sweep;
import org.bestiary.experiments.search.analysis.StudySummary;
import org.bestiary.experiments.search.study.Studies;
import org.bestiary.reports.serve.Dashboard;
import org.bestiary.reports.serve.DashboardSettings;
import org.bestiary.reports.study.Study;
import org.bestiary.reports.study.StudyStore;
import org.bestiary.reports.sweep.SweepReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code serve}: the dashboard. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = {
            "Shows runs and studies in a browser: a list that filters and sorts, each run's page with curves that grow while"
                    + " it learns, comparisons, downloads. It only reads, and ends with Ctrl-C.",
            "Only this machine can reach it. With --host others can, and need the token; nothing is encrypted, so in"
                    + " a network that you do not trust use a tunnel: ssh -L 8642:localhost:8642 MACHINE."
        },
        footer = {
            "",
            "Examples:",
            "  bestiary serve",
            "  bestiary serve --port 0 --json",
            "  bestiary serve --host 0.0.0.0 --runs-dir /data/runs",
            "  bestiary serve --store jdbc:postgresql://db.example.org/bestiary"
        })
final class ServeCommand implements Callable<Integer> {
    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8642",
            description = "Where to listen; 0 for any port that is free (default: 8642).")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "NAME",
            defaultValue = "localhost",
            description = "Address to listen at; 0.0.0.0 for all of this machine (default: localhost).")
    private String host;

    @Option(
            names = "--token",
            paramLabel = "T",
            description =
                    "What one must know to look, at least 16 characters (default: none on localhost, else a random"
                            + " one). $BESTIARY_TOKEN keeps it out of the list of processes.")
    private Optional<String> token = Optional.empty();

    @Mixin
    private StoredRuns stored;

    @Mixin
    private Output output;

    /** The document of {@code --json}. */
    record Document(String url, String host, int port, Optional<String> token) {}

    /** What a study that is under way has come to; empty if its spec is of a version that this one cannot read. */
    private static Optional<SweepReport> report(StudyStore store, Study study) {
        try {
            Sweep sweep = Studies.read(study.id(), store, Map.of());
            return Optional.of(new StudySummary(sweep, store, study.id()).report(false));
        } catch (BestiaryException e) {
            return Optional.empty();
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        Optional<String> wanted = token.or(
                () -> Optional.ofNullable(System.getenv("BESTIARY_TOKEN")).filter(t -> !t.isBlank()));
        Dashboard dashboard = Dashboard.start(new DashboardSettings(
                host,
                port,
                wanted,
                stored.location(),
                StoredRuns::isKilled,
                ServeCommand::report,
                line -> output.err().println("bestiary: " + line)));
        Runtime.getRuntime().addShutdownHook(new Thread(dashboard::close, "dashboard-end"));
        if (output.json()) {
            output.print(new Document(dashboard.url(), host, dashboard.port(), dashboard.token()));
        } else {
            output.out().println(dashboard.url());
            output.err().println("the dashboard of " + stored.location() + "; Ctrl-C ends it");
        }
        output.out().flush();
        // Nothing ends it but a signal.
        new CountDownLatch(1).await();
        return 0;
    }
}
