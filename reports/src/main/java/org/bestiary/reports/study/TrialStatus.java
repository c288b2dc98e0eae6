package org.bestiary.reports.study;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a trial stands. In JSON the names are lower-case. */
public enum TrialStatus {
    /** Nobody runs it (any more): the next worker that claims one gets it. */
    WAITING,
    /** A worker holds its lease; if that has expired, the next worker gets it. */
    RUNNING,
    /** Ended with a value. */
    COMPLETED,
    /** Ended early because it did not look promising. */
    PRUNED,
    /** Ended without a value, as often as the study allows. */
    FAILED;

    /** The name as JSON and pages write it. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it will not be run again. */
    public boolean isFinished() {
        return this == COMPLETED || this == PRUNED || this == FAILED;
    }

    static TrialStatus of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
