package org.bestiary.reports.evaluation;

/**
 * The 95% score interval of a proportion (E. B. Wilson, "Probable inference, the law of succession, and statistical
 * inference", 1927). Unlike the textbook interval it stays inside 0 to 100 percent and keeps a width when every example
 * was right, which is where good classifiers live.
 *
 * @param low lower end, in percent
 * @param high upper end, in percent
 */
public record Wilson(double low, double high) {
    /** The 97.5% quantile of the standard normal distribution. */
    private static final double Z = 1.959963984540054;

    /**
     * The interval for {@code correct} right answers out of {@code examples}.
     *
     * @throws IllegalArgumentException unless {@code 0 <= correct <= examples} and {@code examples >= 1}
     */
    public static Wilson of(long correct, long examples) {
        if (examples < 1 || correct < 0 || correct > examples) {
            throw new IllegalArgumentException("0 <= correct <= examples and examples >= 1 must hold, got correct="
                    + correct + ", examples=" + examples + "; evaluate at least one example");
        }
        double n = examples;
        double p = correct / n;
        double denominator = 1 + Z * Z / n;
        double centre = (p + Z * Z / (2 * n)) / denominator;
        double half = Z / denominator * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
        // The ends are exact at the extremes; rounding must not push them past what is possible.
        double low = correct == 0 ? 0 : Math.max(0, centre - half);
        double high = correct == examples ? 1 : Math.min(1, centre + half);
        return new Wilson(100 * low, 100 * high);
    }
}
