package org.bestiary.experiments.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bestiary.experiments.cluster.SparkEngine;
import org.bestiary.experiments.search.Sweep;
import org.bestiary.experiments.search.study.LocalLauncher;
import org.bestiary.experiments.search.study.Studies;
import org.bestiary.experiments.search.study.StudyProgress;
import org.bestiary.experiments.search.study.StudyWorker;
import org.bestiary.experiments.train.StopSignal;
import org.bestiary.reports.database.StoreLocation;
import org.bestiary.reports.study.StudyStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * One trial of a study on an executor of a cluster, which is told by the environment where the store is. Answers with a line on
 * standard output whether there is more to do, and stops when its standard input ends.
 */
@Command(
        name = SparkEngine.COMMAND,
        hidden = true,
        description = "Runs one trial of a sweep on a cluster; for the command sweep, not for people.")
final class ClusterTrialCommand implements Callable<Integer> {
    private static final String MARK = "@cluster ";

    @Parameters(paramLabel = "STUDY")
    private String study;

    @Option(names = "--begun", required = true)
    private Instant begun;

    @Option(names = "--command", required = true)
    private String command;

    @Mixin
    private Places.Runs runs;

    @Mixin
    private Places.Data data;

    @Override
    public Integer call() throws IOException {
        PrintStream out = System.out;
        StoreLocation location = StoreLocation.choose(Optional.empty(), System.getenv(), runs.directory());
        if (location.isMissing() || location.isElsewhere(System.getenv())) {
            throw new BadInput("the store of a sweep on a cluster must be reachable from every executor, but "
                    + InetAddress.getLocalHost().getHostName() + " cannot use the file " + location
                    + " of another machine; use --store jdbc:postgresql://HOST/DATABASE");
        }
        try (StopSignal stop = StopSignal.listen();
                StudyStore store = StudyStore.open(location)) {
            stopAtTheEndOfInput(stop);
            Sweep sweep = Studies.read(study, store, Map.of());
            Path folder = runs.directory().resolve(study);
            boolean complete = new StudyWorker(
                            sweep,
                            study,
                            store,
                            new StudyWorker.Place(folder, data.directory().path(), command, begun),
                            LocalLauncher.amongOthers(Main.class.getName()),
                            StudyProgress.SILENT,
                            stop::requested)
                    .workOnOne();
            out.println(MARK + (complete ? "complete" : "more"));
            out.flush();
            return 0;
        }
    }

    private static void stopAtTheEndOfInput(StopSignal stop) {
        Thread listener = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            // Nothing is said; only the end matters.
                        }
                    } catch (IOException e) {
                        // As good as the end.
                    }
                    stop.request();
                },
                "end-of-input");
        listener.setDaemon(true);
        listener.start();
    }
}
