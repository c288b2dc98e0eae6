package org.bestiary.zoo.update;

import org.nd4j.linalg.schedule.ISchedule;

/** 0.4, halved in every step. */
public final class Halving implements ISchedule {
    private static final long serialVersionUID = 1L;

    @Override
    public double valueAt(int iteration, int epoch) {
        return 0.4 * Math.pow(0.5, iteration);
    }

    @Override
    @SuppressWarnings("MethodDoesntCallSuperMethod")
    public ISchedule clone() {
        return new Halving();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Halving;
    }

    @Override
    public int hashCode() {
        return 1;
    }
}
