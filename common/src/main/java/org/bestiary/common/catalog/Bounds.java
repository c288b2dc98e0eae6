package org.bestiary.common.catalog;

import java.math.BigDecimal;

/**
 * The numbers from one to another.
 *
 * @param low the least
 * @param lowIncluded whether it is one of them
 * @param high the greatest
 * @param highIncluded whether it is one of them
 */
public record Bounds(double low, boolean lowIncluded, double high, boolean highIncluded) {
    /** Checks that there is a number between. */
    public Bounds {
        if (!(low < high) || !Double.isFinite(low) || !Double.isFinite(high)) {
            throw new CatalogException("", "Bounds must be finite and rise, got " + low + " to " + high + ".");
        }
    }

    /**
     * Both ends included.
     *
     * @param low the least
     * @param high the greatest
     * @return the bounds
     */
    public static Bounds from(double low, double high) {
        return new Bounds(low, true, high, true);
    }

    /**
     * Without the low end.
     *
     * @param low too low by nothing
     * @param high the greatest
     * @return the bounds
     */
    public static Bounds above(double low, double high) {
        return new Bounds(low, false, high, true);
    }

    /**
     * Without the high end.
     *
     * @param low the least
     * @param high too high by nothing
     * @return the bounds
     */
    public static Bounds below(double low, double high) {
        return new Bounds(low, true, high, false);
    }

    /**
     * Whether a number is one of them.
     *
     * @param number any; infinity and no number are none
     * @return whether it is
     */
    public boolean contains(double number) {
        return (lowIncluded ? number >= low : number > low) && (highIncluded ? number <= high : number < high);
    }

    /**
     * As a rule, behind "must be".
     *
     * @return as {@code from 0 to 1}, or {@code above 0 and at most 100}
     */
    public String rule() {
        if (lowIncluded && highIncluded) {
            return "from " + this;
        }
        return (lowIncluded ? "at least " : "above ")
                + plain(low)
                + (highIncluded ? " and at most " : " and below ")
                + plain(high);
    }

    /** For tables: {@code 0 to 1}, {@code above 0 to 100}, {@code 0 to under 1}. */
    @Override
    public String toString() {
        return (lowIncluded ? "" : "above ") + plain(low) + (highIncluded ? " to " : " to under ") + plain(high);
    }

    /**
     * A number as people type it: without a needless {@code .0} and, unless it is tiny or huge, without an exponent.
     *
     * @param number finite
     * @return its digits
     */
    public static String plain(double number) {
        double size = Math.abs(number);
        return size == 0 || size >= 1e-7 && size < 1e15
                ? new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString()
                : Double.toString(number);
    }
}
