package org.bestiary.common.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bestiary.common.NearestNames;

/**
 * Values of a catalogue written flat: a mapping that names the kind under one key, with the parameters beside it, as {@code
 * {type: adam, learningRate: 0.001}}. Kinds may share parameters; those of one name are alike in all but what holds when
 * nothing is given. Immutable.
 *
 * @param <T> what the kinds have in common
 */
public final class FlatForm<T> {
    private final Catalog<T> catalog;
    private final String key;
    private final Optional<String> usual;
    private final Optional<String> example;
    private final Map<String, SharedParameter> parameters;

    private FlatForm(Catalog<T> catalog, String key, Optional<String> usual, Optional<String> example) {
        this.catalog = catalog;
        this.key = key;
        this.usual = usual;
        this.example = example;
        this.parameters = SharedParameter.of(catalog.kinds());
        if (parameters.containsKey(key)) {
            throw new CatalogException(key, "'" + key + "' names the kind, so that no parameter can have this name.");
        }
    }

    /**
     * A form in which the kind must be named.
     *
     * @param catalog of the kinds
     * @param key under which the kind is named
     * @param example name of a kind for messages that ask for one
     * @param <T> what the kinds have in common
     * @return the form
     * @throws CatalogException if parameters of one name differ
     */
    public static <T> FlatForm<T> named(Catalog<T> catalog, String key, String example) {
        return new FlatForm<>(catalog, key, Optional.empty(), Optional.of(example));
    }

    /**
     * A form in which one kind is meant when none is named.
     *
     * @param catalog of the kinds
     * @param key under which the kind is named
     * @param usual name of the kind that is meant without one
     * @param <T> what the kinds have in common
     * @return the form
     * @throws CatalogException if parameters of one name differ
     */
    public static <T> FlatForm<T> usually(Catalog<T> catalog, String key, String usual) {
        return new FlatForm<>(catalog, key, Optional.of(usual), Optional.empty());
    }

    /**
     * The kinds.
     *
     * @return their catalogue
     */
    public Catalog<T> catalog() {
        return catalog;
    }

    /**
     * Every entry that a mapping may have.
     *
     * @return the key and the names of all parameters of all kinds, each after those before it in every kind
     */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        names.add(key);
        names.addAll(parameters.keySet());
        return names;
    }

    /**
     * Reads a value. What only other kinds use is left aside: {@link #properties} says whose it is.
     *
     * @param tree the mapping
     * @param path where it stands, for messages
     * @return the value
     * @throws CatalogException if the kind or an entry is unknown, missing or not allowed
     */
    public T read(Map<String, ?> tree, String path) {
        Kind<T> kind = kind(tree, path);
        Set<String> known = names();
        Map<String, Object> own = new LinkedHashMap<>();
        tree.forEach((name, value) -> {
            if (!known.contains(name)) {
                throw new CatalogException(
                        path + "." + name, path + " has no entry '" + name + "'" + NearestNames.hint(name, known));
            }
            if (kind.parameters().stream().anyMatch(p -> p.name().equals(name))) {
                own.put(name, value);
            }
        });
        for (Parameter p : kind.parameters()) {
            if (p.required() && own.get(p.name()) == null) {
                throw new CatalogException(
                        path,
                        path + " must have an entry '" + p.name() + "' for " + kind.name() + "; add it"
                                + p.example()
                                        .map(e -> ", for example " + p.name() + ": " + Parameter.plain(e))
                                        .orElse(""));
            }
        }
        return kind.make(own, path);
    }

    private Kind<T> kind(Map<String, ?> tree, String path) {
        Object given = Optional.<Object>ofNullable(tree.get(key))
                .or(() -> usual)
                .orElseThrow(() -> new CatalogException(
                        path,
                        path + " must have an entry '" + key + "'; add it"
                                + example.map(e -> ", for example " + key + ": " + e)
                                        .orElse("")));
        return catalog.find(String.valueOf(given))
                .orElseThrow(() -> new CatalogException(
                        path + "." + key,
                        path + "." + key + " must be one of " + String.join(", ", catalog.names()) + ", but got "
                                + Parameter.quote(given)
                                + Parameter.suggestion(String.valueOf(given), catalog.names())));
    }

    /**
     * Writes a value in full.
     *
     * @param value of one of the kinds
     * @return the key, then every parameter that has a value; {@link #read} reads it
     */
    public Map<String, Object> write(T value) {
        Kind<T> kind = catalog.kindOf(value).orElseThrow();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put(key, kind.name());
        tree.putAll(kind.values(value));
        return tree;
    }

    /**
     * The same value but for one parameter.
     *
     * @param value of one of the kinds
     * @param parameter which one
     * @param given what it is to be
     * @return a changed copy
     * @throws CatalogException if the kind has no such parameter, or the value is not allowed
     */
    public T with(T value, String parameter, Object given) {
        Kind<T> kind = catalog.kindOf(value).orElseThrow();
        Map<String, Object> values = kind.values(value);
        values.put(parameter, given);
        return kind.make(values, kind.name());
    }

    /**
     * The entries of a mapping as JSON schemas, the key first. Two keywords are our own: {@code appliesTo}, the kinds that use
     * an entry where not all do, and {@code defaultFor}, what holds without it for kinds that differ.
     *
     * @return a tree of plain values
     */
    public Map<String, Object> properties() {
        Map<String, Object> type = new LinkedHashMap<>();
        List<String> meanings = new ArrayList<>();
        catalog.kinds().forEach(kind -> meanings.add(kind.name() + ": " + kind.meaning()));
        type.put("description", String.join("; ", meanings) + ".");
        type.put("enum", catalog.names());
        usual.ifPresent(name -> type.put("default", name));
        example.ifPresent(name -> type.put("examples", List.of(name)));
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put(key, type);
        parameters.forEach((name, parameter) ->
                properties.put(name, parameter.schema(catalog.kinds().size())));
        return properties;
    }
}
