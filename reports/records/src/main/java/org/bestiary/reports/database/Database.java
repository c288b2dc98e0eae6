package org.bestiary.reports.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A database of which the tables are in place. Work is done in transactions, one at a time; what breaks for a moment (a
 * server restarts, two writers meet) is tried again, so work must be safe to repeat.
 *
 * <p>May be used by several threads. Every process, and every thread that should not wait for others, opens its own.
 */
public final class Database implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int FIRST_PAUSE_MILLIS = 10;
    private static final int LONGEST_PAUSE_MILLIS = 400;

    private final StoreLocation location;
    private final Engine engine;
    private final Duration patience;
    private Optional<Connection> connection = Optional.empty();
    private boolean closed;

    private Database(StoreLocation location, Engine engine, Duration patience) {
        this.location = location;
        this.engine = engine;
        this.patience = patience;
    }

    /** Work inside a transaction. */
    @FunctionalInterface
    public interface Work<T> {
        /** Does the work; it may be called again when something broke. */
        T in(Connection connection) throws SQLException;
    }

    /** Work inside a transaction that gives nothing back. */
    @FunctionalInterface
    public interface Change {
        /** Does the work; it may be called again when something broke. */
        void in(Connection connection) throws SQLException;
    }

    /**
     * Opens a database and brings its tables to this version; an embedded one is made if it is missing.
     *
     * @throws DamagedStoreException if the file of an embedded one cannot be read
     * @throws StoreException if it cannot be reached, belongs to a newer Bestiary, or holds something else
     */
    public static Database open(StoreLocation location) {
        Database database = new Database(location, Engine.of(location), PATIENCE);
        try {
            database.openFirst();
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
        return database;
    }

    /** Where this database is. */
    public StoreLocation location() {
        return location;
    }

    /**
     * Does work in one transaction that may change something.
     *
     * @throws StoreException if it fails for good; nothing of it has happened then, unless the connection broke in the
     *     very moment of the commit
     */
    public <T> T transaction(Work<T> work) {
        return repeat(work, true);
    }

    /** Reads in one transaction, which holds up nobody who writes; see {@link #transaction(Work)}. */
    public <T> T read(Work<T> work) {
        return repeat(work, false);
    }

    /** Changes something in one transaction; see {@link #transaction(Work)}. */
    public void change(Change change) {
        transaction(c -> {
            change.in(c);
            return null;
        });
    }

    private synchronized <T> T repeat(Work<T> work, boolean writing) {
        long deadline = System.nanoTime() + patience.toNanos();
        for (int attempt = 0; ; attempt++) {
            try {
                return once(work, writing);
            } catch (SQLException e) {
                if (engine.isDisconnection(e)) {
                    disconnect();
                }
                if (closed || !engine.isPassing(e) || System.nanoTime() > deadline) {
                    throw engine.explain(e);
                }
                pause(attempt, e);
            }
        }
    }

    private <T> T once(Work<T> work, boolean writing) throws SQLException {
        if (connection.isEmpty()) {
            connection = Optional.of(engine.connect());
        }
        Connection c = connection.get();
        engine.begin(c, writing);
        try {
            T result = work.in(c);
            engine.commit(c);
            return result;
        } catch (SQLException | RuntimeException e) {
            rollBack(c, e);
            throw e;
        }
    }

    private void rollBack(Connection connection, Exception cause) {
        try {
            engine.rollBack(connection);
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private synchronized void openFirst() {
        long deadline = System.nanoTime() + patience.toNanos();
        for (int attempt = 0; ; attempt++) {
            try {
                connection = Optional.of(engine.open());
                return;
            } catch (SQLException e) {
                if (!engine.isBusyAtFirst(e) || System.nanoTime() > deadline) {
                    throw engine.explain(e);
                }
                pause(attempt, e);
            }
        }
    }

    private void pause(int attempt, SQLException e) {
        int longest = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(attempt, 6));
        try {
            // Writers that met would meet again after equal pauses.
            Thread.sleep(ThreadLocalRandom.current().nextInt(1, longest + 1));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw engine.explain(e);
        }
    }

    private void disconnect() {
        connection.ifPresent(c -> {
            try {
                c.close();
            } catch (SQLException ignored) {
                // It is being thrown away because it is broken.
            }
        });
        connection = Optional.empty();
    }

    @Override
    public synchronized void close() {
        closed = true;
        disconnect();
    }
}
