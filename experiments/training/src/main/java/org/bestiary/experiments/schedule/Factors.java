package org.bestiary.experiments.schedule;

import org.bestiary.common.catalog.Bounds;
import org.bestiary.common.catalog.Parameter;

/** What several schedules have. */
final class Factors {
    static final Parameter UNIT = Parameter.choice(
                    "unit",
                    Unit.values(),
                    "what 'every', 'at' and the 'factor' of exponential count; the first two from the start of training")
            .usually(Unit.EPOCHS);
    static final Parameter FACTOR = Parameter.decimal("factor", Bounds.above(0, 1), "what the rate is multiplied with")
            .usually(0.1);
    static final Parameter END_FACTOR = Parameter.decimal(
                    "endFactor", Bounds.from(0, 1), "rate at the end, as a share of the learning rate")
            .usually(0.0);
    static final int LONGEST = 1_000_000_000;

    private Factors() {}

    /** Half a cosine: from 1 to 0 as its argument rises from 0 to 1. */
    static double halfCosine(double share) {
        return 0.5 * (1 + Math.cos(Math.PI * share));
    }
}
