package org.bestiary.reports.h2;

import java.io.IOException;

/** A row as it is stored; long texts are fetched when they are asked for. */
final class Row {
    private final Object[] values;

    Row(Object[] values) {
        this.values = values;
    }

    /** The number of a text that is kept apart. */
    record LongText(long number) {}

    /** A column's value: Long, Double, Boolean, String, Instant or an empty Optional. */
    Object value(int column, Texts texts) throws IOException {
        return values[column] instanceof LongText text ? texts.text(text.number()) : values[column];
    }
}
