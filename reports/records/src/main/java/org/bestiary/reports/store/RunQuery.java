package org.bestiary.reports.store;

import java.util.Optional;

/**
 * Which runs are wanted, and in which order.
 *
 * @param condition which
 * @param sort name of the field to sort by, see {@link RunField}
 * @param descending whether the largest comes first; runs without the field come last either way
 * @param offset how many to pass over first
 * @param limit how many at most, at least 1
 */
public record RunQuery(Condition condition, String sort, boolean descending, long offset, int limit) {
    /** How many runs one list may have. */
    public static final int MOST = 10_000;

    public RunQuery {
        if (limit < 1 || limit > MOST) {
            throw new ConditionException(
                    "--limit must be from 1 to " + MOST + ", got " + limit + "; for all runs use bestiary runs export");
        }
        if (offset < 0) {
            throw new ConditionException("a list must begin at 0 or later, got " + offset + "; begin at 0");
        }
        RunField.sortable(sort);
    }

    /** From the first on. */
    public RunQuery(Condition condition, String sort, boolean descending, int limit) {
        this(condition, sort, descending, 0, limit);
    }

    /** The same, but for the first ones. */
    public RunQuery from(long first) {
        return new RunQuery(condition, sort, descending, first, limit);
    }

    /** The newest runs of which a condition holds. */
    public static RunQuery newest(Condition condition, int limit) {
        return new RunQuery(condition, "started", true, limit);
    }

    /**
     * Runs in an order as one writes it: {@code testAccuracy} for the largest first, {@code +testAccuracy} for the smallest
     * first.
     */
    public static RunQuery sorted(Condition condition, Optional<String> order, int limit) {
        String given = order.orElse("started");
        boolean ascending = given.startsWith("+");
        return new RunQuery(condition, ascending ? given.substring(1) : given, !ascending, limit);
    }
}
