package org.bestiary.zoo;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A setting that one architecture offers beside input and classes, such as the activation of LeNet-5 or the growth rate of
 * a DenseNet.
 *
 * @param name how it is written, in camelCase
 * @param kind what a value is
 * @param defaultValue the value when none is given
 * @param choices the values allowed, for {@link Kind#CHOICE}; empty otherwise
 * @param low the least number allowed; empty for a choice
 * @param high the largest number allowed; empty for a choice
 * @param meaning one sentence for {@code describe}
 */
public record Option(
        String name,
        Kind kind,
        String defaultValue,
        List<String> choices,
        OptionalDouble low,
        OptionalDouble high,
        String meaning) {

    /** What a value is. */
    public enum Kind {
        /** One word of a list. */
        CHOICE,
        /** A whole number. */
        INTEGER,
        /** A decimal number. */
        DECIMAL
    }

    public Option {
        choices = List.copyOf(choices);
        if (name.isBlank()) {
            throw new ZooException("an option must have a name");
        }
    }

    /** An option with a list of words, the first of them the default. */
    public static Option choice(String name, String meaning, String... values) {
        return new Option(
                name, Kind.CHOICE, values[0], List.of(values), OptionalDouble.empty(), OptionalDouble.empty(), meaning);
    }

    /** An option that is a whole number from {@code low} to {@code high}. */
    public static Option integer(String name, String meaning, int defaultValue, int low, int high) {
        return new Option(
                name,
                Kind.INTEGER,
                Integer.toString(defaultValue),
                List.of(),
                OptionalDouble.of(low),
                OptionalDouble.of(high),
                meaning);
    }

    /** An option that is a number from {@code low} to {@code high}. */
    public static Option decimal(String name, String meaning, double defaultValue, double low, double high) {
        return new Option(
                name,
                Kind.DECIMAL,
                Double.toString(defaultValue),
                List.of(),
                OptionalDouble.of(low),
                OptionalDouble.of(high),
                meaning);
    }

    /**
     * Checks a value given for this option.
     *
     * @return the value as it is used
     * @throws ZooException if the value is not one of this option's
     */
    public String check(String architecture, String value) {
        if (kind == Kind.CHOICE) {
            if (!choices.contains(value)) {
                throw new ZooException("option '" + name + "' of " + architecture + " must be one of " + choices
                        + ", but got '" + value + "'");
            }
            return value;
        }
        try {
            double number = kind == Kind.INTEGER ? Integer.parseInt(value.strip()) : Double.parseDouble(value.strip());
            if (number >= low.getAsDouble() && number <= high.getAsDouble()) {
                return value.strip();
            }
        } catch (NumberFormatException e) {
            // falls through to the message, which says what a value must be
        }
        throw new ZooException("option '" + name + "' of " + architecture + " must be "
                + (kind == Kind.INTEGER ? "a whole number" : "a number") + " from " + text(low) + " to " + text(high)
                + ", but got '" + value + "'");
    }

    /** What may be given, for people: "relu, tanh" or "1 to 512". */
    public String range() {
        return kind == Kind.CHOICE ? String.join(", ", choices) : text(low) + " to " + text(high);
    }

    private String text(OptionalDouble bound) {
        return kind == Kind.INTEGER ? Long.toString((long) bound.getAsDouble()) : Double.toString(bound.getAsDouble());
    }
}
