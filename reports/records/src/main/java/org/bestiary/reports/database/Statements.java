package org.bestiary.reports.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * SQL with bound values. Values may be text, numbers, instants, or Optionals of these; an empty Optional is an SQL NULL.
 */
public final class Statements {
    private static final int FETCHED_AT_ONCE = 200;

    private Statements() {}

    /** Makes something of the row at which a result stands. */
    @FunctionalInterface
    public interface Row<T> {
        /** Reads the columns; must not move on. */
        T read(ResultSet row) throws SQLException;
    }

    /** Takes the row at which a result stands. */
    @FunctionalInterface
    public interface RowTaker {
        /** Reads the columns; must not move on. */
        void take(ResultSet row) throws SQLException;
    }

    /** Every row of a query. */
    public static <T> List<T> list(Connection connection, String sql, List<?> values, Row<T> row) throws SQLException {
        List<T> rows = new ArrayList<>();
        each(connection, sql, values, r -> rows.add(row.read(r)));
        return rows;
    }

    /** The first row of a query. */
    public static <T> Optional<T> first(Connection connection, String sql, List<?> values, Row<T> row)
            throws SQLException {
        List<T> rows = list(connection, sql, values, row);
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(0));
    }

    /** Goes through the rows of a query, a few hundred of them in memory at a time. */
    public static void each(Connection connection, String sql, List<?> values, RowTaker taker) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(FETCHED_AT_ONCE);
            bind(statement, Dialect.of(connection), values);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    taker.take(rows);
                }
            }
        }
    }

    /** Changes rows, and says how many. */
    public static int update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, Dialect.of(connection), List.of(values));
            return statement.executeUpdate();
        }
    }

    /** Runs one statement with each of several lists of values. */
    public static void batch(Connection connection, String sql, List<? extends List<?>> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (List<?> values : rows) {
                bind(statement, Dialect.of(connection), values);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static void bind(PreparedStatement statement, Dialect dialect, List<?> values) throws SQLException {
        int index = 1;
        for (Object value : values) {
            statement.setObject(index++, dialect.written(plain(value)));
        }
    }

    private static Object plain(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.map(Statements::plain).orElse(null);
        }
        if (value instanceof OptionalDouble number) {
            return number.isPresent() ? number.getAsDouble() : null;
        }
        if (value instanceof OptionalInt number) {
            return number.isPresent() ? number.getAsInt() : null;
        }
        return value;
    }

    /** What a query ends with that keeps others from changing its rows until the end of the transaction. */
    public static String lock(Connection connection) {
        return Dialect.of(connection).lock();
    }

    /** The clock of the database, to the microsecond; an embedded one has that of this machine. */
    public static Instant now(Connection connection) throws SQLException {
        return Dialect.of(connection) == Dialect.SQLITE
                ? Instant.now().truncatedTo(ChronoUnit.MICROS)
                : first(connection, "select current_timestamp as t", List.of(), row -> instant(row, "t"))
                        .orElseThrow();
    }

    /** A column that is never NULL, as a time. */
    public static Instant instant(ResultSet row, String column) throws SQLException {
        return Dialect.time(row.getObject(column));
    }

    /** A column as a time, if it is not NULL. */
    public static Optional<Instant> optionalInstant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column)).map(Dialect::time);
    }

    /** A column as a number, if it is not NULL. */
    public static OptionalDouble optionalDouble(ResultSet row, String column) throws SQLException {
        Object value = row.getObject(column);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(Dialect.number(value));
    }

    /** A column that is never NULL, as a number. */
    public static double number(ResultSet row, String column) throws SQLException {
        return Dialect.number(row.getObject(column));
    }

    /** A column as text, if it is not NULL. */
    public static Optional<String> optionalText(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }
}
