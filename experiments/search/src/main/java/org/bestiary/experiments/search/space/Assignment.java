package org.bestiary.experiments.search.space;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A point of the space: the value of every parameter that is there. In JSON it is an object.
 *
 * @param values by path, in the order of the space
 */
public record Assignment(@JsonValue Map<String, JsonNode> values) {
    @JsonCreator
    public Assignment {
        Map<String, JsonNode> copy = new LinkedHashMap<>();
        values.forEach((path, value) -> copy.put(path, Values.canonical(value)));
        values = Collections.unmodifiableMap(copy);
    }

    /** The value of a parameter, if it is there. */
    public Optional<JsonNode> get(String path) {
        return Optional.ofNullable(values.get(path));
    }

    /** All values in a line, with as much of each path as a reader needs: its last name. */
    public String label() {
        return values.entrySet().stream()
                .map(e -> e.getKey().substring(e.getKey().lastIndexOf('.') + 1) + " " + Values.text(e.getValue()))
                .collect(Collectors.joining(", "));
    }
}
