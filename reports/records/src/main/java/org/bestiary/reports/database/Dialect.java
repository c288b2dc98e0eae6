package org.bestiary.reports.database;

import java.sql.Connection;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.sqlite.SQLiteConnection;

/** How a database has what SQL has no one word for. */
enum Dialect {
    /** With a type for times, numbers that are NaN, and locks on rows. */
    POSTGRESQL(" for update") {
        @Override
        Object written(Object value) {
            return value instanceof Instant time ? OffsetDateTime.ofInstant(time, ZoneOffset.UTC) : value;
        }
    },
    /** Without: times are microseconds since 1970, NaN is text, and one writer at a time has the whole file. */
    SQLITE("") {
        @Override
        Object written(Object value) {
            if (value instanceof Instant time) {
                return micros(time);
            }
            return value instanceof Double number && number.isNaN() ? NAN : value;
        }
    };

    /** Sorts after all numbers, as NaN does in PostgreSQL. */
    private static final String NAN = "NaN";

    private final String lock;

    Dialect(String lock) {
        this.lock = lock;
    }

    /** The dialect of whom one is connected to. */
    static Dialect of(Connection connection) {
        return connection instanceof SQLiteConnection ? SQLITE : POSTGRESQL;
    }

    /** A value as the driver takes it. */
    abstract Object written(Object value);

    /** What a query ends with that locks its rows until the end of the transaction. */
    String lock() {
        return lock;
    }

    private static long micros(Instant time) {
        try {
            return ChronoUnit.MICROS.between(Instant.EPOCH, time);
        } catch (ArithmeticException e) {
            throw new RefusedRowException("a time must be within 290,000 years of 1970, got " + time, e);
        }
    }

    /** A time as the driver gives it. */
    static Instant time(Object read) {
        return read instanceof Number micros
                ? Instant.EPOCH.plus(micros.longValue(), ChronoUnit.MICROS)
                : ((java.sql.Timestamp) read).toInstant();
    }

    /** A number as the driver gives it. */
    static double number(Object read) {
        return read instanceof Number number ? number.doubleValue() : Double.parseDouble((String) read);
    }
}
