package org.bestiary.experiments.search.prune;

import java.util.List;
import org.bestiary.common.catalog.Kind;
import org.bestiary.common.catalog.Parameter;
import org.bestiary.experiments.search.method.Observation;

/**
 * Stops a trial whose best epoch so far is worse than the median of what the others had come to at the same epoch (D.
 * Golovin et al., Google Vizier, KDD 2017, section 3.2). Safe with any kind of curve; saves about half.
 *
 * @param minEpochs epochs that every trial gets
 * @param startupTrials others that must have come as far
 */
public record MedianPruner(int minEpochs, int startupTrials) implements Pruner, Pruning {
    /** Its name and numbers. */
    public static final Kind<Pruning> KIND = Kind.of(
            "median",
            MedianPruner.class,
            "stops a trial that is worse than the median of the others",
            Rungs.MIN_EPOCHS,
            Parameter.whole(
                            "startupTrials",
                            1,
                            1_000_000_000,
                            "with median: trials that are never stopped, to compare the others with")
                    .usually(5));

    /** Checks the numbers. */
    public MedianPruner {
        KIND.check(minEpochs, startupTrials);
    }

    @Override
    public Pruner pruner(int epochs) {
        return this;
    }

    @Override
    public String label() {
        return "median (from epoch " + minEpochs + ", after " + startupTrials + " trials)";
    }

    @Override
    public boolean stops(Observation trial, List<Observation> others) {
        int epochs = trial.epochs();
        if (epochs < minEpochs) {
            return false;
        }
        double[] there = others.stream()
                .filter(o -> o.epochs() >= epochs)
                .mapToDouble(o -> o.bestUntil(epochs))
                .sorted()
                .toArray();
        if (there.length < startupTrials) {
            return false;
        }
        int middle = there.length / 2;
        double median = there.length % 2 == 1 ? there[middle] : (there[middle - 1] + there[middle]) / 2;
        return trial.bestUntil(epochs) > median;
    }
}
