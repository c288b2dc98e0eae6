package org.bestiary.common.catalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bestiary.common.NearestNames;

/**
 * One value of a kind: what may be given, and what holds when nothing is.
 *
 * @param name how it is written, in camelCase; the name of the record's component
 * @param type what a value is
 * @param bounds the numbers allowed; empty unless it is a number
 * @param choices the words allowed; empty unless it is one of several
 * @param usual what holds when nothing is given; empty if {@code unset} says so, or if it must be given
 * @param unset in words, what holds when nothing is given and no value says it; empty otherwise
 * @param meaning a short phrase for help and tables
 * @param example a value for messages about a missing one; empty for none
 */
public record Parameter(
        String name,
        Type type,
        Optional<Bounds> bounds,
        List<String> choices,
        Optional<Object> usual,
        String unset,
        String meaning,
        Optional<Object> example) {
    private static final int LONGEST_QUOTE = 60;
    private static final int MOST_IN_A_LIST = 1000;

    /** What a value is. */
    public enum Type {
        /** A whole number. */
        WHOLE("a whole number", "integer"),
        /** Any number. */
        DECIMAL("a number", "number"),
        /** One of several words. */
        CHOICE("a word", "string"),
        /** Any text. */
        TEXT("a text", "string"),
        /** True or false. */
        FLAG("true or false", "boolean"),
        /** One or more whole numbers. */
        WHOLES("a list of whole numbers", "array");

        private final String article;
        private final String json;

        Type(String article, String json) {
            this.article = article;
            this.json = json;
        }

        /**
         * For programs.
         *
         * @return {@code whole}, {@code decimal}, {@code choice}, {@code text}, {@code flag} or {@code wholes}
         */
        public String word() {
            return Parameter.word(this);
        }
    }

    /** Copies the choices and checks what holds when nothing is given. */
    public Parameter {
        choices = List.copyOf(choices);
        if (name.isBlank() || meaning.isBlank()) {
            throw new CatalogException(name, "A parameter must have a name and a meaning, got '" + name + "'.");
        }
        if (usual.isPresent()) {
            checked(type, bounds, choices, name, usual.get());
        }
    }

    /**
     * A whole number that must be given, until {@link #usually} or {@link #unlessGiven} says otherwise.
     *
     * @param name of the component, an {@code int} or an {@code Optional<Integer>}
     * @param low the least
     * @param high the greatest
     * @param meaning a short phrase
     * @return the parameter
     */
    public static Parameter whole(String name, int low, int high, String meaning) {
        return new Parameter(
                name,
                Type.WHOLE,
                Optional.of(Bounds.from(low, high)),
                List.of(),
                Optional.empty(),
                "",
                meaning,
                Optional.empty());
    }

    /**
     * A list of one or more whole numbers, which must be given.
     *
     * @param name of the component, a {@code List<Integer>}
     * @param low the least of each
     * @param high the greatest of each
     * @param meaning a short phrase
     * @return the parameter
     */
    public static Parameter wholes(String name, int low, int high, String meaning) {
        return new Parameter(
                name,
                Type.WHOLES,
                Optional.of(Bounds.from(low, high)),
                List.of(),
                Optional.empty(),
                "",
                meaning,
                Optional.empty());
    }

    /**
     * A number that must be given, until {@link #usually} or {@link #unlessGiven} says otherwise.
     *
     * @param name of the component, a {@code double} or an {@code Optional<Double>}
     * @param bounds the numbers allowed
     * @param meaning a short phrase
     * @return the parameter
     */
    public static Parameter decimal(String name, Bounds bounds, String meaning) {
        return new Parameter(
                name, Type.DECIMAL, Optional.of(bounds), List.of(), Optional.empty(), "", meaning, Optional.empty());
    }

    /**
     * One of several words that must be given, until {@link #usually} says otherwise.
     *
     * @param name of the component, an enum
     * @param values what it may be; each is written in lower case, with dashes
     * @param meaning a short phrase
     * @return the parameter
     */
    public static Parameter choice(String name, Enum<?>[] values, String meaning) {
        List<String> words = Arrays.stream(values).map(Parameter::word).toList();
        return new Parameter(
                name, Type.CHOICE, Optional.empty(), words, Optional.empty(), "", meaning, Optional.empty());
    }

    /**
     * A text that must be given, until {@link #usually} or {@link #unlessGiven} says otherwise.
     *
     * @param name of the component, a {@code String}
     * @param meaning a short phrase
     * @return the parameter
     */
    public static Parameter text(String name, String meaning) {
        return new Parameter(
                name, Type.TEXT, Optional.empty(), List.of(), Optional.empty(), "", meaning, Optional.empty());
    }

    /**
     * Whether something is so.
     *
     * @param name of the component, a {@code boolean}
     * @param usual what holds when nothing is given
     * @param meaning a short phrase
     * @return the parameter
     */
    public static Parameter flag(String name, boolean usual, String meaning) {
        return new Parameter(
                name, Type.FLAG, Optional.empty(), List.of(), Optional.of(usual), "", meaning, Optional.empty());
    }

    /**
     * With a value that holds when nothing is given.
     *
     * @param value a number or text; of a choice the enum's value
     * @return a changed copy
     */
    public Parameter usually(Object value) {
        Object plain = value instanceof Enum<?> word ? word(word) : value;
        return new Parameter(name, type, bounds, choices, Optional.of(check(name, plain)), "", meaning, example);
    }

    /**
     * May be left out; what holds then depends on something else. The component is an {@code Optional}.
     *
     * @param words what holds then
     * @return a changed copy
     */
    public Parameter unlessGiven(String words) {
        return new Parameter(name, type, bounds, choices, Optional.empty(), words, meaning, example);
    }

    /**
     * With an example for messages that ask for it.
     *
     * @param value as it may be given
     * @return a changed copy
     */
    public Parameter suchAs(Object value) {
        return new Parameter(name, type, bounds, choices, usual, unset, meaning, Optional.of(check(name, value)));
    }

    /**
     * Whether a value must be given.
     *
     * @return true if nothing says what holds without one
     */
    public boolean required() {
        return usual.isEmpty() && unset.isEmpty();
    }

    /**
     * What may be given, for people.
     *
     * @return as {@code 0 to 1} or {@code horizontal, vertical}
     */
    public String range() {
        return bounds.map(b -> type == Type.WHOLES ? "whole numbers, each " + b : b.toString())
                .orElseGet(() -> type == Type.CHOICE ? String.join(", ", choices) : type.article);
    }

    /**
     * What holds when nothing is given, for people.
     *
     * @return the value, or what is said instead of one, or {@code none} if it must be given
     */
    public String usualText() {
        return usual.map(Parameter::plain).orElse(unset.isEmpty() ? "none" : unset);
    }

    /**
     * Checks a value.
     *
     * @param path where it stands
     * @param given a number, text or truth value of any class that has them
     * @return an Integer, Double, String, Boolean or list of Integers, as the type says
     * @throws CatalogException if it is not allowed
     */
    public Object check(String path, Object given) {
        return checked(type, bounds, choices, path, given);
    }

    private static Object checked(Type type, Optional<Bounds> bounds, List<String> choices, String path, Object given) {
        return switch (type) {
            case WHOLE, DECIMAL -> number(type, bounds.orElseThrow(), path, given);
            case WHOLES -> wholes(bounds.orElseThrow(), path, given);
            case FLAG -> {
                if (given instanceof Boolean) {
                    yield given;
                }
                throw refused(path, type.article, given, "");
            }
            case TEXT -> {
                if (given instanceof String) {
                    yield given;
                }
                throw refused(path, type.article, given, "");
            }
            case CHOICE -> {
                if (given instanceof String word && choices.contains(word)) {
                    yield given;
                }
                String near = given instanceof String word ? suggestion(word, choices) : "";
                throw refused(path, "one of " + String.join(", ", choices), given, near);
            }
        };
    }

    private static List<Object> wholes(Bounds bounds, String path, Object given) {
        if (!(given instanceof List<?> list) || list.isEmpty() || list.size() > MOST_IN_A_LIST) {
            throw refused(path, Type.WHOLES.article + ", 1 to " + MOST_IN_A_LIST + " of them", given, "");
        }
        List<Object> numbers = new ArrayList<>();
        for (Object each : list) {
            numbers.add(number(Type.WHOLE, bounds, path + "[" + numbers.size() + "]", each));
        }
        return List.copyOf(numbers);
    }

    private static Object number(Type type, Bounds bounds, String path, Object given) {
        if (!(given instanceof Number number)) {
            throw refused(path, type.article + " " + bounds.rule(), given, "");
        }
        double value = number.doubleValue();
        boolean whole = value == Math.rint(value) && Math.abs(value) <= Integer.MAX_VALUE;
        if (type == Type.WHOLE && !whole) {
            throw refused(path, type.article + " " + bounds.rule(), given, "");
        }
        if (!bounds.contains(value)) {
            boolean low = bounds.lowIncluded() && value < bounds.low();
            boolean high = bounds.highIncluded() && value > bounds.high();
            String near = low || high ? "; the nearest is " + Bounds.plain(low ? bounds.low() : bounds.high()) : "";
            throw refused(path, bounds.rule(), given, near);
        }
        return type == Type.WHOLE ? (Object) (int) value : (Object) value;
    }

    private static CatalogException refused(String path, String rule, Object given, String advice) {
        return new CatalogException(path, path + " must be " + rule + ", but got " + quote(given) + advice);
    }

    /** "; did you mean a?", or nothing when none is near. */
    static String suggestion(String given, List<String> known) {
        List<String> near = NearestNames.of(given, known);
        return near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
    }

    /**
     * A value as messages quote it.
     *
     * @param given anything
     * @return texts in quotes, long ones cut
     */
    public static String quote(Object given) {
        String text = given instanceof String ? '"' + (String) given + '"' : plain(given);
        text = given instanceof Map<?, ?> || given instanceof Collection<?> ? text.replace("=", ": ") : text;
        return text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "...";
    }

    /** A value as one types it. */
    static String plain(Object value) {
        return value instanceof Double number && Double.isFinite(number) ? Bounds.plain(number) : String.valueOf(value);
    }

    /** The value of an enum as it is written: lower case, with dashes. */
    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * A JSON schema of one value.
     *
     * @return a tree of plain values
     */
    public Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("description", meaning + (unset.isEmpty() ? "" : "; " + unset + " when left out") + ".");
        if (type == Type.CHOICE) {
            schema.put("enum", choices);
        } else {
            schema.put("type", type.json);
        }
        if (type == Type.WHOLES) {
            Map<String, Object> each = new LinkedHashMap<>();
            each.put("type", Type.WHOLE.json);
            putBounds(each);
            schema.put("minItems", 1);
            schema.put("maxItems", MOST_IN_A_LIST);
            schema.put("items", each);
        } else {
            putBounds(schema);
        }
        usual.ifPresent(value -> schema.put("default", value));
        example.ifPresent(value -> schema.put("examples", List.of(value)));
        return schema;
    }

    private void putBounds(Map<String, Object> schema) {
        bounds.ifPresent(b -> {
            schema.put(b.lowIncluded() ? "minimum" : "exclusiveMinimum", bound(b.low()));
            schema.put(b.highIncluded() ? "maximum" : "exclusiveMaximum", bound(b.high()));
        });
    }

    /** A number as schemas have it: a whole one without a fraction. */
    static Object bound(double value) {
        return value == Math.rint(value) ? (Object) (long) value : (Object) value;
    }
}
