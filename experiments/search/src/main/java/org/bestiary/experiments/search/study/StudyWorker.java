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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.bestiary.experiments.search.Sweep;
import org.bestiary.experiments.search.method.Observation;
import org.bestiary.experiments.search.method.Suggester;
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

    private final OpenStudy study;
    private final Suggester suggester;
    private final Promotions promotions;
    private final TrialRunner runner;
    private final String name = WorkerName.own().toString();

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
            StudyProgress view,
            BooleanSupplier stop) {
        this.study = OpenStudy.of(sweep, study, store, place, launcher, view, stop);
        this.suggester = sweep.suggester();
        this.promotions = new Promotions(this.study);
        this.runner = new TrialRunner(this.study);
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
        return work(study.sweep().parallel(), false);
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
        try (Heartbeat heartbeat = new Heartbeat(study.store(), runner, study.stop())) {
            heartbeat.start();
            for (Future<?> slot : IntStream.range(0, parallel)
                    .mapToObj(i -> slots.submit(() -> slot(one)))
                    .toList()) {
                slot.get();
            }
            boolean complete = !study.isStopped() && isComplete();
            if (complete) {
                study.whyBeforeTheBudget().ifPresent(study.view()::note);
                TrialLocks.removeLeft(study.place().folder());
            }
            return complete;
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
        while (!study.isStopped() && !runner.hasFailed()) {
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
            Optional<Lease> waiting = study.store().claim(study.id(), name, LEASE);
            if (waiting.isPresent() || study.overdue().isPresent()) {
                return waiting;
            }
            int number = study.store().count(study.id());
            if (study.isFull(number) && !study.pruner().mayPromote()) {
                return Optional.empty();
            }
            List<Observation> known = study.history().observations();
            Optional<Promotions.Promotion> promotion = promotions.beforeAnother(known);
            Optional<Assignment> point =
                    promotion.isPresent() || study.isFull(number) ? Optional.empty() : suggester.suggest(number, known);
            if (promotion.isEmpty() && point.isEmpty()) {
                promotion = promotions.inTheEnd(known);
            }
            if (promotion.isEmpty() && point.isEmpty()) {
                return Optional.empty();
            }
            // Another worker may have been quicker with the number, or with the trial: then there is more to know.
            boolean free = point.isPresent()
                    ? study.store().add(study.id(), number, json(point.get()))
                    : study.store()
                            .promote(
                                    study.id(),
                                    promotion.get().number(),
                                    promotion.get().sparedUntil());
            int wanted = point.isPresent() ? number : promotion.get().number();
            Optional<Lease> own = free ? study.store().claim(study.id(), wanted, name, LEASE) : Optional.empty();
            if (own.isPresent() || study.isStopped()) {
                return own;
            }
        }
    }

    /** Nothing is left to suggest or to promote, and every trial has ended, whoever ran it. */
    private boolean isComplete() {
        int count = study.store().count(study.id());
        boolean exhausted = study.sweep().isExhaustible()
                && suggester.suggest(count, study.history().observations()).isEmpty();
        boolean overdue = study.overdue().isPresent();
        if (!study.isFull(count) && !exhausted && !overdue) {
            return false;
        }
        // All from one look: between two, another worker may have promoted a trial.
        List<Observation> known = study.history().observations();
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
