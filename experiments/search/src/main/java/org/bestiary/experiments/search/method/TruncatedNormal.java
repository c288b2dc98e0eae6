package org.bestiary.experiments.search.method;

import org.apache.commons.math3.distribution.NormalDistribution;

/** A normal distribution cut off at 0 and 1. */
final class TruncatedNormal {
    private static final NormalDistribution STANDARD = new NormalDistribution(null, 0, 1);
    private static final double TINY = 1e-300;

    private final double mean;
    private final double deviation;
    private final double below;
    private final double mass;
    private final double logScale;

    /**
     * @param mean its centre before cutting, from 0 to 1
     * @param deviation its standard deviation before cutting, above 0
     */
    TruncatedNormal(double mean, double deviation) {
        this.mean = mean;
        this.deviation = deviation;
        this.below = cumulative(0);
        this.mass = Math.max(TINY, cumulative(1) - below);
        this.logScale = Math.log(deviation * Math.sqrt(2 * Math.PI) * mass);
    }

    private double cumulative(double x) {
        return STANDARD.cumulativeProbability((x - mean) / deviation);
    }

    /** The logarithm of the density. */
    double logDensity(double x) {
        double z = (x - mean) / deviation;
        return -0.5 * z * z - logScale;
    }

    /** The logarithm of the mean density between two positions. */
    double logDensity(double from, double to) {
        return Math.log(Math.max(TINY, (cumulative(to) - cumulative(from)) / (to - from) / mass));
    }

    /** The position below which a share of the mass lies. */
    double quantile(double share) {
        double p = Math.min(1, below + share * mass);
        return Math.min(1, Math.max(0, mean + deviation * STANDARD.inverseCumulativeProbability(p)));
    }
}
