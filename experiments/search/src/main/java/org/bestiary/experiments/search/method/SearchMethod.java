package org.bestiary.experiments.search.method;

import java.util.Optional;
import org.bestiary.experiments.search.space.SearchSpace;

/** How a sweep is asked to choose its points: a search method with its numbers. A record; immutable. */
public interface SearchMethod {
    /**
     * What chooses the points.
     *
     * @param space what is searched
     * @param seed of everything random
     * @return a pure function of both and of the trials so far
     */
    Suggester suggester(SearchSpace space, long seed);

    /**
     * Whether it ends by itself, when it has been through all points: a sweep then needs no budget.
     *
     * @return true for a grid
     */
    default boolean isExhaustive() {
        return false;
    }

    /**
     * Values taken of each continuous parameter.
     *
     * @return empty where any may be taken
     */
    default Optional<Integer> steps() {
        return Optional.empty();
    }

    /**
     * Checks that it can search a space.
     *
     * @param space what is to be searched
     * @throws org.bestiary.common.catalog.CatalogException if it cannot; names the place in the spec
     */
    default void check(SearchSpace space) {}
}
