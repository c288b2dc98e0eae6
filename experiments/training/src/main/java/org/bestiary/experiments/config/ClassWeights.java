package org.bestiary.experiments.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** How much the images of each class count in the loss of training: all alike, by how rare they are, or as given. */
public final class ClassWeights {
    private static final String BALANCED = "balanced";

    private final String rule;
    private final Map<String, Double> given;

    private ClassWeights(String rule, Map<String, Double> given) {
        this.rule = rule;
        this.given = given;
    }

    /** Reads a rule's name or a mapping of weights; the schema lets nothing else through. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static ClassWeights read(JsonNode json) {
        Map<String, Double> given = new LinkedHashMap<>();
        json.properties().forEach(e -> given.put(e.getKey(), e.getValue().asDouble()));
        return new ClassWeights(json.asText(), given);
    }

    /** As it is recorded. */
    @JsonValue
    Object json() {
        return given.isEmpty() ? rule : given;
    }

    /** Whether each class weighs as it is rare: all images by all classes times its own. */
    public boolean balanced() {
        return rule.equals(BALANCED);
    }

    /** Weights by name (or number) of the class; those of other classes are 1. */
    public Map<String, Double> given() {
        return Map.copyOf(given);
    }

    /** Whether some class weighs more than another, or may. */
    public boolean any() {
        return balanced() || !given.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClassWeights o && rule.equals(o.rule) && given.equals(o.given);
    }

    @Override
    public int hashCode() {
        return 31 * rule.hashCode() + given.hashCode();
    }

    @Override
    public String toString() {
        return json().toString();
    }
}
