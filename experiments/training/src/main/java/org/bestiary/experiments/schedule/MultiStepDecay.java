package org.bestiary.experiments.schedule;

import java.util.List;
import org.bestiary.common.catalog.Kind;
import org.bestiary.common.catalog.Parameter;

/**
 * A lower rate after each of some milestones.
 *
 * @param unit what {@code at} counts
 * @param at after how many units the rate changes, rising
 * @param factor what the rate is multiplied with
 */
public record MultiStepDecay(Unit unit, List<Integer> at, double factor) implements Schedule {
    /** Its name and numbers. */
    public static final Kind<Schedule> KIND = Kind.of(
            "multi-step",
            MultiStepDecay.class,
            "times 'factor' at each of 'at'",
            Factors.UNIT,
            Parameter.wholes("at", 1, Factors.LONGEST, "after how many epochs (or steps) the rate changes, rising")
                    .suchAs(List.of(80, 120)),
            Factors.FACTOR);

    /** Checks the numbers. */
    public MultiStepDecay {
        at = List.copyOf(at);
        KIND.check(unit, at, factor);
        List<Integer> rising = at.stream().sorted().distinct().toList();
        KIND.require(rising.equals(at), "at", "must rise, but got " + at + "; the nearest is " + rising);
    }

    @Override
    public LearningRate over(double rate, Span span) {
        long[] milestones = at.stream().mapToLong(m -> m * unit.steps(span)).toArray();
        return step -> {
            int passed = 0;
            while (passed < milestones.length && milestones[passed] <= step) {
                passed++;
            }
            return rate * Math.pow(factor, passed);
        };
    }
}
