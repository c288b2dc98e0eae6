package org.bestiary.experiments.search.prune;

import java.util.List;
import org.bestiary.experiments.search.method.Observation;

/**
 * Asynchronous successive halving, ASHA (L. Li et al., A System for Massively Parallel Hyperparameter Tuning, MLSys 2020).
 * There are rungs at {@code minEpochs}, {@code minEpochs * reduction}, {@code minEpochs * reduction^2} ... epochs; from a rung
 * only the best one of {@code reduction} trials goes on, compared with those that have reached it so far.
 *
 * <p>Departure from the paper: a trial is not paused at a rung and promoted later, it is decided at once and for good, which
 * needs no waiting and no checkpoints of paused trials. The first trials therefore get further than they would.
 *
 * @param minEpochs epochs of the first rung
 * @param reduction one trial of so many goes on
 */
public record SuccessiveHalving(int minEpochs, int reduction) implements Pruner {
    @Override
    public boolean stops(Observation trial, List<Observation> others) {
        int epochs = trial.epochs();
        if (!isRung(epochs)) {
            return false;
        }
        double mine = trial.bestUntil(epochs);
        long there = 1;
        long better = 0;
        for (Observation o : others) {
            if (o.epochs() >= epochs) {
                there++;
                better += o.bestUntil(epochs) < mine ? 1 : 0;
            }
        }
        // While a rung has fewer trials than the reduction, only the best of them passes.
        return better >= Math.max(1, there / reduction);
    }

    private boolean isRung(int epochs) {
        long rung = minEpochs;
        while (rung < epochs) {
            rung *= reduction;
        }
        return rung == epochs;
    }
}
