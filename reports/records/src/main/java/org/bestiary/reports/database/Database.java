package org.bestiary.reports.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A database of which the tables are in place. Work is done in transactions, one at a time; what breaks for a moment (the
 * process that held an H2 file ends, a server restarts, two writers meet) is tried again, so work must be safe to repeat.
 *
 * <p>May be used by several threads. Every process, and every thread that should not wait for others, opens its own.
 */
public final class Database implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int FIRST_PAUSE_MILLIS = 10;
    private static final int LONGEST_PAUSE_MILLIS = 400;
    private static final int CONNECT_SECONDS = 10;
    private static final int ANSWER_SECONDS = 60;

    static {
        // The process that has an H2 file open serves it to the others of this machine, and to nobody else.
        if (System.getProperty("h2.bindAddress") == null) {
            System.setProperty("h2.bindAddress", "127.0.0.1");
        }
    }

    private final StoreLocation location;
    private final DataSource source;
    private final Duration patience;
    private Optional<Connection> connection = Optional.empty();
    private boolean closed;

    private Database(StoreLocation location, DataSource source, Duration patience) {
        this.location = location;
        this.source = source;
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
     * @throws StoreException if it cannot be reached, or belongs to a newer Bestiary
     */
    public static Database open(StoreLocation location) {
        Database database = new Database(location, source(location), PATIENCE);
        try {
            location.file().map(Path::getParent).ifPresent(Database::makeDirectory);
            Schema.bringUpToDate(location, database.source, database.firstConnection());
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
        return database;
    }

    private static void makeDirectory(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new StoreException(
                    "cannot make the directory of the store, " + directory + "; name another with --store", e);
        }
    }

    private static DataSource source(StoreLocation location) {
        try {
            return location.isPostgresql() ? postgresql(location) : h2(location);
        } catch (IllegalArgumentException e) {
            throw new StoreException("a store must be jdbc:postgresql://HOST/DATABASE or jdbc:h2:PATH, got " + location
                    + "; correct it");
        }
    }

    private static DataSource h2(StoreLocation location) {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL(location.url());
        h2.setUser(location.user().orElse("sa"));
        h2.setPassword(location.password().orElse(""));
        return h2;
    }

    private static DataSource postgresql(StoreLocation location) {
        PGSimpleDataSource postgresql = new PGSimpleDataSource();
        postgresql.setConnectTimeout(CONNECT_SECONDS);
        postgresql.setSocketTimeout(ANSWER_SECONDS);
        postgresql.setTcpKeepAlive(true);
        postgresql.setApplicationName("bestiary");
        postgresql.setReWriteBatchedInserts(true);
        postgresql.setUrl(location.url());
        location.user().ifPresent(postgresql::setUser);
        location.password().ifPresent(postgresql::setPassword);
        return postgresql;
    }

    /** Where this database is. */
    public StoreLocation location() {
        return location;
    }

    /**
     * Does work in one transaction.
     *
     * @throws StoreException if it fails for good; nothing of it has happened then, unless the connection broke in the
     *     very moment of the commit
     */
    public synchronized <T> T transaction(Work<T> work) {
        long deadline = System.nanoTime() + patience.toNanos();
        for (int attempt = 0; ; attempt++) {
            try {
                return once(work);
            } catch (SQLException e) {
                if (Failure.isDisconnection(e)) {
                    disconnect();
                }
                if (closed || !Failure.isPassing(e) || System.nanoTime() > deadline) {
                    throw Failure.explain(location, e);
                }
                pause(attempt, e);
            }
        }
    }

    /** Changes something in one transaction; see {@link #transaction(Work)}. */
    public void change(Change change) {
        transaction(c -> {
            change.in(c);
            return null;
        });
    }

    private <T> T once(Work<T> work) throws SQLException {
        if (connection.isEmpty()) {
            connection = Optional.of(connect());
        }
        Connection c = connection.get();
        try {
            T result = work.in(c);
            c.commit();
            return result;
        } catch (SQLException | RuntimeException e) {
            rollBack(c, e);
            throw e;
        }
    }

    private static void rollBack(Connection connection, Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    /** Unlike later ones not tried again if a server does not answer: that is for the user to put right. */
    private synchronized Connection firstConnection() {
        long deadline = System.nanoTime() + patience.toNanos();
        for (int attempt = 0; ; attempt++) {
            try {
                Connection first = connect();
                connection = Optional.of(first);
                return first;
            } catch (SQLException e) {
                if (!Failure.isBusyFile(e) || System.nanoTime() > deadline) {
                    throw Failure.explain(location, e);
                }
                pause(attempt, e);
            }
        }
    }

    private Connection connect() throws SQLException {
        Connection fresh = source.getConnection();
        fresh.setAutoCommit(false);
        return fresh;
    }

    private void pause(int attempt, SQLException e) {
        int longest = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(attempt, 6));
        try {
            // Writers that met would meet again after equal pauses.
            Thread.sleep(ThreadLocalRandom.current().nextInt(1, longest + 1));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Failure.explain(location, e);
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
