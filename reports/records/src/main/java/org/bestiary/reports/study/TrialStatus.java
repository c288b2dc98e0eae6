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
    /** Ended early because it did not look promising; goes on if it is promoted. */
    PRUNED,
    /** Ended without a value, as often as the study allows. */
    FAILED;

    /** The name as JSON and pages write it. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether nobody runs it or is to run it; a pruned one may still be promoted. */
    public boolean isFinished() {
        return this == COMPLETED || this == PRUNED || this == FAILED;
    }

    static TrialStatus of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
