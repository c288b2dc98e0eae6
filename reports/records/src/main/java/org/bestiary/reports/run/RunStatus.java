package org.bestiary.reports.run;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** Where a run stands. In JSON the names are lower-case. */
public enum RunStatus {
    /** Under way, or killed so suddenly that it could not say so. */
    RUNNING,
    /** Trained to its end and evaluated. */
    COMPLETED,
    /** The loss stopped being a number; the last good checkpoint is kept. */
    DIVERGED,
    /** Stopped from outside in good order; it can be resumed. */
    INTERRUPTED,
    /** Stopped by an error that is not divergence. */
    FAILED;

    /** The name as JSON and pages write it. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The status with that label.
     *
     * @throws IllegalArgumentException if there is none
     */
    @JsonCreator
    public static RunStatus of(String label) {
        return Arrays.stream(values())
                .filter(status -> status.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("status must be one of "
                        + Arrays.stream(values()).map(RunStatus::label).toList() + ", got " + Rules.quote(label)
                        + "; correct it"));
    }
}
