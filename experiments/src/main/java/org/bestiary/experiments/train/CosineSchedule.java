package org.bestiary.experiments.train;

import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Cosine annealing without restarts (Loshchilov and Hutter: SGDR, 2017): the rate falls from {@code initial} at the first
 * step to 0 after the last.
 */
public final class CosineSchedule implements ISchedule {
    private static final long serialVersionUID = 1L;

    private final double initial;
    private final long steps;

    /**
     * @param initial rate at step 0
     * @param steps number of steps of the whole training, at least 1
     */
    public CosineSchedule(@JsonProperty("initial") double initial, @JsonProperty("steps") long steps) {
        this.initial = initial;
        this.steps = steps;
    }

    @Override
    public double valueAt(int iteration, int epoch) {
        double share = Math.min(1, (double) iteration / steps);
        return initial * 0.5 * (1 + Math.cos(Math.PI * share));
    }

    /** The rate at step 0. */
    public double getInitial() {
        return initial;
    }

    /** Number of steps of the whole training. */
    public long getSteps() {
        return steps;
    }

    @Override
    public ISchedule clone() {
        return new CosineSchedule(initial, steps);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CosineSchedule c && c.initial == initial && c.steps == steps;
    }

    @Override
    public int hashCode() {
        return Double.hashCode(initial) * 31 + Long.hashCode(steps);
    }
}
