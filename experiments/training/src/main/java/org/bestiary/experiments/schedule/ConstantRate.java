package org.bestiary.experiments.schedule;

import org.bestiary.common.catalog.Kind;

/**
 * The same rate all the time.
 */
public record ConstantRate() implements Schedule {
    /** Its name and numbers. */
    public static final Kind<Schedule> KIND = Kind.of("constant", ConstantRate.class, "the rate stays");

    /** Checks the numbers. */
    public ConstantRate {
        KIND.check();
    }

    @Override
    public LearningRate over(double rate, Span span) {
        return step -> rate;
    }
}
