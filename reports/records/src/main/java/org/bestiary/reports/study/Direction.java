package org.bestiary.reports.study;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What is better: less, such as a loss, or more, such as an accuracy. In JSON the names are lower-case. */
public enum Direction {
    /** Less is better. */
    MINIMIZE,
    /** More is better. */
    MAXIMIZE;

    /** The name as JSON and pages write it. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether {@code value} is better than {@code other}; every number is better than NaN. */
    public boolean isBetter(double value, double other) {
        if (Double.isNaN(value) || Double.isNaN(other)) {
            return !Double.isNaN(value) && Double.isNaN(other);
        }
        return this == MINIMIZE ? value < other : value > other;
    }

    static Direction of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
