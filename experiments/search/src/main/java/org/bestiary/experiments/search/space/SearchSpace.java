package org.bestiary.experiments.search.space;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * All parameters. A parameter with a condition comes after the one that decides.
 *
 * @param parameters at least one, each path once
 */
public record SearchSpace(List<SearchParameter> parameters) {
    public SearchSpace {
        parameters = inOrder(parameters);
        if (parameters.isEmpty()) {
            throw new IllegalArgumentException("a space must have at least one parameter, but got none");
        }
    }

    private static List<SearchParameter> inOrder(List<SearchParameter> given) {
        Map<String, SearchParameter> waiting = new LinkedHashMap<>();
        given.forEach(p -> waiting.put(p.path(), p));
        Set<String> placed = new LinkedHashSet<>();
        List<SearchParameter> ordered = new ArrayList<>();
        while (!waiting.isEmpty()) {
            SearchParameter next = waiting.values().stream()
                    .filter(p ->
                            p.condition().map(c -> placed.contains(c.path())).orElse(true))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "conditions must lead to a parameter without one, but these wait for each other: "
                                    + String.join(", ", waiting.keySet())));
            waiting.remove(next.path());
            placed.add(next.path());
            ordered.add(next);
        }
        return List.copyOf(ordered);
    }

    /** The parameter of a path. */
    public Optional<SearchParameter> find(String path) {
        return parameters.stream().filter(p -> p.path().equals(path)).findFirst();
    }

    /**
     * The point at these positions; parameters whose condition does not hold there are left out.
     *
     * @param position of each parameter, from 0 to 1
     */
    public Assignment at(ToDoubleFunction<SearchParameter> position) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        for (SearchParameter p : parameters) {
            if (isThere(p, new Assignment(values))) {
                values.put(p.path(), p.dimension().at(position.applyAsDouble(p)));
            }
        }
        return new Assignment(values);
    }

    /** Whether a parameter is there, given the values of those before it. */
    public boolean isThere(SearchParameter parameter, Assignment before) {
        return parameter.condition().map(c -> c.holds(before)).orElse(true);
    }

    /** How many different points there are; empty where a parameter is continuous, or there are too many to count. */
    public OptionalLong points() {
        return continuous() > 0 ? OptionalLong.empty() : points(1);
    }

    /** How many continuous parameters there are. */
    public long continuous() {
        return parameters.stream().filter(p -> p.dimension().count().isEmpty()).count();
    }

    /**
     * How many different points there are; a continuous parameter counts as {@code steps} values. Empty when there are more
     * than a long can count.
     */
    public OptionalLong points(long steps) {
        try {
            return OptionalLong.of(points(0, new Assignment(Map.of()), steps));
        } catch (ArithmeticException e) {
            return OptionalLong.empty();
        }
    }

    /**
     * Only a parameter on which others depend is gone through value by value; all others multiply.
     */
    private long points(int index, Assignment before, long steps) {
        if (index == parameters.size()) {
            return 1;
        }
        SearchParameter p = parameters.get(index);
        if (!isThere(p, before)) {
            return points(index + 1, before, steps);
        }
        boolean decides = parameters.stream()
                .anyMatch(q -> q.condition().map(c -> c.path().equals(p.path())).orElse(false));
        long count = p.dimension().count().orElse(steps);
        if (!decides) {
            return Math.multiplyExact(count, points(index + 1, before, steps));
        }
        long sum = 0;
        for (long i = 0; i < count; i++) {
            Map<String, JsonNode> values = new LinkedHashMap<>(before.values());
            values.put(p.path(), p.dimension().at((i + 0.5) / count));
            sum = Math.addExact(sum, points(index + 1, new Assignment(values), steps));
        }
        return sum;
    }
}
