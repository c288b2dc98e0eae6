package org.bestiary.experiments.search.prune;

import java.util.List;
import org.bestiary.experiments.search.method.Observation;

/** Decides after each epoch whether a trial goes on. */
@FunctionalInterface
public interface Pruner {
    /** Stops nothing. */
    Pruner NONE = (trial, others) -> false;

    /**
     * Whether to stop a trial.
     *
     * @param trial with at least one epoch
     * @param others all other trials, whatever their status
     */
    boolean stops(Observation trial, List<Observation> others);
}
