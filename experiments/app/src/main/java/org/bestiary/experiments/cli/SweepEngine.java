package org.bestiary.experiments.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.bestiary.experiments.cluster.SparkEngine;
import org.bestiary.experiments.cluster.SparkMaster;
import org.bestiary.experiments.search.Sweep;
import org.bestiary.experiments.search.study.LocalLauncher;
import org.bestiary.experiments.search.study.StudyProgress;
import org.bestiary.experiments.search.study.StudyWorker;
import org.bestiary.reports.database.StoreLocation;
import org.bestiary.reports.study.StudyStore;
import picocli.CommandLine.Option;

/** The options of {@code sweep} that say where trials run. */
final class SweepEngine {
    /** Where trials run. */
    enum Kind {
        LOCAL,
        SPARK
    }

    @Option(
            names = "--engine",
            paramLabel = "local|spark",
            description = "Where trials run: in processes of this machine (the default), or on a Spark cluster, which"
                    + " needs a build with -Pspark.")
    private Kind kind = Kind.LOCAL;

    @Option(
            names = "--master",
            paramLabel = "URL",
            description = "With --engine spark: spark://HOST:PORT of the cluster.")
    private Optional<String> master = Optional.empty();

    @Option(
            names = "--spark",
            paramLabel = "KEY=VALUE",
            description = "With --engine spark: an entry of Spark's configuration, as in spark.executor.cores=4, the"
                    + " threads of a trial; may be repeated.")
    private Map<String, String> conf = new LinkedHashMap<>();

    /** Works on a study until it is complete or the user wants to stop; returns whether it is complete. */
    @FunctionalInterface
    interface Work {
        boolean on(
                Sweep sweep,
                String study,
                StudyStore store,
                StudyWorker.Place place,
                StudyProgress view,
                BooleanSupplier stop);
    }

    /**
     * Makes ready what was asked for.
     *
     * @throws BadInput if options do not go together
     * @throws org.bestiary.reports.run.RunException if it cannot be had
     */
    Work open(StoreLocation location) {
        if (kind == Kind.SPARK) {
            String url = master.orElseThrow(() ->
                    new BadInput("--engine spark needs the address of a cluster; add --master spark://HOST:PORT"));
            return new SparkEngine(new SparkMaster(url), conf, location, Main.class.getName())::work;
        }
        if (master.isPresent() || !conf.isEmpty()) {
            throw new BadInput(
                    "--master and --spark go with --engine spark, but the engine is local; add --engine" + " spark");
        }
        return (sweep, study, store, place, view, stop) -> new StudyWorker(
                        sweep,
                        study,
                        store,
                        place,
                        new LocalLauncher(Main.class.getName(), sweep.parallel()),
                        view,
                        stop)
                .work();
    }
}
