package org.bestiary.experiments.schedule;

/**
 * The training that a schedule is laid over.
 *
 * @param warmup updates of the warm-up, 0 for none
 * @param steps updates in all
 * @param stepsPerEpoch updates in an epoch
 */
public record Span(long warmup, long steps, int stepsPerEpoch) {
    /** How much of the time after the warm-up is over before an update, from 0 to 1. */
    double share(long step) {
        return Math.min(1, Math.max(0, (double) (step - warmup) / (steps - warmup)));
    }
}
