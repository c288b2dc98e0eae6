package org.bestiary.reports.database;

import java.sql.Connection;
import java.sql.SQLException;

/** What is to be done in one way with PostgreSQL and in another with SQLite: connections, transactions, and what errors mean. */
interface Engine {
    /**
     * The engine of a store.
     *
     * @throws StoreException if the driver does not understand its URL
     */
    static Engine of(StoreLocation location) {
        return location.isPostgresql() ? new PostgresqlEngine(location) : new SqliteEngine(location);
    }

    /**
     * Connects for the first time, and brings the tables to this version.
     *
     * @throws StoreException if the tables are not Bestiary's, or of a later version
     */
    Connection open() throws SQLException;

    /** Connects once more, to a database of which the tables are in place. */
    Connection connect() throws SQLException;

    /** Begins a transaction; one that only reads holds up nobody. */
    void begin(Connection connection, boolean writing) throws SQLException;

    /** Makes what the transaction has changed last. */
    void commit(Connection connection) throws SQLException;

    /** Ends the transaction as if it had not been. */
    void rollBack(Connection connection) throws SQLException;

    /** Whether the connection is of no use any more. */
    boolean isDisconnection(SQLException e);

    /** Whether the same transaction may well succeed in a moment. */
    boolean isPassing(SQLException e);

    /** Whether a second try to connect makes sense: another process may be opening or closing a file this moment. */
    boolean isBusyAtFirst(SQLException e);

    /** The error for people. */
    StoreException explain(SQLException e);
}
