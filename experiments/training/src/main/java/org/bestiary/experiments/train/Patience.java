package org.bestiary.experiments.train;

import java.util.Optional;
import org.bestiary.experiments.config.Monitor;

/**
 * How long validation has not improved.
 *
 * @param best the best value so far; empty before the first
 * @param waited epochs since then
 */
record Patience(Optional<Double> best, int waited) {
    /** Before the first epoch. */
    static final Patience START = new Patience(Optional.empty(), 0);

    /**
     * After another epoch.
     *
     * @param value what was measured
     * @param monitor whether less or more of it is better
     * @param minDelta improvements up to this do not count
     */
    Patience after(double value, Monitor monitor, double minDelta) {
        double gain =
                best.map(b -> monitor == Monitor.LOSS ? b - value : value - b).orElse(Double.POSITIVE_INFINITY);
        return gain > minDelta ? new Patience(Optional.of(value), 0) : new Patience(best, waited + 1);
    }

    /** The same with the waiting begun anew. */
    Patience restarted() {
        return new Patience(best, 0);
    }
}
