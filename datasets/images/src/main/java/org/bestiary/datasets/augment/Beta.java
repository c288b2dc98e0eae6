package org.bestiary.datasets.augment;

import org.bestiary.datasets.RandomStream;

/**
 * The symmetric Beta distribution, from two Gamma numbers (G. Marsaglia, W. Tsang, "A simple method for generating gamma
 * variables", 2000).
 */
final class Beta {
    private Beta() {}

    /** A number between 0 and 1, distributed as Beta(alpha, alpha). */
    static double draw(double alpha, RandomStream random) {
        double a = gamma(alpha, random);
        double b = gamma(alpha, random);
        return a + b == 0 ? 0.5 : a / (a + b);
    }

    private static double gamma(double shape, RandomStream random) {
        if (shape < 1) {
            double boost = StrictMath.pow(1 - random.nextDouble(), 1 / shape);
            return gamma(shape + 1, random) * boost;
        }
        double d = shape - 1.0 / 3;
        double c = 1 / StrictMath.sqrt(9 * d);
        while (true) {
            double normal = random.nextGaussian();
            double v = 1 + c * normal;
            double cube = v * v * v;
            double uniform = 1 - random.nextDouble();
            if (v > 0 && StrictMath.log(uniform) < 0.5 * normal * normal + d - d * cube + d * StrictMath.log(cube)) {
                return d * cube;
            }
        }
    }
}
