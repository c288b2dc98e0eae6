package org.bestiary.reports.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The tables in an SQLite file. Views, triggers and the like are SQL that runs when a table is used; a file from somebody
 * else may hold any. So a file must hold exactly the tables and indexes that this program makes, to the letter, before a
 * single row of it is read.
 */
final class SqliteTables {
    /** Marks a file as a store of Bestiary: "Best" in ASCII. */
    private static final int APPLICATION = 0x42657374;

    private static final String SCRIPT = "sqlite/tables.sql";

    private final StoreLocation location;
    private final Connection connection;

    SqliteTables(StoreLocation location, Connection connection) {
        this.location = location;
        this.connection = connection;
    }

    /** Makes the tables in a file that is new, and refuses one that is not Bestiary's. */
    void bringUpToDate() throws SQLException {
        if (isNew()) {
            // Outside of a transaction, and remembered by the file.
            SqliteEngine.run(connection, "pragma journal_mode = wal");
            make();
        }
        check();
    }

    private boolean isNew() throws SQLException {
        return pragma("application_id") == 0
                && pragma("user_version") == 0
                && objects(connection).isEmpty();
    }

    private int pragma(String name) throws SQLException {
        return Statements.first(connection, "pragma " + name, List.of(), row -> row.getInt(1))
                .orElse(0);
    }

    /** In one transaction: who makes the tables of a store that takes the place of an older one fills them, too. */
    private void make() throws SQLException {
        Optional<CarryOver> old = CarryOver.of(location);
        try {
            SqliteEngine.run(connection, "begin immediate");
            boolean first;
            try {
                first = isNew();
                if (first) {
                    makeAll();
                    if (old.isPresent()) {
                        old.get().into(connection);
                    }
                }
                SqliteEngine.run(connection, "commit");
            } catch (SQLException | RuntimeException e) {
                SqliteEngine.run(connection, "rollback");
                throw e;
            }
            if (first) {
                old.ifPresent(CarryOver::finish);
            }
        } finally {
            old.ifPresent(CarryOver::close);
        }
    }

    private void makeAll() throws SQLException {
        for (String sql : script()) {
            SqliteEngine.run(connection, sql);
        }
        SqliteEngine.run(connection, "pragma application_id = " + APPLICATION);
        SqliteEngine.run(connection, "pragma user_version = " + TableVersion.LATEST);
    }

    private void check() throws SQLException {
        if (pragma("application_id") != APPLICATION) {
            throw refused("something else");
        }
        TableVersion.check(pragma("user_version"), location);
        Map<String, String> expected = expected();
        Map<String, String> found = objects(connection);
        for (Map.Entry<String, String> object : found.entrySet()) {
            if (!object.getValue().equals(expected.get(object.getKey()))) {
                throw refused("another " + object.getKey());
            }
        }
        expected.keySet().removeAll(found.keySet());
        if (!expected.isEmpty()) {
            throw refused("no " + expected.keySet().iterator().next());
        }
    }

    private StoreException refused(String what) {
        return new StoreException("a store must hold the tables that Bestiary makes and nothing else, but " + location
                + " has " + what + "; name another with --store, or move it away");
    }

    /** What a file holds: the SQL of each table, index, view and trigger by its type and name. */
    private static Map<String, String> objects(Connection connection) throws SQLException {
        Map<String, String> objects = new TreeMap<>();
        Statements.each(
                connection,
                "select type, name, coalesce(sql, '') from sqlite_schema",
                List.of(),
                row -> objects.put(row.getString(1) + " " + row.getString(2), row.getString(3)));
        return objects;
    }

    /** What a file should hold, which SQLite itself says best. */
    private static Map<String, String> expected() throws SQLException {
        try (Connection memory = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            for (String sql : script()) {
                SqliteEngine.run(memory, sql);
            }
            return objects(memory);
        }
    }

    private static List<String> script() {
        try (InputStream in = SqliteTables.class.getResourceAsStream(SCRIPT)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(text.split(";\\s*(\\R|$)"))
                    .filter(sql -> !sql.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
