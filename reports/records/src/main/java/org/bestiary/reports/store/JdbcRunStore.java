package org.bestiary.reports.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.bestiary.reports.database.Database;
import org.bestiary.reports.database.RefusedRowException;
import org.bestiary.reports.database.Statements;
import org.bestiary.reports.database.StoreException;
import org.bestiary.reports.run.EpochMetrics;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunException;
import org.bestiary.reports.run.RunJson;
import org.bestiary.reports.run.RunRecord;

/** Runs in a database. The SQL is the same for SQLite and PostgreSQL. */
final class JdbcRunStore implements RunStore {
    private static final int PAGE = 500;
    private static final int AT_ONCE = 50;
    private static final int MOST_NAMED = 5;
    private static final String LATEST = "latest";

    private final Database database;
    private final RunReader reader;

    JdbcRunStore(Database database) {
        this.database = database;
        this.reader = new RunReader(database.location());
    }

    @Override
    public void save(RunRecord record, Path directory) {
        save(List.of(Kept.of(record, directory)));
    }

    /** A run as it is about to be written. */
    private record Kept(RunRecord record, Path runs, RunWriter.Stamp stamp, Collection<String> tags) {
        static Kept of(RunRecord record, Path directory) {
            Path absolute = directory.toAbsolutePath().normalize();
            return new Kept(
                    record,
                    absolute.getParent(),
                    JdbcRunStore.stamp(absolute.resolve("run.json")),
                    TagFile.read(absolute));
        }
    }

    /** Keeps runs of one runs directory in one transaction. */
    void saveAll(List<RunRecord> records, Path runs) {
        save(records.stream().map(r -> Kept.of(r, runs.resolve(r.id()))).toList());
    }

    private void save(List<Kept> runs) {
        database.change(c -> {
            for (Kept run : runs) {
                String place = RunLocation.written(run.runs(), database.location());
                RunWriter.write(c, place, run.record(), run.stamp(), run.tags());
            }
        });
    }

    private static RunWriter.Stamp stamp(Path file) {
        try {
            return new RunWriter.Stamp(Files.getLastModifiedTime(file).toMillis(), Files.size(file));
        } catch (IOException e) {
            // Never equal to that of a file: it will be read when it is there.
            return new RunWriter.Stamp(0, -1);
        }
    }

    @Override
    public List<RunRow> list(RunQuery query) {
        return database.read(c -> reader.list(c, query));
    }

    @Override
    public long count(Condition condition) {
        return database.read(c -> reader.count(c, condition));
    }

    @Override
    public void each(Condition condition, Consumer<RunRow> taker) {
        long last = 0;
        while (true) {
            long from = last;
            List<RunRow> page = database.read(c -> reader.after(c, condition, from, PAGE));
            page.forEach(taker);
            if (page.size() < PAGE) {
                return;
            }
            last = page.get(PAGE - 1).key();
        }
    }

    @Override
    public void eachEpoch(Condition condition, BiConsumer<RunRow, EpochMetrics> taker) {
        each(
                condition,
                run -> database.read(c -> reader.epochs(c, run.key())).forEach(epoch -> taker.accept(run, epoch)));
    }

    @Override
    public RunRow find(String idOrPrefix) {
        List<RunRow> found = database.read(c -> candidates(c, idOrPrefix));
        if (found.isEmpty()) {
            throw new StoreException("no run has an id that begins with '" + idOrPrefix + "' in the store "
                    + database.location() + "; bestiary runs lists them");
        }
        if (found.size() > 1) {
            boolean sameId = found.stream().map(RunRow::id).distinct().count() == 1;
            String names = found.stream()
                    .limit(MOST_NAMED)
                    .map(r -> sameId ? r.host() + ":" + r.directory() : r.id())
                    .collect(Collectors.joining(", "));
            throw new StoreException("a run must be named by an id that no other has, got '" + idOrPrefix + "' for "
                    + names + (found.size() > MOST_NAMED ? " and others" : "") + "; write more of it");
        }
        return found.get(0);
    }

    @Override
    public List<RunRow> named(String id) {
        return database.read(c -> reader.withId(c, id));
    }

    private List<RunRow> candidates(Connection c, String idOrPrefix) throws SQLException {
        if (idOrPrefix.equals(LATEST)) {
            return reader.list(c, RunQuery.newest(Condition.ALL, 1));
        }
        List<RunRow> exact = reader.withId(c, idOrPrefix);
        if (!exact.isEmpty() || idOrPrefix.isEmpty()) {
            return exact;
        }
        List<RunRow> newest = reader.newestOf(c, idOrPrefix);
        return newest.isEmpty() ? reader.startingWith(c, idOrPrefix, MOST_NAMED + 1) : newest;
    }

    @Override
    public RunRecord record(RunRow run) {
        String json = database.read(c -> Statements.first(
                        c, "select record from runs where run_key = ?", List.of(run.key()), row -> row.getString(1))
                .orElseThrow(() -> new StoreException("the run " + run.id() + " is no longer in the store "
                        + database.location() + "; bestiary runs lists what is")));
        return RunJson.record(json, "the record of " + run.id() + " in the store");
    }

    @Override
    public void setTags(RunRow run, Collection<String> tags) {
        tags.forEach(TagFile::check);
        database.change(c -> {
            Statements.update(c, "delete from tags where run_key = ?", run.key());
            RunWriter.insertTags(c, run.key(), tags);
        });
    }

    @Override
    public void remove(RunRow run) {
        database.change(c -> Statements.update(c, "delete from runs where run_key = ?", run.key()));
    }

    @Override
    public Reading refresh() {
        return read(false, database.location().isBesideRuns());
    }

    @Override
    public Reading rebuild() {
        return read(true, true);
    }

    /** What the store knows of a run of this machine's runs directory. */
    private record Known(long key, RunWriter.Stamp stamp) {}

    private Reading read(boolean all, boolean forget) {
        Path runs = database.location().runs();
        Map<String, Known> known = known(RunLocation.written(runs, database.location()));
        List<String> problems = new ArrayList<>();
        List<Kept> waiting = new ArrayList<>();
        int read = 0;
        for (RunDirectory directory : RunDirectory.list(runs)) {
            Known before = known.remove(directory.id());
            if (!all && before != null && before.stamp().equals(stamp(directory.recordFile()))) {
                continue;
            }
            kept(directory, runs, problems).ifPresent(waiting::add);
            if (waiting.size() == AT_ONCE) {
                read += saved(waiting, problems);
                waiting.clear();
            }
        }
        read += saved(waiting, problems);
        int forgotten = forget ? forget(known.values(), runs) : 0;
        return new Reading(read, forgotten, problems);
    }

    /** One directory that cannot be read, for whatever reason, must not keep the others from being shown. */
    private static Optional<Kept> kept(RunDirectory directory, Path runs, List<String> problems) {
        try {
            // The stamp comes first: a record that is written meanwhile is then read once more.
            RunWriter.Stamp stamp = stamp(directory.recordFile());
            RunRecord record = directory.read();
            if (!record.id().equals(directory.id())) {
                throw new RunException("the record of a run must be in the directory of its name, but "
                        + directory.recordFile() + " is of the run " + record.id()
                        + "; give the directory that name, or remove the copy");
            }
            return Optional.of(new Kept(record, runs, stamp, TagFile.read(directory.path())));
        } catch (RunException e) {
            problems.add(e.getMessage());
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            problems.add(unreadable(directory.path(), e));
        }
        return Optional.empty();
    }

    private static String unreadable(Path directory, Throwable e) {
        String why = e.getMessage() == null
                ? e.getClass().getSimpleName()
                : e.getMessage().lines().findFirst().orElse("");
        return "the run in " + directory + " cannot be read: " + why + "; restore or remove it";
    }

    /** Keeps several runs at once, or if one of them cannot be kept, each by itself. Returns how many were kept. */
    private int saved(List<Kept> runs, List<String> problems) {
        try {
            save(runs);
            return runs.size();
        } catch (RefusedRowException together) {
            int kept = 0;
            for (Kept run : runs) {
                try {
                    save(List.of(run));
                    kept++;
                } catch (RefusedRowException e) {
                    problems.add(unreadable(run.runs().resolve(run.record().id()), e));
                }
            }
            return kept;
        }
    }

    private Map<String, Known> known(String place) {
        return database.read(c -> {
            Map<String, Known> runs = new HashMap<>();
            Statements.each(
                    c,
                    "select run_key, id, record_millis, record_bytes from runs where place = ?",
                    List.of(place),
                    row -> runs.put(
                            row.getString(2),
                            new Known(row.getLong(1), new RunWriter.Stamp(row.getLong(3), row.getLong(4)))));
            return runs;
        });
    }

    /** A runs directory that cannot be seen at the moment is no reason to forget what it holds. */
    private int forget(Collection<Known> gone, Path runs) {
        if (!Files.isDirectory(runs)) {
            return 0;
        }
        database.change(c -> Statements.batch(
                c,
                "delete from runs where run_key = ?",
                gone.stream().map(k -> List.of(k.key())).toList()));
        return gone.size();
    }

    @Override
    public void close() {
        database.close();
    }
}
