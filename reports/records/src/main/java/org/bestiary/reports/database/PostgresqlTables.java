package org.bestiary.reports.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * The tables in PostgreSQL and their version. Flyway makes and changes them; it is only started when there is something to
 * do.
 */
final class PostgresqlTables {
    private static final String MIGRATIONS = "classpath:org/bestiary/reports/database/migration";
    private static final String HISTORY = "schema_history";

    private PostgresqlTables() {}

    static void bringUpToDate(StoreLocation location, DataSource source, Connection connection) throws SQLException {
        int version = version(connection);
        connection.rollback();
        TableVersion.check(version, location);
        if (version < TableVersion.LATEST) {
            migrate(location, source);
        }
    }

    /** The version of the tables; 0 if there are none. */
    private static int version(Connection connection) throws SQLException {
        boolean made = Statements.first(
                        connection,
                        "select 1 from information_schema.tables where lower(table_name) = ?"
                                + " and lower(table_schema) = lower(current_schema())",
                        List.of(HISTORY),
                        row -> true)
                .isPresent();
        if (!made) {
            return 0;
        }
        try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery("select max(cast(\"version\" as integer)) from \"" + HISTORY
                        + "\" where \"success\" and \"version\" is not null")) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }

    private static void migrate(StoreLocation location, DataSource source) {
        try {
            Flyway.configure(PostgresqlTables.class.getClassLoader())
                    .dataSource(source)
                    .locations(MIGRATIONS)
                    .table(HISTORY)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            String line = e.getMessage() == null
                    ? ""
                    : e.getMessage().lines().findFirst().orElse("");
            throw new StoreException(
                    "cannot make the tables of the store " + location + ": " + StoreLocation.redacted(line)
                            + "; give Bestiary a database or schema of its own",
                    e);
        }
    }
}
