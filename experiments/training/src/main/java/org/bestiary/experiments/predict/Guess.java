package org.bestiary.experiments.predict;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A class with its probability; the components are JSON fields.
 *
 * @param label name of the class, {@code class} in JSON
 * @param probability 0 to 1
 */
public record Guess(String label, double probability) {
    @JsonProperty("class")
    @Override
    public String label() {
        return label;
    }
}
