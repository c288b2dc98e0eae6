package org.bestiary.experiments.search.prune;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntUnaryOperator;
import org.bestiary.common.catalog.Kind;
import org.bestiary.experiments.search.method.Observation;
import org.bestiary.reports.study.TrialStatus;

/**
 * Asynchronous successive halving, ASHA (L. Li et al., A System for Massively Parallel Hyperparameter Tuning, MLSys 2020,
 * algorithm 2). There are rungs at {@code minEpochs}, {@code minEpochs * reduction}, {@code minEpochs * reduction^2} ...
 * epochs. A trial that has reached a rung goes on if it is among the best one of {@code reduction} of all that have reached it
 * so far; otherwise it rests there until it is. Who works next prefers a trial that may go on, on the highest rung, to a new
 * one.
 *
 * @param minEpochs epochs of the first rung
 * @param reduction one trial of so many goes on
 */
public record SuccessiveHalving(int minEpochs, int reduction) implements Pruner, Pruning {
    /** Its name and numbers. */
    public static final Kind<Pruning> KIND = Kind.of(
            "asha",
            SuccessiveHalving.class,
            "asynchronous successive halving, where trials rest at rungs and the best go on from their checkpoints",
            Rungs.MIN_EPOCHS,
            Rungs.REDUCTION);

    /** Checks the numbers. */
    public SuccessiveHalving {
        KIND.check(minEpochs, reduction);
    }

    @Override
    public Pruner pruner(int epochs) {
        return this;
    }

    @Override
    public long pastTheFirstLook() {
        return (long) minEpochs * reduction;
    }

    @Override
    public String label() {
        return Rungs.label(KIND.name(), minEpochs, reduction);
    }

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
                double other = o.bestUntil(epochs);
                better += other < mine || other == mine && o.number() < trial.number() ? 1 : 0;
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

    @Override
    public boolean mayPromote() {
        return true;
    }

    @Override
    public OptionalInt promotes(List<Observation> trials) {
        return fromTheHighestRung(trials, there -> there / reduction);
    }

    @Override
    public OptionalInt mostPromising(List<Observation> trials) {
        return fromTheHighestRung(trials, there -> there);
    }

    /** The best of those that rest on the highest rung where one of the candidates does, of which there are so many. */
    private OptionalInt fromTheHighestRung(List<Observation> trials, IntUnaryOperator candidates) {
        int furthest = trials.stream().mapToInt(Observation::epochs).max().orElse(0);
        long highest = minEpochs;
        while (highest * reduction <= furthest) {
            highest *= reduction;
        }
        for (long r = highest; r >= minEpochs; r /= reduction) {
            int rung = Math.toIntExact(r);
            List<Observation> there = trials.stream()
                    .filter(o -> o.epochs() >= rung)
                    .sorted(Comparator.comparingDouble((Observation o) -> o.bestUntil(rung))
                            .thenComparing(Observation::number))
                    .toList();
            OptionalInt found = there.stream()
                    .limit(candidates.applyAsInt(there.size()))
                    .filter(o -> rests(o, rung))
                    .mapToInt(Observation::number)
                    .findFirst();
            if (found.isPresent()) {
                return found;
            }
        }
        return OptionalInt.empty();
    }

    /** One that diverged has been stopped, too, but has come to nothing. */
    private static boolean rests(Observation o, int rung) {
        return o.status() == TrialStatus.PRUNED
                && o.epochs() == rung
                && o.loss().isPresent()
                && Double.isFinite(o.loss().getAsDouble());
    }
}
