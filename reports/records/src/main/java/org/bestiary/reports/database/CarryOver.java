package org.bestiary.reports.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bestiary.reports.h2.H2File;
import org.bestiary.reports.h2.InUseException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An H2 file, which stores were before, that is carried over into the SQLite file that takes its place: once, as the new one
 * is made. The old one is kept under another name.
 */
final class CarryOver implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CarryOver.class);
    private static final int AT_ONCE = 500;
    /** Those that others refer to come first. */
    private static final List<String> TABLES = List.of(
            "runs", "epochs", "test_metrics", "settings", "tags", "studies", "trials", "trial_values", "trial_runs");

    private final Path file;
    private final H2File old;
    private final Map<String, Integer> carried = new TreeMap<>();

    private CarryOver(Path file, H2File old) {
        this.file = file;
        this.old = old;
    }

    /**
     * The H2 file whose place a store takes; empty if there is none.
     *
     * @throws DamagedStoreException if it cannot be read
     * @throws StoreException if a Bestiary of before has it open
     */
    static Optional<CarryOver> of(StoreLocation location) {
        Optional<Path> file = location.former();
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new CarryOver(file.get(), H2File.open(file.get())));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (InUseException e) {
            throw new StoreException(
                    "the store of before, " + file.get() + ", must be carried over, but another process has it open;"
                            + " let that Bestiary end first",
                    e);
        } catch (IOException e) {
            throw damaged(file.get(), e);
        }
    }

    private static DamagedStoreException damaged(Path file, IOException e) {
        return new DamagedStoreException(
                "the store of before, " + file + ", cannot be carried over: " + e.getMessage()
                        + "; bestiary runs rebuild puts it aside and makes a store from the run directories",
                file,
                e);
    }

    /**
     * Reads the whole H2 file whose place a store takes, if there is one, so that nothing is made before it is known to be
     * sound; see {@link #of}.
     */
    static void check(StoreLocation location) {
        Optional<CarryOver> found = of(location);
        if (found.isEmpty()) {
            return;
        }
        try (CarryOver there = found.get()) {
            for (String table : TABLES) {
                if (there.old.columns(table).isPresent()) {
                    there.old.<RuntimeException>each(table, row -> {});
                }
            }
        } catch (IOException e) {
            throw damaged(found.get().file, e);
        }
    }

    /** Copies all rows, inside of a transaction. */
    void into(Connection connection) throws SQLException {
        for (String table : TABLES) {
            Optional<List<String>> columns = old.columns(table);
            if (columns.isPresent()) {
                copy(table, columns.get(), connection);
            }
        }
    }

    private void copy(String table, List<String> columns, Connection connection) throws SQLException {
        String insert = "insert into " + table + " (" + String.join(", ", columns) + ") values (?"
                + ", ?".repeat(columns.size() - 1) + ")";
        List<List<Object>> rows = new ArrayList<>();
        try {
            old.<SQLException>each(table, row -> {
                rows.add(row);
                if (rows.size() == AT_ONCE) {
                    insert(connection, table, insert, rows);
                }
            });
            insert(connection, table, insert, rows);
        } catch (IOException e) {
            throw damaged(file, e);
        } catch (SQLException e) {
            throw damaged(file, new IOException("its " + table + " are not those of a store", e));
        }
    }

    private void insert(Connection connection, String table, String insert, List<List<Object>> rows)
            throws SQLException {
        Statements.batch(connection, insert, rows);
        carried.merge(table, rows.size(), Integer::sum);
        rows.clear();
    }

    /** Renames the old file and tells the user. */
    void finish() {
        close();
        Path kept = file.resolveSibling(file.getFileName() + ".carried-over");
        String where;
        try {
            Files.move(file, kept);
            Files.deleteIfExists(file.resolveSibling(".store.lock"));
            where = "kept as " + kept.getFileName();
        } catch (IOException e) {
            where = "left where it is (" + e.getMessage() + ")";
        }
        LOG.warn(
                "the store is SQLite now: {} studies and {} runs were carried over from {}, which is {}",
                carried.getOrDefault("studies", 0),
                carried.getOrDefault("runs", 0),
                file,
                where);
    }

    @Override
    public void close() {
        old.close();
    }
}
