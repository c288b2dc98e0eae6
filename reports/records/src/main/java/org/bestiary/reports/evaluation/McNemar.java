package org.bestiary.reports.evaluation;

import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Whether two classifiers differ on the same examples (Q. McNemar, "Note on the sampling error of the difference between
 * correlated proportions or percentages", 1947). Only the examples count on which exactly one of them is right.
 *
 * @param onlyFirst examples that only the first got right
 * @param onlySecond examples that only the second got right
 * @param exact whether the p-value is the binomial test's, as it is for fewer than {@value #FEW} such examples, or
 *     chi-squared's with continuity correction
 * @param p two-sided p-value of the hypothesis that both are right equally often
 */
public record McNemar(long onlyFirst, long onlySecond, boolean exact, double p) {
    private static final int FEW = 25;

    /** The test for these counts. */
    public static McNemar of(long onlyFirst, long onlySecond) {
        if (onlyFirst < 0 || onlySecond < 0) {
            throw new IllegalArgumentException(
                    "counts of examples must be at least 0, got " + onlyFirst + " and " + onlySecond + "; count again");
        }
        long n = onlyFirst + onlySecond;
        if (n < FEW) {
            double tail = n == 0
                    ? 1
                    : BinomialDistribution.of((int) n, 0.5)
                            .cumulativeProbability((int) Math.min(onlyFirst, onlySecond));
            return new McNemar(onlyFirst, onlySecond, true, Math.min(1, 2 * tail));
        }
        double distance = Math.max(0, Math.abs(onlyFirst - onlySecond) - 1);
        double statistic = distance * distance / n;
        return new McNemar(
                onlyFirst, onlySecond, false, ChiSquaredDistribution.of(1).survivalProbability(statistic));
    }
}
