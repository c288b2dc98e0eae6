package org.bestiary.reports.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.bestiary.reports.database.StoreException;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunException;
import org.bestiary.reports.store.RunRow;
import org.bestiary.reports.store.RunStore;

/**
 * Looks where one run stands: at its files, which are read only when they have changed, or in the store if another machine has
 * them.
 */
final class RunWatch implements Supplier<Optional<LiveState>> {
    private final ServedResults results;
    private final ShownRun run;
    private String stamp = "";
    private Optional<LiveState> last;

    RunWatch(ServedResults results, ShownRun run) {
        this.results = results;
        this.run = run;
        this.last = Optional.of(LiveState.of(run.record()));
    }

    @Override
    public Optional<LiveState> get() {
        try {
            last = run.directory().isPresent() ? inFiles(run.directory().get()) : inStore();
        } catch (RunException | StoreException | Refusal e) {
            // Whoever writes may be in the middle of it, or a server away for a moment: what was known holds until
            // then.
            return last;
        }
        return last;
    }

    private Optional<LiveState> inFiles(RunDirectory directory) {
        String now = stamp(directory.recordFile()) + stamp(directory.metricsFile());
        if (now.equals(stamp)) {
            return last;
        }
        Optional<LiveState> state = RunFiles.of(run.row()).map(RunFiles::record).map(LiveState::of);
        stamp = now;
        return state.or(() -> last);
    }

    private static String stamp(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis() + "/" + Files.size(file) + " ";
        } catch (IOException e) {
            return "- ";
        }
    }

    private Optional<LiveState> inStore() {
        Optional<RunStore> store = results.runs();
        Optional<RunRow> row = store.flatMap(s -> s.named(run.row().id()).stream()
                .filter(r -> r.key() == run.row().key())
                .findFirst());
        String now = row.map(r -> r.epochs() + " " + r.status()).orElse("");
        if (now.isEmpty() || now.equals(stamp)) {
            return last;
        }
        Optional<LiveState> state = Optional.of(LiveState.of(store.get().record(row.get())));
        stamp = now;
        return state;
    }
}
