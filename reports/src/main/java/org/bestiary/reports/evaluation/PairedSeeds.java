package org.bestiary.reports.evaluation;

import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Whether two networks differ over the same seeds: Student's paired t test on the differences of their accuracies.
 *
 * @param seeds number of seeds that both were trained with, at least 2
 * @param meanDifference mean of first minus second, in percentage points
 * @param low lower end of its 95% interval
 * @param high upper end
 * @param p two-sided p-value of the hypothesis that the mean difference is zero
 */
public record PairedSeeds(int seeds, double meanDifference, double low, double high, double p) {
    /**
     * The test for these differences.
     *
     * @param differences first minus second for each seed, at least two of them
     */
    public static PairedSeeds of(List<Double> differences) {
        int n = differences.size();
        if (n < 2) {
            throw new IllegalArgumentException(
                    "a paired test must have at least 2 seeds, got " + n + "; train both with more of the same seeds");
        }
        double mean = differences.stream().mapToDouble(d -> d).average().orElseThrow();
        double squares =
                differences.stream().mapToDouble(d -> (d - mean) * (d - mean)).sum();
        double error = Math.sqrt(squares / (n - 1) / n);
        TDistribution t = TDistribution.of(n - 1);
        if (error == 0) {
            return new PairedSeeds(n, mean, mean, mean, mean == 0 ? 1 : 0);
        }
        double half = t.inverseCumulativeProbability(0.975) * error;
        double p = 2 * t.survivalProbability(Math.abs(mean) / error);
        return new PairedSeeds(n, mean, mean - half, mean + half, p);
    }
}
