package org.bestiary.experiments.schedule;

import org.bestiary.common.catalog.Kind;
import org.bestiary.common.catalog.Parameter;

/**
 * A lower rate after every so many epochs or updates.
 *
 * @param unit what {@code every} counts
 * @param every units between two changes
 * @param factor what the rate is multiplied with
 */
public record StepDecay(Unit unit, int every, double factor) implements Schedule {
    /** Its name and numbers. */
    public static final Kind<Schedule> KIND = Kind.of(
            "step",
            StepDecay.class,
            "times 'factor' every 'every'",
            Factors.UNIT,
            Parameter.whole("every", 1, Factors.LONGEST, "epochs (or steps) between two changes")
                    .usually(10),
            Factors.FACTOR);

    /** Checks the numbers. */
    public StepDecay {
        KIND.check(unit, every, factor);
    }

    @Override
    public LearningRate over(double rate, Span span) {
        long steps = every * unit.steps(span);
        return step -> rate * Math.pow(factor, Math.floorDiv(step, steps));
    }
}
