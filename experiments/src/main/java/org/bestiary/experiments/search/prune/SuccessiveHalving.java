package org.bestiary.experiments.search.prune;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import org.bestiary.experiments.search.method.Observation;
import org.bestiary.reports.study.TrialStatus;

/**
 * Asynchronous successive halving, ASHA (L. Li et al., A System for Massively Parallel Hyperparameter Tuning, MLSys 2020,
 * algorithm 2). There are rungs at {@code minEpochs}, {@code minEpochs * reduction}, {@code minEpochs * reduction^2} ...
 * epochs. A trial that has reached a rung rests there until it is among the best one of {@code reduction} of all that have
 * reached it so far; then it goes on to the next. Who works next prefers a trial that may go on, on the highest rung, to a new
 * one.
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
        return better >= there / reduction;
    }

    private boolean isRung(int epochs) {
        long rung = minEpochs;
        while (rung < epochs) {
            rung *= reduction;
        }
        return rung == epochs;
    }

    /** If there were too few trials for any to go to its end, the best of those that got furthest does. */
    @Override
    public OptionalInt promotes(List<Observation> trials, boolean last) {
        int furthest = trials.stream().mapToInt(Observation::epochs).max().orElse(0);
        long rung = minEpochs;
        while (rung * reduction <= furthest) {
            rung *= reduction;
        }
        boolean noneEnds = last && noneEnds(trials);
        for (; rung >= minEpochs; rung /= reduction) {
            OptionalInt promoted = promotes(trials, (int) rung, noneEnds);
            if (promoted.isPresent()) {
                return promoted;
            }
        }
        return OptionalInt.empty();
    }

    private OptionalInt promotes(List<Observation> trials, int rung, boolean any) {
        List<Observation> there = trials.stream()
                .filter(o -> o.epochs() >= rung)
                .sorted(Comparator.comparingDouble((Observation o) -> o.bestUntil(rung))
                        .thenComparing(Observation::number))
                .toList();
        return there.stream()
                .limit(any ? there.size() : there.size() / reduction)
                .filter(o -> rests(o, rung))
                .mapToInt(Observation::number)
                .findFirst();
    }

    /** One that diverged has been stopped, too, but has come to nothing. */
    private static boolean rests(Observation o, int rung) {
        return o.status() == TrialStatus.PRUNED
                && o.epochs() == rung
                && o.loss().isPresent()
                && Double.isFinite(o.loss().getAsDouble());
    }

    /** Whether no trial has come to its end, or is under way there. */
    static boolean noneEnds(List<Observation> trials) {
        return trials.stream()
                .allMatch(o -> o.status() != TrialStatus.COMPLETED && o.status().isFinished());
    }
}
