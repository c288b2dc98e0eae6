package org.bestiary.common.catalog;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A parameter that several kinds have.
 *
 * @param byKind what each kind's is, by the kind's name; alike in all but what holds when nothing is given
 */
record SharedParameter(Map<String, Parameter> byKind) {
    /** Keeps the order, and refuses parameters that are not alike. */
    SharedParameter {
        byKind = Collections.unmodifiableMap(new LinkedHashMap<>(byKind));
        Parameter first = first(byKind);
        for (Map.Entry<String, Parameter> other : byKind.entrySet()) {
            if (!bare(first).equals(bare(other.getValue()))) {
                throw new CatalogException(
                        first.name(),
                        "A parameter that several kinds have must be alike in all, but '" + first.name() + "' of "
                                + other.getKey() + " differs from that of "
                                + byKind.keySet().iterator().next() + "; give it a name of its own.");
            }
        }
    }

    private static Parameter first(Map<String, Parameter> byKind) {
        return byKind.values().iterator().next();
    }

    private static Parameter bare(Parameter p) {
        return new Parameter(
                p.name(), p.type(), p.bounds(), p.choices(), Optional.empty(), "", p.meaning(), Optional.empty());
    }

    /**
     * Those of some kinds by name; each stands behind all that are before it in any kind, where that can be, and those that
     * more kinds have stand before others.
     */
    static <T> Map<String, SharedParameter> of(List<Kind<T>> kinds) {
        Map<String, Map<String, Parameter>> found = new LinkedHashMap<>();
        Map<String, Set<String>> before = new LinkedHashMap<>();
        for (Kind<T> kind : kinds) {
            Set<String> passed = new LinkedHashSet<>();
            for (Parameter p : kind.parameters()) {
                found.computeIfAbsent(p.name(), n -> new LinkedHashMap<>()).put(kind.name(), p);
                before.computeIfAbsent(p.name(), n -> new LinkedHashSet<>()).addAll(passed);
                passed.add(p.name());
            }
        }
        Map<String, SharedParameter> ordered = new LinkedHashMap<>();
        List<String> left = new ArrayList<>(found.keySet());
        while (!left.isEmpty()) {
            String next = left.stream()
                    .filter(name -> ordered.keySet().containsAll(before.get(name)))
                    .min(Comparator.comparingInt(name -> -found.get(name).size()))
                    .orElse(left.get(0));
            ordered.put(next, new SharedParameter(found.get(next)));
            left.remove(next);
        }
        return ordered;
    }

    /** The schema of the entry in a mapping that may be of any of so many kinds. */
    Map<String, Object> schema(int kinds) {
        Map<Object, List<String>> usual = usual();
        Map<String, Object> schema = first(byKind).schema();
        schema.put("description", Kind.sentence(first(byKind).meaning() + unset() + exceptions(usual)));
        mostUsual(usual).ifPresent(value -> schema.put("default", plain(value)));
        Map<String, Object> special = new LinkedHashMap<>();
        usual.forEach((value, names) -> {
            if (!mostUsual(usual).equals(Optional.of(value))) {
                names.forEach(name -> special.put(name, plain(value)));
            }
        });
        if (!special.isEmpty()) {
            schema.put("defaultFor", special);
        }
        if (byKind.size() < kinds) {
            schema.put("appliesTo", List.copyOf(byKind.keySet()));
        }
        return schema;
    }

    private String unset() {
        String words = first(byKind).unset();
        return words.isEmpty() ? "" : "; " + words + " when left out";
    }

    /** As "; 1e-7 for rmsprop, 1e-8 for the others when left out"; nothing where all are alike. */
    private static String exceptions(Map<Object, List<String>> usual) {
        if (usual.size() < 2) {
            return "";
        }
        Object most = mostUsual(usual).orElseThrow();
        List<String> parts = new ArrayList<>();
        usual.forEach((value, names) -> {
            if (!value.equals(most)) {
                parts.add(text(value) + " for " + String.join(" and ", names));
            }
        });
        return "; " + String.join(", ", parts) + ", " + text(most) + " for the others when left out";
    }

    /** Which kinds have each value when nothing is given. */
    private Map<Object, List<String>> usual() {
        Map<Object, List<String>> usual = new LinkedHashMap<>();
        byKind.forEach((kind, p) -> p.usual()
                .ifPresent(value ->
                        usual.computeIfAbsent(value, v -> new ArrayList<>()).add(kind)));
        return usual;
    }

    /** What most kinds have; of several the first. */
    private static Optional<Object> mostUsual(Map<Object, List<String>> usual) {
        Optional<Object> most = Optional.empty();
        for (Map.Entry<Object, List<String>> e : usual.entrySet()) {
            if (most.isEmpty() || e.getValue().size() > usual.get(most.get()).size()) {
                most = Optional.of(e.getKey());
            }
        }
        return most;
    }

    private static Object plain(Object value) {
        return value instanceof Double number ? Parameter.bound(number) : value;
    }

    private static String text(Object value) {
        return String.valueOf(plain(value)).replace(".0E", "e");
    }
}
