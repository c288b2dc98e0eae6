package org.bestiary.experiments.schedule;

import org.bestiary.common.catalog.Kind;

/**
 * A rate that falls by the same share in every update.
 *
 * @param unit in what the rate falls by the factor
 * @param factor what the rate is multiplied with
 */
public record ExponentialDecay(Unit unit, double factor) implements Schedule {
    /** Its name and numbers. */
    public static final Kind<Schedule> KIND = Kind.of(
            "exponential",
            ExponentialDecay.class,
            "times 'factor' in every epoch, evenly",
            Factors.UNIT,
            Factors.FACTOR.usually(0.95));

    /** Checks the numbers. */
    public ExponentialDecay {
        KIND.check(unit, factor);
    }

    @Override
    public LearningRate over(double rate, Span span) {
        return step -> rate * Math.pow(factor, (double) (step - span.warmup()) / unit.steps(span));
    }
}
