package org.bestiary.experiments.search.space;

/** The rules of two bounds. */
final class RangeRules {
    private RangeRules() {}

    /** Refuses bounds that enclose nothing, or that have no logarithm where one is needed. */
    static void check(double low, double high, boolean log) {
        if (!Double.isFinite(low) || !Double.isFinite(high)) {
            throw new IllegalArgumentException("both bounds must be finite, but got " + both(low, high));
        }
        if (low > high) {
            throw new IllegalArgumentException(
                    "the first bound must be the smaller one, but got " + both(low, high) + "; swap them");
        }
        if (low == high) {
            throw new IllegalArgumentException(
                    "the bounds must differ, but got " + both(low, high) + "; write the value into the spec instead");
        }
        if (log && low <= 0) {
            throw new IllegalArgumentException("the bounds of a logarithmic range must be above 0, but got "
                    + both(low, high) + "; raise the lower one, or leave the logarithm out");
        }
    }

    private static String both(double low, double high) {
        return "[" + Values.number(low) + ", " + Values.number(high) + "]";
    }
}
