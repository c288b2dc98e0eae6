package org.bestiary.experiments.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/** Short forms of an experiment, which show that it works and are no result. */
public enum TryOut {
    /** No trial: the experiment itself. */
    NONE("none"),
    /** A few batches of everything. */
    SMOKE("smoke"),
    /** One batch until it is learnt. */
    OVERFIT_ONE_BATCH("overfit-one-batch");

    private final String label;

    TryOut(String label) {
        this.label = label;
    }

    /** The name in a spec. */
    @JsonValue
    public String label() {
        return label;
    }

    /** The trial of this name; the schema lets no other through. */
    @JsonCreator
    public static TryOut of(String label) {
        return Arrays.stream(values())
                .filter(t -> t.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("trial must be none, smoke or overfit-one-batch, got "
                        + label + "; leave it out for a run that counts"));
    }
}
