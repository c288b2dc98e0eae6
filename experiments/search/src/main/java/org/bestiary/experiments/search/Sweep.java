package org.bestiary.experiments.search;

import java.util.List;
import java.util.stream.LongStream;
import org.bestiary.experiments.config.SpecReader;
import org.bestiary.experiments.config.SweepSource;
import org.bestiary.experiments.search.method.SearchMethod;
import org.bestiary.experiments.search.method.Suggester;
import org.bestiary.experiments.search.method.Unrepeated;
import org.bestiary.experiments.search.prune.Pruner;
import org.bestiary.experiments.search.prune.Pruning;
import org.bestiary.experiments.search.space.Assignment;
import org.bestiary.experiments.search.space.SearchSpace;

/**
 * A search over specs, complete and checked.
 *
 * @param source the spec with its gaps
 * @param name name of the experiment
 * @param space what fills the gaps
 * @param method how its points are chosen
 * @param pruning which trials are stopped early
 * @param budget when the sweep ends
 * @param seedsPerTrial runs of each trial, for each fold
 * @param folds of each trial; 1 without cross-validation
 * @param objective what is compared
 * @param parallel trials side by side
 * @param seed of the choice of parameters
 * @param seeds of the trials' runs, the same for every trial
 * @param epochs most epochs that a run of a trial can have
 */
public record Sweep(
        SweepSource source,
        String name,
        SearchSpace space,
        SearchMethod method,
        Pruning pruning,
        Budget budget,
        int seedsPerTrial,
        int folds,
        Objective objective,
        int parallel,
        long seed,
        List<Long> seeds,
        int epochs) {
    public Sweep {
        seeds = List.copyOf(seeds);
    }

    /** Runs of each trial: one for each fold and seed. */
    public int runsPerTrial() {
        return folds * seedsPerTrial;
    }

    /** What the method is called in specs. */
    public String methodName() {
        return SearchMethods.all().catalog().kindOf(method).orElseThrow().name();
    }

    /** What chooses the points. */
    public Suggester suggester() {
        Suggester suggester = method.suggester(space, seed);
        return method.isExhaustive() ? suggester : new Unrepeated(suggester, space, seed);
    }

    /** Whether there may be nothing left to suggest before the budget is used up. */
    public boolean isExhaustible() {
        return method.isExhaustive() || space.points().isPresent();
    }

    /** What stops trials. */
    public Pruner pruner() {
        return pruning.pruner(epochs);
    }

    /**
     * The spec of a trial, once for each fold; which of its seeds are run is said by {@link #seeds()}.
     *
     * @throws org.bestiary.experiments.config.SpecException if the values make no valid spec
     */
    public SpecReader.Located trial(Assignment point) {
        return source.with(point.values());
    }

    /** The seeds of a trial: those of the spec, continued from the last where there are too few. */
    static List<Long> seeds(List<Long> given, int count) {
        long last = given.get(given.size() - 1);
        return LongStream.range(0, count)
                .map(i -> i < given.size() ? given.get((int) i) : last + 1 + i - given.size())
                .boxed()
                .toList();
    }
}
