package org.bestiary.reports.store;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.bestiary.reports.database.DamagedFile;
import org.bestiary.reports.database.DamagedStoreException;
import org.bestiary.reports.database.Database;
import org.bestiary.reports.database.StoreException;
import org.bestiary.reports.database.StoreLocation;
import org.bestiary.reports.run.EpochMetrics;
import org.bestiary.reports.run.RunRecord;

/**
 * The runs of one runs directory (an SQLite file in it) or of several machines (PostgreSQL), to be listed and filtered.
 *
 * <p>What is kept here is kept in the run directories too, and read from there again when it is missing or has changed.
 * Several processes may use a store at once. Every method throws {@link StoreException} if the store cannot be used.
 */
public interface RunStore extends AutoCloseable {
    /**
     * Opens the store, and makes it if it is an embedded one that is missing.
     *
     * @throws StoreException if it cannot be used
     */
    static RunStore open(StoreLocation location) {
        return new JdbcRunStore(Database.open(location));
    }

    /**
     * Opens the store, in place of a damaged one if it is embedded; the damaged file is kept under another name.
     *
     * @param tell takes a line if the file was damaged
     * @throws StoreException if it cannot be used
     */
    static RunStore openOrReplace(StoreLocation location, Consumer<String> tell) {
        try {
            return open(location);
        } catch (DamagedStoreException e) {
            tell.accept("the damaged store is kept as " + DamagedFile.putAside(e.file()));
            return open(location);
        }
    }

    /**
     * Keeps a run, in place of what was kept of it before.
     *
     * @param record its record
     * @param directory its directory, from which the tags are read
     */
    void save(RunRecord record, Path directory);

    /**
     * Runs for which a condition holds.
     *
     * @throws ConditionException if it asks for an entry that no run has
     */
    List<RunRow> list(RunQuery query);

    /** How many runs there are for which a condition holds. */
    long count(Condition condition);

    /** Goes through all runs for which a condition holds, in the order in which they came; only a part is in memory. */
    void each(Condition condition, Consumer<RunRow> taker);

    /** Goes through the epochs of all such runs. */
    void eachEpoch(Condition condition, BiConsumer<RunRow, EpochMetrics> taker);

    /**
     * The run that somebody means: by its id, by {@code latest}, by the name of its experiment if it is the newest of it, or
     * by the beginning of its id if no other run's id begins so.
     *
     * @throws StoreException if there is none, or several
     */
    RunRow find(String idOrPrefix);

    /** The runs of exactly this id, in the order in which they came: none, one, or one for each machine that has it. */
    List<RunRow> named(String id);

    /** The whole record of a run. */
    RunRecord record(RunRow run);

    /** Replaces the tags of a run, in the store only; see {@link TagFile}. */
    void setTags(RunRow run, Collection<String> tags);

    /** Forgets a run; its directory stays. */
    void remove(RunRow run);

    /** Reads the run directories that are new here or have changed, and forgets those that are gone from beside the store. */
    Reading refresh();

    /** Reads every run directory again, and forgets the runs of this machine's runs directory that are gone. */
    Reading rebuild();

    @Override
    void close();

    /**
     * What came of reading run directories.
     *
     * @param read how many runs were kept
     * @param forgotten how many were forgotten
     * @param problems a line for each directory that could not be read
     */
    record Reading(int read, int forgotten, List<String> problems) {
        public Reading {
            problems = List.copyOf(problems);
        }
    }
}
