package org.bestiary.experiments.lecture;

import java.util.List;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * A mean over runs, or the difference of two, with its 95% interval.
 *
 * @param mean the estimate
 * @param low lower end of the interval
 * @param high upper end; not less than {@code low}
 * @param runs number of runs behind it, the smaller one of two
 */
public record Estimate(double mean, double low, double high, int runs) {
    private static final double UPPER = 0.975;

    public Estimate {
        if (!(low <= mean && mean <= high)) {
            throw new IllegalArgumentException(
                    "an interval must hold its mean, but got " + low + " to " + high + " around " + mean);
        }
    }

    /** Mean and Student's 95% interval; with a single value the interval is unbounded. */
    public static Estimate of(List<Double> values) {
        double mean = mean(values);
        double error = Math.sqrt(variance(values, mean) / values.size());
        return around(mean, error, values.size() - 1.0, values.size());
    }

    /** Difference of two means and Welch's 95% interval: spreads may differ. */
    public static Estimate difference(List<Double> a, List<Double> b) {
        double meanA = mean(a);
        double meanB = mean(b);
        double partA = variance(a, meanA) / a.size();
        double partB = variance(b, meanB) / b.size();
        double sum = partA + partB;
        double freedom = sum == 0
                ? a.size() + b.size() - 2.0
                : sum * sum / (partA * partA / (a.size() - 1) + partB * partB / (b.size() - 1));
        return around(meanA - meanB, Math.sqrt(sum), freedom, Math.min(a.size(), b.size()));
    }

    private static Estimate around(double mean, double error, double freedom, int runs) {
        if (runs < 2) {
            return new Estimate(mean, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, runs);
        }
        double reach = error == 0 ? 0 : new TDistribution(freedom).inverseCumulativeProbability(UPPER) * error;
        return new Estimate(mean, mean - reach, mean + reach, runs);
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    private static double variance(List<Double> values, double mean) {
        double sum = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
        return values.size() < 2 ? Double.NaN : sum / (values.size() - 1);
    }
}
