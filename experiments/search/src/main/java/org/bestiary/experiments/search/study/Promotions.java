package org.bestiary.experiments.search.study;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.bestiary.experiments.search.method.Observation;
import org.bestiary.reports.study.TrialStatus;

/** Decides which trial that a pruner has stopped goes on. A function of what the trials have come to, like the pruners. */
final class Promotions {
    private final OpenStudy study;

    Promotions(OpenStudy study) {
        this.study = study;
    }

    /**
     * A stopped trial that is to go on.
     *
     * @param sparedUntil epochs for which the pruner is not asked about it
     */
    record Promotion(int number, int sparedUntil) {}

    /** The trial that is to go on before another is begun. */
    Optional<Promotion> beforeAnother(List<Observation> trials) {
        Optional<Promotion> finish = withTheLastEpochs(trials);
        if (finish.isPresent()) {
            return finish;
        }
        OptionalInt earned = study.pruner().promotes(trials);
        return earned.isPresent()
                ? Optional.of(new Promotion(
                        earned.getAsInt(), trials.get(earned.getAsInt()).epochs()))
                : Optional.empty();
    }

    /** The trial that is to go on when no other will be begun: if there were too few for any to earn it, the best does. */
    Optional<Promotion> inTheEnd(List<Observation> trials) {
        boolean noneEnds = trials.stream()
                .allMatch(o -> o.status() != TrialStatus.COMPLETED && o.status().isFinished());
        return noneEnds ? toItsEnd(trials) : Optional.empty();
    }

    /**
     * The last epochs of a budget go to the best trial that they can bring to its end: begun with them, another would stop
     * half-way.
     */
    private Optional<Promotion> withTheLastEpochs(List<Observation> trials) {
        OptionalLong budget = study.sweep().budget().epochs();
        if (budget.isEmpty()) {
            return Optional.empty();
        }
        return toItsEnd(trials).filter(p -> {
            Observation trial = trials.get(p.number());
            long needed = (long) p.sparedUntil() * study.sweep().runsPerTrial() - trial.epochs();
            long rest = budget.getAsLong() - study.history().spentEpochs() - needed;
            return rest >= 0 && rest < study.sweep().pruning().pastTheFirstLook();
        });
    }

    private Optional<Promotion> toItsEnd(List<Observation> trials) {
        OptionalInt best = study.pruner().mostPromising(trials);
        return best.isPresent()
                ? Optional.of(new Promotion(
                        best.getAsInt(),
                        study.history().epochs(trials.get(best.getAsInt()).parameters())))
                : Optional.empty();
    }
}
