package org.bestiary.reports.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * The part of the training images that a run of a cross-validation has held out.
 *
 * @param number which one, from 1
 * @param of how many there are, at least 2
 */
public record Fold(int number, int of) {
    /** The entry of a specification that has both. */
    private static final String ENTRY = "/data/validation";

    /** The fold that a run's specification names; empty where the run is none of a cross-validation. */
    static Optional<Fold> of(JsonNode spec) {
        JsonNode entry = spec.at(ENTRY);
        return entry.path("fold").isInt() && entry.path("folds").isInt()
                ? Optional.of(
                        new Fold(entry.get("fold").asInt(), entry.get("folds").asInt()))
                : Optional.empty();
    }

    /** In words, as {@code fold 2 of 5}. */
    public String text() {
        return "fold " + number + " of " + of;
    }
}
