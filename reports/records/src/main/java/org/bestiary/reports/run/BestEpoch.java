package org.bestiary.reports.run;

import java.util.OptionalDouble;

/**
 * The epoch whose parameters were kept and tested.
 *
 * @param epoch its number, from 1
 * @param validationAccuracy the top-1 that chose it, in percent; empty without a validation split, when it is the last
 */
public record BestEpoch(int epoch, OptionalDouble validationAccuracy) {
    public BestEpoch {
        Rules.atLeast("best.epoch", 1, epoch);
        validationAccuracy = Rules.percent("best.validationAccuracy", validationAccuracy);
    }
}
