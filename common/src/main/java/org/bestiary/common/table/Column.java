package org.bestiary.common.table;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * A column of a table.
 *
 * @param <T> what a row is about
 * @param heading what stands above it
 * @param right whether its cells are aligned to the right, as numbers are
 * @param cell what a row has in it; an empty optional is a cell without a value
 */
public record Column<T>(String heading, boolean right, Function<? super T, ?> cell) {
    /** A column of words. */
    public static <T> Column<T> left(String heading, Function<? super T, ?> cell) {
        return new Column<>(heading, false, cell);
    }

    /** A column of numbers. Whole ones are grouped by thousands where people read them. */
    public static <T> Column<T> right(String heading, Function<? super T, ?> cell) {
        return new Column<>(heading, true, cell);
    }

    /** A column of numbers of this {@link String#format format}, some of which may not be there. */
    public static <T> Column<T> figure(String heading, String format, Function<? super T, OptionalDouble> number) {
        return right(heading, row -> formatted(format, number.apply(row)));
    }

    private static Optional<String> formatted(String format, OptionalDouble number) {
        return number.isPresent()
                ? Optional.of(String.format(Locale.ROOT, format, number.getAsDouble()))
                : Optional.empty();
    }

    /** What a row has in this column, optionals opened; empty if it has nothing. */
    Optional<Object> of(T row) {
        return Cells.open(cell.apply(row));
    }
}
