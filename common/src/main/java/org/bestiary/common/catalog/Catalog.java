package org.bestiary.common.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bestiary.common.NearestNames;

/**
 * The one list of the kinds of something. Immutable.
 *
 * <p>A value is written as a mapping of the kind's name to its parameters, {@code {flip: {axis: horizontal}}}; with a short
 * form as {@code {flip: horizontal}}; and by the name alone, {@code flip}, if nothing must be given.
 *
 * @param <T> what the kinds have in common
 */
public final class Catalog<T> {
    private final String noun;
    private final List<Kind<T>> kinds;

    /**
     * A catalogue.
     *
     * @param noun what one of them is called in messages
     * @param kinds in the order in which they are listed
     * @throws CatalogException if two have the same name or class
     */
    public Catalog(String noun, Collection<Kind<T>> kinds) {
        this.noun = noun;
        this.kinds = List.copyOf(kinds);
        Set<Object> seen = new HashSet<>();
        for (Kind<T> kind : kinds) {
            if (!seen.add(kind.name()) || !seen.add(kind.type())) {
                throw new CatalogException(
                        kind.name(),
                        "Every " + noun + " must have a name and a class of its own, but there is another '"
                                + kind.name() + "' beside " + kind.type().getName() + "; rename one.");
            }
        }
    }

    /**
     * The same with more behind.
     *
     * @param more other kinds
     * @return a longer catalogue
     * @throws CatalogException if two have the same name or class
     */
    public Catalog<T> with(Collection<Kind<T>> more) {
        List<Kind<T>> all = new ArrayList<>(kinds);
        all.addAll(more);
        return new Catalog<>(noun, all);
    }

    /**
     * All kinds.
     *
     * @return in order
     */
    public List<Kind<T>> kinds() {
        return kinds;
    }

    /**
     * Their names.
     *
     * @return in order
     */
    public List<String> names() {
        return kinds.stream().map(Kind::name).toList();
    }

    /**
     * The kind of a name.
     *
     * @param name as it is written
     * @return the kind, or empty if there is none
     */
    public Optional<Kind<T>> find(String name) {
        return kinds.stream().filter(k -> k.name().equals(name)).findFirst();
    }

    /**
     * Reads a value.
     *
     * @param tree a name, or a mapping of one name to what is given for it
     * @param path where it stands, for messages
     * @return the value
     * @throws CatalogException if it is neither, or something in it is unknown or not allowed
     */
    public T read(Object tree, String path) {
        if (tree instanceof String name) {
            return known(name, path).make(Map.of(), path + "." + name);
        }
        Map.Entry<String, Object> entry = single(tree, path);
        Kind<T> kind = known(entry.getKey(), path);
        return kind.make(given(kind, entry.getValue(), path + "." + kind.name()), path + "." + kind.name());
    }

    private Kind<T> known(String name, String path) {
        return find(name)
                .orElseThrow(() -> new CatalogException(
                        path, path + ": there is no " + noun + " '" + name + "'" + NearestNames.hint(name, names())));
    }

    private Map.Entry<String, Object> single(Object tree, String path) {
        if (!(tree instanceof Map<?, ?> mapping)) {
            throw new CatalogException(
                    path,
                    path + " must be the name of a " + noun + " or a mapping of it to its values, but got "
                            + Parameter.quote(tree));
        }
        if (mapping.size() != 1) {
            throw new CatalogException(
                    path,
                    path + " must be a mapping of one name to its values, but got "
                            + (mapping.isEmpty() ? "none" : mapping.keySet())
                            + "; indent the values below the name, or write {name: {...}}");
        }
        Map.Entry<?, ?> only = mapping.entrySet().iterator().next();
        Map<String, Object> named = new LinkedHashMap<>();
        named.put(String.valueOf(only.getKey()), only.getValue());
        return named.entrySet().iterator().next();
    }

    /** The parameters by name, whichever form they are given in. */
    private static Map<String, Object> given(Kind<?> kind, Object tree, String path) {
        Map<String, Object> given = new LinkedHashMap<>();
        if (tree instanceof Map<?, ?> mapping) {
            mapping.forEach((name, value) -> given.put(String.valueOf(name), value));
        } else if (tree != null) {
            Parameter brief = kind.brief()
                    .orElseThrow(() -> new CatalogException(
                            path,
                            path + " must be a mapping of "
                                    + kind.parameters().stream()
                                            .map(Parameter::name)
                                            .toList()
                                    + " to values, but got " + Parameter.quote(tree)));
            given.put(brief.name(), brief.check(path, tree));
        }
        return given;
    }

    /**
     * The kind of a value.
     *
     * @param value any
     * @return its kind, or empty if it is of no kind of this catalogue
     */
    public Optional<Kind<T>> kindOf(T value) {
        return kinds.stream().filter(k -> k.type() == value.getClass()).findFirst();
    }

    /**
     * Writes a value in full.
     *
     * @param value of one of the kinds
     * @return a mapping of its name to every parameter that has a value; {@link #read} reads it
     */
    public Map<String, Object> write(T value) {
        Kind<T> kind = kindOf(value).orElseThrow();
        return Map.of(kind.name(), kind.values(value));
    }
}
