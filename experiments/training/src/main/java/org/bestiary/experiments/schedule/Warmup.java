package org.bestiary.experiments.schedule;

import java.util.Optional;
import org.bestiary.common.catalog.Bounds;
import org.bestiary.common.catalog.Kind;
import org.bestiary.common.catalog.Parameter;

/**
 * A straight rise of the rate.
 *
 * @param epochs its length in epochs; empty when {@code steps} is given
 * @param steps its length in updates; empty when {@code epochs} is given
 * @param from share of the rate that it starts above
 */
public record Warmup(Optional<Double> epochs, Optional<Integer> steps, double from) {
    static final Kind<Warmup> KIND = Kind.of(
            "warmup",
            Warmup.class,
            "a straight rise to the first rate of the schedule, which begins after it; give 'epochs' or 'steps'",
            Parameter.decimal("epochs", Bounds.above(0, 100_000), "length in epochs")
                    .unlessGiven("that in updates"),
            Parameter.whole("steps", 1, 1_000_000_000, "length in updates").unlessGiven("that in epochs"),
            Parameter.decimal("from", Bounds.below(0, 1), "share of the rate that the rise starts above")
                    .usually(0.0));

    /** Checks the numbers. */
    public Warmup {
        KIND.check(epochs, steps, from);
    }

    /** Updates that it takes, at least one. */
    long length(int stepsPerEpoch) {
        return steps.map(Integer::longValue)
                .orElseGet(() -> Math.max(1, Math.round(epochs.orElseThrow() * stepsPerEpoch)));
    }
}
