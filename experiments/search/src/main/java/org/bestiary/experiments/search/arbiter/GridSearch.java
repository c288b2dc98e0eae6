package org.bestiary.experiments.search.arbiter;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bestiary.experiments.search.method.Observation;
import org.bestiary.experiments.search.method.Suggester;
import org.bestiary.experiments.search.space.Assignment;
import org.bestiary.experiments.search.space.SearchSpace;
import org.deeplearning4j.arbiter.optimize.generator.GridSearchCandidateGenerator;
import org.deeplearning4j.arbiter.optimize.generator.GridSearchCandidateGenerator.Mode;

/**
 * Every combination, once: points that differ only in parameters that are not there are one point. For few parameters with few
 * values each, where a full table is wanted.
 */
public final class GridSearch implements Suggester {
    /** More points than this are refused. */
    public static final int MOST_POINTS = 100_000;

    private final List<Assignment> points;

    /**
     * @param space what is searched
     * @param steps values taken of each continuous parameter, both bounds among them
     * @throws IllegalArgumentException if the grid has more than {@value #MOST_POINTS} points
     */
    public GridSearch(SearchSpace space, int steps) {
        UnitSpace unit = new UnitSpace(space);
        long raw = 1;
        for (var p : space.parameters()) {
            raw *= p.dimension().count().orElse(steps);
            if (raw > MOST_POINTS) {
                throw new IllegalArgumentException("a grid must have at most " + MOST_POINTS
                        + " points, but this one has more; take fewer steps, or another method");
            }
        }
        GridSearchCandidateGenerator generator =
                new GridSearchCandidateGenerator(unit, steps, Mode.Sequential, Map.of());
        Set<Assignment> distinct = new LinkedHashSet<>();
        while (generator.hasMoreCandidates()) {
            distinct.add(unit.point(generator.getCandidate().getFlatParameters()));
        }
        points = new ArrayList<>(distinct);
    }

    /** How many points the grid has. */
    public int size() {
        return points.size();
    }

    @Override
    public Optional<Assignment> suggest(int number, List<Observation> earlier) {
        return number < points.size() ? Optional.of(points.get(number)) : Optional.empty();
    }
}
