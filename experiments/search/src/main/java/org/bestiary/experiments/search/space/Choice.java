package org.bestiary.experiments.search.space;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * One of several values without an order.
 *
 * @param values the values, all different
 */
public record Choice(List<JsonNode> values) implements Dimension {
    public Choice {
        values = values.stream().map(Values::canonical).toList();
        if (values.isEmpty()) {
            throw new IllegalArgumentException("a choice must have at least one value, but got none");
        }
        // 16 and 16.0 are two texts of one number.
        long different = values.stream()
                .map(v -> v.isNumber() ? (Object) v.asDouble() : v)
                .distinct()
                .count();
        if (different < values.size()) {
            throw new IllegalArgumentException("a choice must not have a value twice, but got " + values);
        }
    }

    /** Where a value stands among the others, or -1. */
    public int indexOf(JsonNode value) {
        return values.indexOf(value);
    }

    @Override
    public JsonNode at(double unit) {
        return values.get(Math.min(values.size() - 1, (int) Math.floor(unit * values.size())));
    }

    @Override
    public double unit(JsonNode value) {
        return (indexOf(value) + 0.5) / values.size();
    }

    @Override
    public boolean contains(JsonNode value) {
        return indexOf(value) >= 0;
    }

    @Override
    public OptionalLong count() {
        return OptionalLong.of(values.size());
    }

    @Override
    public String label() {
        return "choice " + values.stream().map(Values::text).collect(Collectors.joining(", "));
    }
}
