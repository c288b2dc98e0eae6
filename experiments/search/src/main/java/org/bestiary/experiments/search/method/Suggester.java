package org.bestiary.experiments.search.method;

import java.util.List;
import java.util.Optional;
import org.bestiary.experiments.search.space.Assignment;

/** A search method. */
@FunctionalInterface
public interface Suggester {
    /**
     * The point for a trial. The same arguments give the same point, always.
     *
     * @param number of the trial, from 0
     * @param earlier the trials before it, in their order, finished or not
     * @return empty when there is no further point
     */
    Optional<Assignment> suggest(int number, List<Observation> earlier);
}
