package org.bestiary.reports.study;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a study stands. In JSON the names are lower-case. */
public enum StudyStatus {
    /** Trials are, or may be, added and run. */
    OPEN,
    /** Its budget is spent. */
    COMPLETED,
    /** Ended before that. */
    STOPPED;

    /** The name as JSON and pages write it. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static StudyStatus of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
