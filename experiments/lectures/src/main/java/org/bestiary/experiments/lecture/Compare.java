package org.bestiary.experiments.lecture;

import java.util.Arrays;
import java.util.List;
import org.bestiary.experiments.config.Names;
import org.bestiary.experiments.config.SpecException;

/** How a measured number is held against the stated one. Texts must always be equal. */
public enum Compare {
    /** The same whole number; for numbers with decimals the same to nine digits. */
    EQUAL("equal", "", true),
    /** The same when rounded as it is stated, or within a relative tolerance. */
    ABOUT("about", "", true),
    /** Within an absolute tolerance. */
    WITHIN("within", "", true),
    /** Larger. */
    ABOVE("above", "> ", false),
    /** Smaller. */
    BELOW("below", "< ", false),
    /** Larger or the same. */
    AT_LEAST("atLeast", "≥ ", false),
    /** Smaller or the same. */
    AT_MOST("atMost", "≤ ", false),
    /** No farther from zero than the tolerance. */
    ZERO("zero", "", false);

    private final String id;
    private final String prefix;
    private final boolean figure;

    Compare(String id, String prefix, boolean figure) {
        this.id = id;
        this.prefix = prefix;
        this.figure = figure;
    }

    /** The word of ledgers. */
    public String id() {
        return id;
    }

    /** What stands before the stated value. */
    public String prefix() {
        return prefix;
    }

    /** Whether a figure is named; otherwise an effect is claimed. */
    public boolean figure() {
        return figure;
    }

    /** Whether a tolerance is part of it. */
    boolean tolerant() {
        return this == ABOUT || this == WITHIN || this == ZERO;
    }

    /**
     * Reads the word.
     *
     * @throws SpecException if it is none
     */
    static Compare of(String id) {
        List<String> ids = Arrays.stream(values()).map(Compare::id).toList();
        return Arrays.stream(values())
                .filter(c -> c.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new SpecException("no rule is called '" + id + "'" + Names.hint(id, ids)));
    }

    /** Whether one measured number is as stated. */
    boolean holds(Number measured, Number stated, double tolerance) {
        if (this == EQUAL && isWhole(measured) && isWhole(stated)) {
            return measured.longValue() == stated.longValue();
        }
        return holds(measured.doubleValue(), stated.doubleValue(), tolerance);
    }

    private static boolean isWhole(Number n) {
        return n instanceof Long || n instanceof Integer;
    }

    private boolean holds(double measured, double stated, double tolerance) {
        double distance = Math.abs(measured - stated);
        return switch (this) {
            case EQUAL -> distance <= 1e-9 * Math.abs(stated);
            case ABOUT -> distance <= tolerance * Math.abs(stated) || distance <= Figure.unit(stated) / 2;
            case WITHIN -> distance <= tolerance;
            case ABOVE -> measured > stated;
            case BELOW -> measured < stated;
            case AT_LEAST -> measured >= stated;
            case AT_MOST -> measured <= stated;
            case ZERO -> Math.abs(measured) <= tolerance;
        };
    }

    /**
     * Whether an estimate decides for what is stated. For an effect the whole 95% interval must lie on the claimed side; for a
     * figure the mean must be as stated. A single run decides nothing.
     */
    boolean holds(Estimate measured, double stated, double tolerance) {
        if (measured.runs() < 2) {
            return false;
        }
        return switch (this) {
            case ABOVE -> measured.low() > stated;
            case AT_LEAST -> measured.low() >= stated;
            case BELOW -> measured.high() < stated;
            case AT_MOST -> measured.high() <= stated;
            case EQUAL, ABOUT, WITHIN, ZERO -> holds(measured.mean(), stated, tolerance);
        };
    }

    /** Whether an estimate leaves open what is stated: its 95% interval holds a value that would be as stated, and others. */
    boolean undecided(Estimate measured, double stated, double tolerance) {
        if (measured.runs() < 2) {
            return true;
        }
        double nearest = Math.max(measured.low(), Math.min(measured.high(), stated));
        return figure || this == ZERO
                ? holds(nearest, stated, tolerance)
                : measured.low() <= stated && measured.high() >= stated;
    }
}
