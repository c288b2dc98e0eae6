package org.bestiary.reports.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bestiary.reports.database.StoreLocation;
import org.bestiary.reports.run.EpochMetrics;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunRecord;

/**
 * A process that does to a store what training does: it keeps runs as they begin, after each epoch and when they end, and
 * prints a run's id when the store has acknowledged its end. Arguments: the store's URL or {@code beside}, the runs
 * directory, a prefix for ids, and for how many seconds.
 */
public final class WriterProcess {
    private WriterProcess() {}

    /** Starts it. */
    static Process start(String url, Path runs, String prefix, int seconds) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                WriterProcess.class.getName(),
                url,
                runs.toString(),
                prefix,
                Integer.toString(seconds));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** The process. */
    public static void main(String[] args) {
        Path runs = Path.of(args[1]);
        StoreLocation location = args[0].equals("beside")
                ? StoreLocation.beside(runs)
                : StoreLocation.at(args[0], Optional.empty(), Optional.empty(), runs);
        try (RunStore store = RunStore.open(location)) {
            long end = System.nanoTime() + Long.parseLong(args[3]) * 1_000_000_000L;
            for (int i = 0; System.nanoTime() < end; i++) {
                write(store, runs, args[2] + "-" + i);
                System.out.println(args[2] + "-" + i);
                System.out.flush();
            }
        }
    }

    private static void write(RunStore store, Path runs, String id) {
        RunRecord begun = MadeRuns.started(id, "lenet5", 1, 64, 0.1);
        RunDirectory directory = RunDirectory.create(runs, id);
        directory.write(begun);
        store.save(begun, directory.path());
        List<EpochMetrics> epochs = List.of(MadeRuns.epoch(1, 1));
        RunRecord trained = begun.withEpochs(epochs, Optional.empty());
        directory.write(trained);
        store.save(trained, directory.path());
        RunRecord ended = MadeRuns.completed(trained, 2, 90);
        directory.write(ended);
        store.save(ended, directory.path());
    }
}
