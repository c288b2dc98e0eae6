package org.bestiary.experiments.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.bestiary.experiments.train.RunLock;
import org.bestiary.reports.database.StoreLocation;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunStatus;
import org.bestiary.reports.store.RunRow;
import org.bestiary.reports.store.RunStore;
import picocli.CommandLine.Mixin;

/** The options of every command on stored runs, and the way to the store. */
final class StoredRuns {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    @Mixin
    private Places.Runs runs;

    @Mixin
    private Places.Store store;

    /** Where the store is. */
    StoreLocation location() {
        return store.location(runs.directory());
    }

    /** Whether there is nothing to look at, and nothing should be made by looking. */
    boolean isNothingHere() {
        return location().isBesideRuns()
                && location().isMissing()
                && RunDirectory.list(runs.directory()).isEmpty();
    }

    /** The store with what the runs directory holds now. Directories that cannot be read are named on stderr. */
    RunStore open(Output output) {
        if (isNothingHere()) {
            throw new BadInput("there are no runs in " + runs.directory()
                    + "; name another directory with --runs-dir, or make one with bestiary run quickstart");
        }
        RunStore opened = RunStore.open(location());
        warn(output, opened.refresh());
        return opened;
    }

    static void warn(Output output, RunStore.Reading reading) {
        reading.problems().forEach(p -> output.err().println("bestiary: passed over: " + p));
    }

    /** Whether a run is recorded as running although nobody is at work on it any more. */
    static boolean isKilled(RunRow run) {
        return run.status() == RunStatus.RUNNING && run.isHere() && RunLock.isFree(run.directory());
    }

    /** A time for people, in their zone. */
    static String time(Instant instant) {
        return TIME.format(instant.atZone(ZoneId.systemDefault()));
    }
}
