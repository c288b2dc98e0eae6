package org.bestiary.experiments.schedule;

import org.bestiary.common.catalog.Bounds;
import org.bestiary.common.catalog.Kind;
import org.bestiary.common.catalog.Parameter;

/**
 * Up to the learning rate and down (L. Smith and N. Topin, Super-convergence, 2018, <a
 * href="https://arxiv.org/abs/1708.07120">arXiv:1708.07120</a>); with half cosines in place of straight lines, as torch has
 * them.
 *
 * @param endFactor rate at the end as a share of the learning rate
 * @param startFactor rate at the start as a share of the learning rate
 * @param peakAt share of the training after which the rate is highest
 */
public record OneCycle(double endFactor, double startFactor, double peakAt) implements Schedule {
    /** Its name and numbers. */
    public static final Kind<Schedule> KIND = Kind.of(
            "one-cycle",
            OneCycle.class,
            "up from 'startFactor' to the learning rate at 'peakAt', then down to 'endFactor'",
            Factors.END_FACTOR,
            Parameter.decimal("startFactor", Bounds.above(0, 1), "rate at the start, as a share of the learning rate")
                    .usually(0.04),
            Parameter.decimal(
                            "peakAt",
                            new Bounds(0, false, 1, false),
                            "share of the training after which the rate is highest")
                    .usually(0.3));

    /** Checks the numbers. */
    public OneCycle {
        KIND.check(endFactor, startFactor, peakAt);
    }

    @Override
    public LearningRate over(double rate, Span span) {
        return step -> {
            double share = span.share(step);
            return share < peakAt
                    ? rate * (1 + (startFactor - 1) * Factors.halfCosine(share / peakAt))
                    : rate * (endFactor + (1 - endFactor) * Factors.halfCosine((share - peakAt) / (1 - peakAt)));
        };
    }
}
