package org.bestiary.reports.evaluation;

import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Whether two networks differ over the same seeds: Student's paired t test on the differences of their accuracies.
 *
 * <p>Folds of a cross-validation share most of their training images, so that their results are not independent and the plain
 * test would find differences where there are none. For them the variance is corrected.
 *
 * @param seeds number of seeds (or seeds and folds) that both were trained with, at least 2
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
        return of(differences, 0);
    }

    /**
     * The test for the folds of a cross-validation, repeated with any number of seeds; C. Nadeau, Y. Bengio, "Inference for the
     * Generalization Error", 2003.
     *
     * @param differences first minus second for each fold (and seed), at least two of them
     * @param folds how many folds the images were divided into, at least 2
     */
    public static PairedSeeds ofFolds(List<Double> differences, int folds) {
        // Images that a run validates with, by those that it learns from.
        return of(differences, 1.0 / (folds - 1));
    }

    private static PairedSeeds of(List<Double> differences, double shared) {
        int n = differences.size();
        if (n < 2) {
            throw new IllegalArgumentException(
                    "a paired test must have at least 2 seeds, got " + n + "; train both with more of the same seeds");
        }
        double mean = differences.stream().mapToDouble(d -> d).average().orElseThrow();
        double squares =
                differences.stream().mapToDouble(d -> (d - mean) * (d - mean)).sum();
        double error = Math.sqrt(squares / (n - 1) * (1.0 / n + shared));
        TDistribution t = TDistribution.of(n - 1);
        if (error == 0) {
            return new PairedSeeds(n, mean, mean, mean, mean == 0 ? 1 : 0);
        }
        double half = t.inverseCumulativeProbability(0.975) * error;
        double p = 2 * t.survivalProbability(Math.abs(mean) / error);
        return new PairedSeeds(n, mean, mean - half, mean + half, p);
    }
}
