package org.bestiary.reports.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** The tables and their version. Flyway makes and changes them; it is only started when there is something to do. */
final class Schema {
    /** Version of the last file in {@code migration/}. */
    static final int VERSION = 2;

    private static final String MIGRATIONS = "classpath:org/bestiary/reports/database/migration";
    private static final String HISTORY = "schema_history";

    private Schema() {}

    static void bringUpToDate(StoreLocation location, DataSource source, Connection connection) {
        if (isCurrent(location, connection)) {
            return;
        }
        if (location.file().isEmpty()) {
            migrate(location, source);
            return;
        }
        // Two processes that make the same file: PostgreSQL has a lock for that, H2 needs one beside the file.
        Path lockFile = location.file().get().resolveSibling(".store.lock");
        synchronized (Schema.class) {
            try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (lock.isValid() && !isCurrent(location, connection)) {
                    migrate(location, source);
                }
            } catch (IOException e) {
                throw new StoreException(
                        "cannot write beside the store " + location + ": " + e.getMessage()
                                + "; check the rights of its directory or name another with --store",
                        e);
            }
        }
    }

    private static boolean isCurrent(StoreLocation location, Connection connection) {
        try {
            int version = version(connection);
            connection.rollback();
            if (version > VERSION) {
                throw new StoreException("the store must be of version " + VERSION + " or older, got version " + version
                        + " in " + location + "; use the Bestiary that wrote it or a newer one");
            }
            return version == VERSION;
        } catch (SQLException e) {
            throw Failure.explain(location, e);
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
            Flyway.configure(Schema.class.getClassLoader())
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
