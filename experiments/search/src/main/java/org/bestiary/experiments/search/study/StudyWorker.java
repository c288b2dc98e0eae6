package org.bestiary.experiments.search.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.bestiary.experiments.search.Budget;
import org.bestiary.experiments.search.Sweep;
import org.bestiary.experiments.search.method.Observation;
import org.bestiary.experiments.search.method.Suggester;
import org.bestiary.experiments.search.prune.Pruner;
import org.bestiary.experiments.search.space.Assignment;
import org.bestiary.reports.run.RunException;
import org.bestiary.reports.study.Lease;
import org.bestiary.reports.study.StudyStore;

/**
 * One process that works on a study: it claims trials that wait, suggests new ones while the budget lasts, and runs each in a
 * process of its own, several side by side. Any number of workers may work on one study.
 */
public final class StudyWorker {
    /** A worker that has said nothing for so long has lost its trials. */
    static final Duration LEASE = Duration.ofSeconds(45);

    private static final int PAUSE_MILLIS = 500;

    private final Sweep sweep;
    private final String study;
    private final StudyStore store;
    private final BooleanSupplier stop;
    private final StudyHistory history;
    private final Suggester suggester;
    private final Pruner pruner;
    private final Promotions promotions;
    private final TrialRunner runner;
    private final String name = WorkerName.own().toString();
    private final long begun;

    /**
     * Where a worker works.
     *
     * @param folder directory of the study
     * @param data where data sets are
     * @param command what the user typed, for the records of runs
     * @param begun from when on a budget in minutes is counted
     */
    public record Place(Path folder, Path data, String command, Instant begun) {
        /** A place where work begins now. */
        public Place(Path folder, Path data, String command) {
            this(folder, data, command, Instant.now());
        }
    }

    /**
     * @param sweep what is searched
     * @param study id of the study in the store
     * @param store where the study is
     * @param place directories and the command, for the records of runs
     * @param launcher starts the processes of trials
     * @param view is told of progress
     * @param stop the user's wish to stop
     */
    public StudyWorker(
            Sweep sweep,
            String study,
            StudyStore store,
            Place place,
            TrialLauncher launcher,
            StudyView view,
            BooleanSupplier stop) {
        this.sweep = sweep;
        this.study = study;
        this.store = store;
        this.stop = stop;
        // Counted from here by the clock that nobody sets.
        this.begun = System.nanoTime()
                - Duration.between(place.begun(), Instant.now()).toNanos();
        this.history = new StudyHistory(sweep, store, study);
        this.suggester = sweep.suggester();
        this.pruner = sweep.pruner();
        this.promotions = new Promotions(sweep, history, pruner);
        this.runner = new TrialRunner(sweep, study, store, history, pruner, place, launcher, view, stop, this::overdue);
        try {
            Files.createDirectories(place.folder());
        } catch (IOException e) {
            throw RunException.cannotWrite(place.folder(), e);
        }
        new LeaseFiles(place.folder()).releaseOfDead(store);
    }

    /**
     * Works until the study is complete or the user wants to stop.
     *
     * @return whether the study is complete
     */
    public boolean work() {
        return work(sweep.parallel(), false);
    }

    /**
     * Waits for a trial, runs it, and leaves the others to whoever comes next.
     *
     * @return whether the study is complete
     */
    public boolean workOnOne() {
        return work(1, true);
    }

    private boolean work(int parallel, boolean one) {
        ExecutorService slots = Executors.newFixedThreadPool(parallel);
        try (Heartbeat heartbeat = new Heartbeat(store, runner, stop)) {
            heartbeat.start();
            for (Future<?> slot : IntStream.range(0, parallel)
                    .mapToObj(i -> slots.submit(() -> slot(one)))
                    .toList()) {
                slot.get();
            }
            return !stop.getAsBoolean() && isComplete();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            runner.stopAll();
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            slots.shutdownNow();
        }
    }

    private void slot(boolean one) {
        while (!stop.getAsBoolean() && !runner.hasFailed()) {
            Optional<Lease> next = next();
            if (next.isPresent()) {
                runner.run(next.get());
                if (one) {
                    return;
                }
            } else if (isComplete()) {
                return;
            } else {
                pause();
            }
        }
    }

    /** One slot at a time: with two at once, both would make the same suggestion. */
    private synchronized Optional<Lease> next() {
        while (true) {
            Optional<Lease> waiting = store.claim(study, name, LEASE);
            if (waiting.isPresent() || overdue().isPresent()) {
                return waiting;
            }
            int number = store.count(study);
            if (isFull(number) && !pruner.mayPromote()) {
                return Optional.empty();
            }
            List<Observation> known = history.observations();
            Optional<Promotions.Promotion> promotion = promotions.beforeAnother(known);
            Optional<Assignment> point =
                    promotion.isPresent() || isFull(number) ? Optional.empty() : suggester.suggest(number, known);
            if (promotion.isEmpty() && point.isEmpty()) {
                promotion = promotions.inTheEnd(known);
            }
            if (promotion.isEmpty() && point.isEmpty()) {
                return Optional.empty();
            }
            // Another worker may have been quicker with the number, or with the trial: then there is more to know.
            boolean free = point.isPresent()
                    ? store.add(study, number, json(point.get()))
                    : store.promote(
                            study, promotion.get().number(), promotion.get().sparedUntil());
            int wanted = point.isPresent() ? number : promotion.get().number();
            Optional<Lease> own = free ? store.claim(study, wanted, name, LEASE) : Optional.empty();
            if (own.isPresent() || stop.getAsBoolean()) {
                return own;
            }
        }
    }

    /** Whether there are as many trials as the budget allows. */
    private boolean isFull(int count) {
        OptionalInt trials = sweep.budget().trials();
        return trials.isPresent() && count >= trials.getAsInt();
    }

    /** Which limit in epochs or time has been reached, in words. */
    private Optional<String> overdue() {
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

    /** Nothing is left to suggest or to promote, and every trial has ended, whoever ran it. */
    private boolean isComplete() {
        int count = store.count(study);
        boolean exhausted = sweep.method().equals("grid")
                && suggester.suggest(count, List.of()).isEmpty();
        boolean overdue = overdue().isPresent();
        if (!isFull(count) && !exhausted && !overdue) {
            return false;
        }
        // All from one look: between two, another worker may have promoted a trial.
        List<Observation> known = history.observations();
        return known.stream().allMatch(o -> o.status().isFinished())
                && (overdue
                        || promotions.beforeAnother(known).isEmpty()
                                && promotions.inTheEnd(known).isEmpty());
    }

    private static JsonNode json(Assignment point) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        point.values().forEach(node::set);
        return node;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
