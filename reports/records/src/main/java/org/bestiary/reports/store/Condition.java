package org.bestiary.reports.store;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which runs are wanted. Every condition holds or does not hold for a run: where a run has no value, only {@code !=} and
 * {@code = none} hold.
 */
public sealed interface Condition {
    /** Every run. */
    Condition ALL = new All(List.of());

    /**
     * The condition that this text means; see {@link ConditionParser} for how it is written.
     *
     * @throws ConditionException if it means nothing
     */
    static Condition parse(String text) {
        return new ConditionParser(text).parse();
    }

    /** The fields that it asks about. */
    Stream<RunField> fields();

    /** All of several hold. */
    record All(List<Condition> parts) implements Condition {
        public All {
            parts = List.copyOf(parts);
        }

        @Override
        public Stream<RunField> fields() {
            return parts.stream().flatMap(Condition::fields);
        }
    }

    /** One of several holds. */
    record Any(List<Condition> parts) implements Condition {
        public Any {
            parts = List.copyOf(parts);
        }

        @Override
        public Stream<RunField> fields() {
            return parts.stream().flatMap(Condition::fields);
        }
    }

    /** Another one does not hold. */
    record Not(Condition part) implements Condition {
        @Override
        public Stream<RunField> fields() {
            return part.fields();
        }
    }

    /** A field is missing, or is not. */
    record Absence(RunField field, boolean absent) implements Condition {
        @Override
        public Stream<RunField> fields() {
            return Stream.of(field);
        }
    }

    /** A field compares with a value: a String, a Double or an {@link Interval}, as the field's kind demands. */
    record Comparison(RunField field, Operator operator, Object value) implements Condition {
        @Override
        public Stream<RunField> fields() {
            return Stream.of(field);
        }
    }

    /** A stretch of time as wide as what was written: a day, a minute, a second. From {@code from} to before {@code to}. */
    record Interval(Instant from, Instant to) {}
}
