package org.bestiary.experiments.search.prune;

import java.util.List;
import java.util.OptionalInt;
import org.bestiary.experiments.search.method.Observation;

/** Decides after each epoch whether a trial goes on, and which of those that were stopped goes on after all. */
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

    /** Whether trials that it stops may go on later. */
    default boolean mayPromote() {
        return false;
    }

    /**
     * Which stopped trial has earned to go on from its checkpoint, now that there is more to compare it with.
     *
     * @param trials all of them
     * @return its number; empty if there is none
     */
    default OptionalInt promotes(List<Observation> trials) {
        return OptionalInt.empty();
    }

    /**
     * Which stopped trial to finish if only one more can be.
     *
     * @param trials all of them
     * @return its number; empty if stopped trials stay stopped
     */
    default OptionalInt mostPromising(List<Observation> trials) {
        return OptionalInt.empty();
    }
}
