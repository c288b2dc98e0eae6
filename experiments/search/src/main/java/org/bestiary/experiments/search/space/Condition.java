package org.bestiary.experiments.search.space;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;

/**
 * When a parameter is there.
 *
 * @param path the parameter that decides
 * @param values those of its values with which this one is there
 */
public record Condition(String path, List<JsonNode> values) {
    public Condition {
        values = values.stream().map(Values::canonical).toList();
        if (values.isEmpty()) {
            throw new IllegalArgumentException("a condition must name at least one value, but got none");
        }
    }

    /** Whether the condition holds at a point; not where the deciding parameter is itself missing. */
    boolean holds(Assignment point) {
        return point.get(path).filter(values::contains).isPresent();
    }

    /** In words, as {@code training.optimizer.type = adam or sgd}. */
    public String label() {
        return path + " = " + values.stream().map(Values::text).collect(Collectors.joining(" or "));
    }
}
