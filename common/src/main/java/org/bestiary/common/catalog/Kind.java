package org.bestiary.common.catalog;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.bestiary.common.BestiaryException;
import org.bestiary.common.NearestNames;

/**
 * A record class that can be asked for by name: the name, and what each component means and may be. Components are {@code int},
 * {@code double}, {@code boolean}, {@code String}, an enum or a {@code List<Integer>}, or an {@code Optional} of one of these
 * where a parameter may be left out. Immutable.
 *
 * <p>A record keeps its kind in a constant, from which its compact constructor takes the rules:
 *
 * <pre>{@code
 * public record Noise(double std) implements Step {
 *     public static final Kind<Step> KIND = Kind.of("noise", Noise.class, "adds normal noise to every value",
 *             Parameter.decimal("std", Bounds.from(0, 1), "its standard deviation").usually(0.05));
 *
 *     public Noise {
 *         KIND.check(std);
 *     }
 * }
 * }</pre>
 *
 * @param <T> what all kinds of a catalogue have in common
 */
public final class Kind<T> {
    private final String name;
    private final Class<? extends T> type;
    private final String meaning;
    private final List<Parameter> parameters;
    private final Optional<Parameter> brief;

    private Kind(
            String name,
            Class<? extends T> type,
            String meaning,
            List<Parameter> parameters,
            Optional<Parameter> brief) {
        this.name = name;
        this.type = type;
        this.meaning = meaning;
        this.parameters = List.copyOf(parameters);
        this.brief = brief;
    }

    /**
     * A kind.
     *
     * @param name how it is written: lower case, digits and dashes
     * @param type the record class
     * @param meaning what it does, a short phrase for help and tables
     * @param parameters one for each component, in order
     * @param <T> what all kinds of the catalogue have in common
     * @return the kind
     * @throws CatalogException if name or parameters do not fit the class
     */
    public static <T> Kind<T> of(String name, Class<? extends T> type, String meaning, Parameter... parameters) {
        if (!name.matches("[a-z0-9]+(-[a-z0-9]+)*") || meaning.isBlank()) {
            throw new CatalogException(
                    name,
                    "A kind must have a meaning and a name of lower case letters, digits and dashes, got '" + name
                            + "'.");
        }
        List<String> given = Arrays.stream(parameters).map(Parameter::name).toList();
        List<String> has = type.isRecord()
                ? Arrays.stream(type.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toList()
                : List.of();
        if (!type.isRecord() || !given.equals(has)) {
            throw new CatalogException(
                    name,
                    "The kind '" + name + "' must be a record with a parameter for each component, in order, but "
                            + type.getName() + " has " + has + " and the parameters are " + given + ".");
        }
        return new Kind<>(name, type, meaning, List.of(parameters), Optional.empty());
    }

    /**
     * With a short form: a single value in place of a mapping gives this parameter.
     *
     * @param parameter name of one of the parameters
     * @return a changed copy
     */
    public Kind<T> briefly(String parameter) {
        return new Kind<>(name, type, meaning, parameters, Optional.of(parameter(parameter)));
    }

    private Parameter parameter(String wanted) {
        return parameters.stream()
                .filter(p -> p.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new CatalogException(name, name + " has no parameter '" + wanted + "'."));
    }

    /**
     * How it is written.
     *
     * @return lower case, digits and dashes
     */
    public String name() {
        return name;
    }

    /**
     * What it does.
     *
     * @return a short phrase
     */
    public String meaning() {
        return meaning;
    }

    /**
     * The record class.
     *
     * @return whose values this makes
     */
    public Class<? extends T> type() {
        return type;
    }

    /**
     * Its parameters.
     *
     * @return in the order of the record's components
     */
    public List<Parameter> parameters() {
        return parameters;
    }

    /**
     * The parameter that a single value gives.
     *
     * @return one of the parameters, or empty if there is no short form
     */
    public Optional<Parameter> brief() {
        return brief;
    }

    /**
     * Whether it can be written by its name alone.
     *
     * @return true if no parameter must be given
     */
    public boolean isPlain() {
        return parameters.stream().noneMatch(Parameter::required);
    }

    /**
     * Checks the components of a record; for its compact constructor.
     *
     * @param values in order
     * @throws CatalogException if one is not allowed
     */
    public void check(Object... values) {
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value instanceof Optional<?> optional) {
                if (optional.isEmpty()) {
                    continue;
                }
                value = optional.get();
            }
            Parameter parameter = parameters.get(i);
            parameter.check(name + "." + parameter.name(), value instanceof Enum<?> e ? Parameter.word(e) : value);
        }
    }

    /**
     * A rule between components; for a compact constructor.
     *
     * @param holds whether it holds
     * @param rule the rule and what was given
     * @throws CatalogException if it does not
     */
    public void require(boolean holds, String rule) {
        if (!holds) {
            throw new CatalogException(name, name + ": " + rule);
        }
    }

    /**
     * A rule for one component beside its bounds; for a compact constructor.
     *
     * @param holds whether it holds
     * @param parameter name of the component
     * @param rule what it must be, and what was given
     * @throws CatalogException if it does not
     */
    public void require(boolean holds, String parameter, String rule) {
        if (!holds) {
            String path = name + "." + parameter;
            throw new CatalogException(path, path + " " + rule);
        }
    }

    /**
     * A value.
     *
     * @param given values of parameters by name; what is left out takes what holds without it
     * @param path where they stand, for messages
     * @return the record
     * @throws CatalogException if a name is unknown or a value is missing or not allowed
     */
    public T make(Map<String, ?> given, String path) {
        List<String> known = parameters.stream().map(Parameter::name).toList();
        for (String entry : given.keySet()) {
            if (!known.contains(entry)) {
                throw new CatalogException(
                        path + "." + entry, path + " has no entry '" + entry + "'" + NearestNames.hint(entry, known));
            }
        }
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            Parameter p = parameters.get(i);
            Object value = given.get(p.name());
            if (value == null && p.required()) {
                throw new CatalogException(
                        path, path + " must have an entry '" + p.name() + "', " + p.meaning() + "; add it");
            }
            Optional<Object> checked = value == null ? p.usual() : Optional.of(p.check(path + "." + p.name(), value));
            values[i] = component(components[i], checked);
        }
        return construct(components, values, path);
    }

    private T construct(RecordComponent[] components, Object[] values, String path) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<? extends T> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof BestiaryException reason) {
                String said = reason.getMessage();
                boolean named = said.startsWith(name + ":") || said.startsWith(name + ".");
                String place = reason instanceof CatalogException c && c.path().startsWith(name + ".")
                        ? path + c.path().substring(name.length())
                        : path;
                throw new CatalogException(place, path + (named ? said.substring(name.length()) : ": " + said), reason);
            }
            throw new CatalogException(path, path + " cannot be made: " + e.getCause(), e);
        } catch (ReflectiveOperationException e) {
            throw new CatalogException(path, path + " cannot be made: " + e.getMessage(), e);
        }
    }

    private static Object component(RecordComponent component, Optional<Object> value) {
        boolean optional = component.getType() == Optional.class;
        Class<?> type = optional
                ? (Class<?>) ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0]
                : component.getType();
        Optional<Object> fitting = value.map(v -> type.isEnum() ? constant(type, (String) v) : v);
        return optional ? fitting : fitting.orElseThrow();
    }

    private static Object constant(Class<?> type, String word) {
        return Arrays.stream(type.getEnumConstants())
                .filter(c -> Parameter.word((Enum<?>) c).equals(word))
                .findFirst()
                .orElseThrow();
    }

    /**
     * What a value was made of.
     *
     * @param value of this kind
     * @return every parameter that has a value, in order; {@link #make} makes an equal record of it
     */
    public Map<String, Object> values(T value) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            try {
                component.getAccessor().setAccessible(true);
                Object found = component.getAccessor().invoke(value);
                Object plain = found instanceof Optional<?> optional ? optional.orElse(null) : found;
                if (plain != null) {
                    values.put(component.getName(), plain instanceof Enum<?> e ? Parameter.word(e) : plain);
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("a record whose components cannot be read: " + type, e);
            }
        }
        return values;
    }

    /**
     * A value in one line, every parameter that has a value included: equal texts are of equal values.
     *
     * @param value of this kind
     * @return as {@code {flip: {axis: horizontal, probability: 0.5}}}, or the name alone if there is nothing to say
     */
    public String text(T value) {
        Map<String, Object> values = values(value);
        if (values.isEmpty()) {
            return name;
        }
        StringJoiner text = new StringJoiner(", ", "{" + name + ": {", "}}");
        values.forEach((key, v) -> text.add(key + ": " + (v instanceof String s ? quoted(s) : Parameter.plain(v))));
        return text.toString();
    }

    private static String quoted(String text) {
        return text.matches("[A-Za-z][A-Za-z0-9_./-]*")
                ? text
                : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    /**
     * A JSON schema of the values: a mapping or, where there is a short form, a single value.
     *
     * @return a tree of plain values
     */
    public Map<String, Object> schema() {
        Map<String, Object> properties = new LinkedHashMap<>();
        parameters.forEach(p -> properties.put(p.name(), p.schema()));
        Map<String, Object> mapping = new LinkedHashMap<>();
        mapping.put("type", "object");
        mapping.put("additionalProperties", false);
        List<String> required = parameters.stream()
                .filter(Parameter::required)
                .map(Parameter::name)
                .toList();
        if (!required.isEmpty()) {
            mapping.put("required", required);
        }
        mapping.put("properties", properties);
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("description", sentence(meaning));
        if (brief.isPresent()) {
            List<Object> forms = new ArrayList<>();
            forms.add(brief.get().schema());
            forms.add(mapping);
            schema.put("anyOf", forms);
        } else {
            schema.putAll(mapping);
        }
        return schema;
    }

    static String sentence(String phrase) {
        return Character.toUpperCase(phrase.charAt(0)) + phrase.substring(1) + ".";
    }

    @Override
    public String toString() {
        return name;
    }
}
