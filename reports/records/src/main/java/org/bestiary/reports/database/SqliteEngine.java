package org.bestiary.reports.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.jdbc4.JDBC4Connection;

/**
 * An SQLite file, which several processes of one machine may use at once: readers hold up nobody, and writers wait for each
 * other. What a commit has acknowledged survives the end of the process and of the machine.
 *
 * <p>A file may come from somebody else, so nothing in it is trusted: it may hold Bestiary's tables and nothing else ({@link
 * SqliteTables}), no extensions are loaded, no other files attached.
 */
final class SqliteEngine implements Engine {
    private static final int BUSY_MILLIS = 5_000;
    /** Longest text: the record of a run with a hundred thousand epochs has some 40 MB. */
    private static final int LONGEST_TEXT = 1 << 28;

    private static final int LONGEST_SQL = 1 << 20;
    private static final int LONGEST_PATTERN = 50_000;
    /** A study that is removed takes its trials with it, and these their values: SQLite counts that as triggers. */
    private static final int TRIGGER_DEPTH = 8;

    /** For every connection, before anything is read. */
    private static final List<String> SETTINGS = List.of(
            "pragma trusted_schema = off",
            "pragma cell_size_check = on",
            "pragma mmap_size = 0",
            "pragma foreign_keys = on",
            "pragma synchronous = full");

    private static final Set<SQLiteErrorCode> CONTENTION = EnumSet.of(
            SQLiteErrorCode.SQLITE_BUSY,
            SQLiteErrorCode.SQLITE_BUSY_RECOVERY,
            SQLiteErrorCode.SQLITE_BUSY_SNAPSHOT,
            SQLiteErrorCode.SQLITE_BUSY_TIMEOUT,
            SQLiteErrorCode.SQLITE_LOCKED,
            SQLiteErrorCode.SQLITE_PROTOCOL,
            SQLiteErrorCode.SQLITE_CONSTRAINT_PRIMARYKEY,
            SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE);

    private static final String GONE = "the file was removed or replaced";

    private final StoreLocation location;
    private final Path file;
    /** What the system calls the file that is open, whatever its name. */
    private Optional<Object> key = Optional.empty();

    SqliteEngine(StoreLocation location) {
        this.location = location;
        this.file = location.file().orElseThrow();
    }

    @Override
    public Connection open() throws SQLException {
        if (!Files.exists(file)) {
            CarryOver.check(location);
            makeDirectory(file.getParent());
        }
        return connect();
    }

    private static void makeDirectory(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new StoreException(
                    "cannot make the directory of the store, " + directory + "; name another with --store", e);
        }
    }

    @Override
    public Connection connect() throws SQLException {
        SqliteLibrary.load();
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        limit(config, SQLiteConfig.Pragma.LIMIT_LENGTH, LONGEST_TEXT);
        limit(config, SQLiteConfig.Pragma.LIMIT_SQL_LENGTH, LONGEST_SQL);
        limit(config, SQLiteConfig.Pragma.LIMIT_LIKE_PATTERN_LENGTH, LONGEST_PATTERN);
        limit(config, SQLiteConfig.Pragma.LIMIT_TRIGGER_DEPTH, TRIGGER_DEPTH);
        limit(config, SQLiteConfig.Pragma.LIMIT_ATTACHED, 0);
        limit(config, SQLiteConfig.Pragma.LIMIT_WORKER_THREADS, 0);
        // As a URI, in which no part of the path can be taken for an option.
        String uri = file.toUri().toString();
        Connection fresh = new JDBC4Connection("jdbc:sqlite:" + uri, uri, config.toProperties());
        try {
            for (String setting : SETTINGS) {
                run(fresh, setting);
            }
            SqliteFunctions.add(fresh);
            new SqliteTables(location, fresh).bringUpToDate();
            key = key();
            return fresh;
        } catch (SQLException | RuntimeException e) {
            close(fresh, e);
            throw e;
        }
    }

    private static void limit(SQLiteConfig config, SQLiteConfig.Pragma pragma, int most) {
        config.setPragma(pragma, Integer.toString(most));
    }

    private static void close(Connection connection, Exception cause) {
        try {
            connection.close();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Optional<Object> key() {
        try {
            return Optional.ofNullable(
                    Files.readAttributes(file, BasicFileAttributes.class).fileKey());
        } catch (IOException e) {
            return Optional.of(GONE);
        }
    }

    /**
     * A writer takes its turn at once: one that found out later that another has written could only begin again. What is
     * written into a file that somebody has removed would be lost without a word, so it is looked for each time.
     */
    @Override
    public void begin(Connection connection, boolean writing) throws SQLException {
        if (!key().equals(key)) {
            throw new SQLException(GONE);
        }
        run(connection, writing ? "begin immediate" : "begin");
    }

    @Override
    public void commit(Connection connection) throws SQLException {
        run(connection, "commit");
    }

    @Override
    public void rollBack(Connection connection) throws SQLException {
        run(connection, "rollback");
    }

    /** A file that was removed or replaced is opened anew. */
    @Override
    public boolean isDisconnection(SQLException e) {
        return GONE.equals(e.getMessage()) || code(e) == SQLiteErrorCode.SQLITE_READONLY_DBMOVED;
    }

    @Override
    public boolean isPassing(SQLException e) {
        return isDisconnection(e) || CONTENTION.contains(code(e));
    }

    @Override
    public boolean isBusyAtFirst(SQLException e) {
        return CONTENTION.contains(code(e));
    }

    private static SQLiteErrorCode code(SQLException e) {
        return e instanceof SQLiteException sqlite ? sqlite.getResultCode() : SQLiteErrorCode.SQLITE_ERROR;
    }

    @Override
    public StoreException explain(SQLException e) {
        SQLiteErrorCode code = code(e);
        if (code.name().startsWith("SQLITE_CORRUPT") || code == SQLiteErrorCode.SQLITE_NOTADB) {
            String what = code == SQLiteErrorCode.SQLITE_NOTADB ? "it is no SQLite file" : line(e);
            return new DamagedStoreException(
                    "the store " + location + " is damaged: " + what
                            + "; bestiary runs rebuild makes it again from the run directories",
                    file,
                    e);
        }
        if (code == SQLiteErrorCode.SQLITE_TOOBIG || code.name().startsWith("SQLITE_CONSTRAINT")) {
            return new RefusedRowException("the store " + location + " cannot keep it: " + line(e), e);
        }
        return new StoreException("cannot use the store " + location + ": " + line(e) + "; " + advice(code), e);
    }

    private static String advice(SQLiteErrorCode code) {
        String name = code.name();
        if (name.startsWith("SQLITE_BUSY") || name.startsWith("SQLITE_LOCKED")) {
            return "another process has been writing for long; try again, or see what it is at";
        }
        if (name.startsWith("SQLITE_FULL")) {
            return "make room on its disk";
        }
        boolean rights = name.startsWith("SQLITE_CANTOPEN")
                || name.startsWith("SQLITE_READONLY")
                || name.startsWith("SQLITE_PERM")
                || name.startsWith("SQLITE_AUTH");
        return rights
                ? "check the rights of its file and directory, or name another with --store"
                : "check its file, or name another with --store";
    }

    /** The driver's words are the code's name and description, in brackets and parentheses. */
    private static String line(SQLException e) {
        Throwable told = e.getCause() == null || e instanceof SQLiteException ? e : e.getCause();
        String message = told.getMessage() == null ? told.getClass().getSimpleName() : told.getMessage();
        String plain = message.replaceFirst("^\\[\\w+]\\s*", "");
        return plain.lines().findFirst().orElse("");
    }
}
