package org.bestiary.experiments.search.study;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.bestiary.experiments.search.Budget;
import org.bestiary.experiments.search.Sweep;
import org.bestiary.experiments.search.prune.Pruner;
import org.bestiary.reports.study.StudyStore;

/**
 * A study that is worked on: what is searched, where it stands, and who is told and asked.
 *
 * @param sweep what is searched
 * @param id of the study in the store
 * @param store where the study is
 * @param history what it has come to
 * @param pruner what stops trials
 * @param place directories and the command, for the records of runs
 * @param launcher starts the processes of trials
 * @param view is told of progress
 * @param stop the user's wish to stop
 * @param begun from when on a budget in minutes is counted, by the clock that nobody sets
 */
record OpenStudy(
        Sweep sweep,
        String id,
        StudyStore store,
        StudyHistory history,
        Pruner pruner,
        StudyWorker.Place place,
        TrialLauncher launcher,
        StudyProgress view,
        BooleanSupplier stop,
        long begun) {

    /** Opens a study: everything that follows from the sweep is made. */
    static OpenStudy of(
            Sweep sweep,
            String id,
            StudyStore store,
            StudyWorker.Place place,
            TrialLauncher launcher,
            StudyProgress view,
            BooleanSupplier stop) {
        long begun = System.nanoTime()
                - Duration.between(place.begun(), Instant.now()).toNanos();
        StudyHistory history = new StudyHistory(sweep, store, id);
        return new OpenStudy(sweep, id, store, history, sweep.pruner(), place, launcher, view, stop, begun);
    }

    /** Whether the user wants to stop. */
    boolean isStopped() {
        return stop.getAsBoolean();
    }

    /** Whether so many trials are as many as the budget allows. */
    boolean isFull(int count) {
        OptionalInt trials = sweep.budget().trials();
        return trials.isPresent() && count >= trials.getAsInt();
    }

    /** Why a complete study has fewer trials than its budget allows, in words. */
    Optional<String> whyBeforeTheBudget() {
        int count = store.count(id);
        OptionalInt trials = sweep.budget().trials();
        if (trials.isEmpty() || count >= trials.getAsInt()) {
            return Optional.empty();
        }
        String fewer = count + (count == 1 ? " trial" : " trials") + " of a budget of " + trials.getAsInt() + ": ";
        return Optional.of(fewer + overdue().orElse("every point of the space has been tried"));
    }

    /** Which limit in epochs or time has been reached, in words. */
    Optional<String> overdue() {
        Budget budget = sweep.budget();
        if (budget.minutes().isPresent()
                && System.nanoTime() - begun > budget.minutes().getAsDouble() * TimeUnit.MINUTES.toNanos(1)) {
            return Optional.of("the " + budget.minutes().getAsDouble() + " minutes of the budget are over");
        }
        if (budget.epochs().isPresent()
                && history.spentEpochs() >= budget.epochs().getAsLong()) {
            return Optional.of("the " + budget.epochs().getAsLong() + " epochs of the budget are spent");
        }
        return Optional.empty();
    }
}
