package org.bestiary.experiments.search;

import java.util.List;
import java.util.stream.LongStream;
import org.bestiary.experiments.config.SpecReader;
import org.bestiary.experiments.config.SweepSource;
import org.bestiary.experiments.search.arbiter.GeneticSearch;
import org.bestiary.experiments.search.arbiter.GridSearch;
import org.bestiary.experiments.search.arbiter.RandomSearch;
import org.bestiary.experiments.search.method.Suggester;
import org.bestiary.experiments.search.method.Tpe;
import org.bestiary.experiments.search.prune.Hyperband;
import org.bestiary.experiments.search.prune.MedianPruner;
import org.bestiary.experiments.search.prune.Pruner;
import org.bestiary.experiments.search.prune.SuccessiveHalving;
import org.bestiary.experiments.search.space.Assignment;
import org.bestiary.experiments.search.space.SearchSpace;

/**
 * A search over specs, complete and checked.
 *
 * @param source the spec with its gaps
 * @param name name of the experiment
 * @param space what fills the gaps
 * @param method {@code grid}, {@code random}, {@code genetic} or {@code tpe}
 * @param steps values that a grid takes of each continuous parameter
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
        String method,
        int steps,
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

    /**
     * Which trials are stopped early.
     *
     * @param type {@code none}, {@code median}, {@code asha} or {@code hyperband}
     * @param minEpochs epochs that every trial gets
     * @param reduction of halving: one trial of so many goes on
     * @param startupTrials of the median: others that must have come as far
     */
    public record Pruning(String type, int minEpochs, int reduction, int startupTrials) {
        /** In words, as {@code asha (from epoch 1, one of 3 goes on)}. */
        public String label() {
            return switch (type) {
                case "median" -> "median (from epoch " + minEpochs + ", after " + startupTrials + " trials)";
                case "asha", "hyperband" -> type + " (from epoch " + minEpochs + ", one of " + reduction + " goes on)";
                default -> "none";
            };
        }
    }

    /** Runs of each trial: one for each fold and seed. */
    public int runsPerTrial() {
        return folds * seedsPerTrial;
    }

    /** The search method. */
    public Suggester suggester() {
        return switch (method) {
            case "grid" -> new GridSearch(space, steps);
            case "random" -> new RandomSearch(space, seed);
            case "genetic" -> new GeneticSearch(space, seed);
            default -> new Tpe(space, seed);
        };
    }

    /** The pruner. */
    public Pruner pruner() {
        return switch (pruning.type()) {
            case "median" -> new MedianPruner(pruning.minEpochs(), pruning.startupTrials());
            case "asha" -> new SuccessiveHalving(pruning.minEpochs(), pruning.reduction());
            case "hyperband" -> new Hyperband(pruning.minEpochs(), epochs, pruning.reduction());
            default -> Pruner.NONE;
        };
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
