package org.bestiary.reports.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL server, which several machines may share. */
final class PostgresqlEngine implements Engine {
    private static final int CONNECT_SECONDS = 10;
    private static final int ANSWER_SECONDS = 60;

    private static final String UNIQUE_VIOLATION = "23505";
    /** Serialisation failure, deadlock, lock not available, server shutting down or starting, too many connections. */
    private static final Set<String> CONTENTION = Set.of("40001", "40P01", "55P03", "57P01", "57P02", "57P03", "53300");

    /** Values out of range or malformed, broken rules, limits. */
    private static final Set<String> ABOUT_DATA = Set.of("22", "23", "54");

    private final StoreLocation location;
    private final PGSimpleDataSource source;

    PostgresqlEngine(StoreLocation location) {
        this.location = location;
        this.source = source(location);
    }

    private static PGSimpleDataSource source(StoreLocation location) {
        PGSimpleDataSource postgresql = new PGSimpleDataSource();
        postgresql.setConnectTimeout(CONNECT_SECONDS);
        postgresql.setSocketTimeout(ANSWER_SECONDS);
        postgresql.setTcpKeepAlive(true);
        postgresql.setApplicationName("bestiary");
        postgresql.setReWriteBatchedInserts(true);
        try {
            postgresql.setUrl(location.url());
        } catch (IllegalArgumentException e) {
            throw new StoreException(StoreLocation.FORMS + ", got " + location + "; correct it", e);
        }
        location.user().ifPresent(postgresql::setUser);
        location.password().ifPresent(postgresql::setPassword);
        return postgresql;
    }

    @Override
    public Connection open() throws SQLException {
        Connection first = connect();
        PostgresqlTables.bringUpToDate(location, source, first);
        return first;
    }

    @Override
    public Connection connect() throws SQLException {
        Connection fresh = source.getConnection();
        fresh.setAutoCommit(false);
        return fresh;
    }

    @Override
    public void begin(Connection connection, boolean writing) {
        // The first statement does.
    }

    @Override
    public void commit(Connection connection) throws SQLException {
        connection.commit();
    }

    @Override
    public void rollBack(Connection connection) throws SQLException {
        connection.rollback();
    }

    @Override
    public boolean isDisconnection(SQLException e) {
        String state = state(e);
        return state.startsWith("08") || state.startsWith("57P");
    }

    @Override
    public boolean isPassing(SQLException e) {
        String state = state(e);
        return isDisconnection(e) || CONTENTION.contains(state) || state.equals(UNIQUE_VIOLATION);
    }

    /** A server that does not answer is for the user to put right. */
    @Override
    public boolean isBusyAtFirst(SQLException e) {
        return false;
    }

    @Override
    public StoreException explain(SQLException e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        String line = StoreLocation.redacted(message.lines().findFirst().orElse(""));
        if (ABOUT_DATA.stream().anyMatch(state(e)::startsWith)) {
            return new RefusedRowException("the store " + location + " cannot keep it: " + line, e);
        }
        return new StoreException(
                "cannot use the store " + location + ": " + line
                        + "; check that the server runs and that address, database, user and password are right",
                e);
    }

    private static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }
}
