package org.bestiary.reports.run;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The checks that records share. Each message states the rule, then what was given, then what to do. */
final class Rules {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final int QUOTE_LIMIT = 60;

    private Rules() {}

    static <T> T present(String field, T value) {
        require(value != null, field + " must be given, got nothing; add it");
        return value;
    }

    static String text(String field, String value) {
        require(value != null && !value.isBlank(), field + " must not be blank, got " + quote(value) + "; fill it in");
        return value;
    }

    static long atLeast(String field, long minimum, long value) {
        require(value >= minimum, () -> field + " must be at least " + minimum + ", got " + value + "; correct it");
        return value;
    }

    static double seconds(String field, double value) {
        require(
                value >= 0 && value < Double.POSITIVE_INFINITY,
                () -> field + " must be 0 or more, got " + value + "; measure it in seconds");
        return value;
    }

    static double percent(String field, double value) {
        require(
                value >= 0 && value <= 100,
                () -> field + " must be within 0 to 100 percent, got " + value + "; give percent, not a fraction");
        return value;
    }

    static OptionalDouble percent(String field, OptionalDouble value) {
        OptionalDouble given = orEmpty(value);
        // NaN is what a diverged network scores where nothing could be counted.
        given.ifPresent(v -> {
            if (!Double.isNaN(v)) {
                percent(field, v);
            }
        });
        return given;
    }

    static double probability(String field, double value) {
        // A diverged network answers with NaN, and its mistakes are worth seeing too.
        require(
                Double.isNaN(value) || (value >= 0 && value <= 1 + 1e-6),
                () -> field + " must be within 0 to 1, got " + value + "; give the probability after softmax");
        return value;
    }

    static String sha256(String field, String value) {
        require(
                value != null && SHA256.matcher(value).matches(),
                field + " must be 64 lower-case hexadecimal digits, got " + quote(value) + "; give the SHA-256");
        return value;
    }

    static Optional<String> sha256(String field, Optional<String> value) {
        Optional<String> given = orEmpty(value);
        given.ifPresent(v -> sha256(field, v));
        return given;
    }

    static <T> List<T> list(String field, List<T> value) {
        return List.copyOf(present(field, value));
    }

    /** Sorted by key, so that equal records are written as equal text. */
    static <V> Map<String, V> sorted(String field, Map<String, V> value) {
        return Collections.unmodifiableMap(new TreeMap<>(present(field, value)));
    }

    static <T> Optional<T> orEmpty(Optional<T> value) {
        return value == null ? Optional.empty() : value;
    }

    static OptionalLong orEmpty(OptionalLong value) {
        return value == null ? OptionalLong.empty() : value;
    }

    static OptionalDouble orEmpty(OptionalDouble value) {
        return value == null ? OptionalDouble.empty() : value;
    }

    /** A value as an error message shows it: on one line, quoted, not too long. */
    static String quote(String value) {
        if (value == null) {
            return "nothing";
        }
        String line = value.replaceAll("\\p{Cntrl}+", " ");
        return '"' + (line.length() <= QUOTE_LIMIT ? line : line.substring(0, QUOTE_LIMIT) + "...") + '"';
    }

    /** As the other one, for rules that are asked so often that their messages should not be made in vain. */
    static void require(boolean holds, Supplier<String> message) {
        if (!holds) {
            throw new IllegalArgumentException(message.get());
        }
    }

    static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
