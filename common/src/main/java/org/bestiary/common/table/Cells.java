package org.bestiary.common.table;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** What the cells of all tables have in common. */
final class Cells {
    private Cells() {}

    /** The value in an optional of whatever kind, what is in a list, parted by spaces, or the value itself. */
    static Optional<Object> open(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.map(Object.class::cast);
        }
        if (value instanceof List<?> items) {
            return Optional.of(items.stream().map(Object::toString).collect(Collectors.joining(" ")));
        }
        if (value instanceof OptionalDouble number) {
            return number.isPresent() ? Optional.of(number.getAsDouble()) : Optional.empty();
        }
        if (value instanceof OptionalLong number) {
            return number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty();
        }
        if (value instanceof OptionalInt number) {
            return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
        }
        return Optional.of(value);
    }

    /** A value for people. */
    static String words(Object value) {
        return value instanceof Long || value instanceof Integer
                ? String.format(Locale.ROOT, "%,d", ((Number) value).longValue())
                : value.toString();
    }
}
