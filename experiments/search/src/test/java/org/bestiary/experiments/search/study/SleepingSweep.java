package org.bestiary.experiments.search.study;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.bestiary.experiments.config.SweepSource;
import org.bestiary.experiments.search.Sweep;
import org.bestiary.experiments.search.SweepReader;
import org.bestiary.experiments.search.space.Assignment;
import org.bestiary.reports.database.StoreLocation;
import org.bestiary.reports.study.StudyStore;

/** A sweep over trials that sleep, and a worker process for it. */
public final class SleepingSweep {
    private SleepingSweep() {}

    /** The sweep's text. */
    static String yaml(int trials, int epochs, int parallel, String more) {
        return """
                name: sleep
                model: {id: lenet5}
                data: {id: strokes, validation: 0.1}
                training:
                  epochs: %d
                  optimizer: {type: adam}
                search:
                  space:
                    training.optimizer.learningRate: {log-uniform: [0.0001, 0.1]}
                    training.batch: {choice: [16, 32]}
                  budget: {trials: %d}
                  parallel: %d
                """.formatted(epochs, trials, parallel) + more;
    }

    static Sweep sweep(String yaml) {
        return SweepReader.read(SweepSource.parse(yaml, "sleep.yaml", Map.of()));
    }

    static StudyStore store(Path runs) {
        return StudyStore.open(StoreLocation.choose(Optional.empty(), System.getenv(), runs));
    }

    static StudyWorker worker(
            Sweep sweep,
            String study,
            StudyStore store,
            Path runs,
            int sleepMillis,
            StudyProgress view,
            BooleanSupplier stop) {
        return worker(sweep, study, store, runs, SleepingTrial.launcher(sleepMillis), view, stop);
    }

    private static StudyWorker worker(
            Sweep sweep,
            String study,
            StudyStore store,
            Path runs,
            TrialLauncher launcher,
            StudyProgress view,
            BooleanSupplier stop) {
        return new StudyWorker(
                sweep, study, store, new StudyWorker.Place(runs.resolve(study), runs, "a test"), launcher, view, stop);
    }

    /**
     * Works on a study to its end: runs directory, study, milliseconds of an epoch, and whether trials are threads of this
     * process, which start at once. Prints a line when a trial starts.
     */
    public static void main(String[] args) {
        Path runs = Path.of(args[0]);
        try (StudyStore store = store(runs)) {
            Sweep sweep = Studies.read(args[1], store, Map.of());
            StudyProgress view = new StudyProgress() {
                @Override
                public void started(int number, int attempt, Assignment parameters) {
                    System.out.println("started " + number);
                }
            };
            int sleepMillis = Integer.parseInt(args[2]);
            boolean threads = args.length > 3 && Boolean.parseBoolean(args[3]);
            TrialLauncher launcher =
                    threads ? log -> new SleepingThread(sleepMillis) : SleepingTrial.launcher(sleepMillis);
            boolean complete = worker(sweep, args[1], store, runs, launcher, view, () -> false)
                    .work();
            System.out.println(complete ? "complete" : "incomplete");
        }
    }
}
