package org.bestiary.reports.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.bestiary.reports.database.StoreException;
import org.bestiary.reports.database.StoreLocation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of studies does. */
abstract class StudyStoreContract {
    static final String STUDY = "lenet5-lr";
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofMillis(150);
    private static final JsonNode NOTHING = JsonNodeFactory.instance.objectNode();

    StoreLocation location;
    private StudyStore store;

    /** A new, empty store. */
    abstract StoreLocation fresh();

    @BeforeEach
    void open() {
        location = fresh();
        store = StudyStore.open(location);
    }

    @AfterEach
    void close() {
        if (store != null) {
            store.close();
        }
    }

    private static StudyDraft draft(String id, int maxAttempts) {
        return new StudyDraft(
                id,
                "name: lenet5\nsearch:\n  trials: 20\n",
                parameters(0.5).deepCopy(),
                NOTHING,
                42,
                Direction.MAXIMIZE,
                StudyDraft.USUAL_FAILURES,
                maxAttempts);
    }

    private static ObjectNode parameters(double rate) {
        return JsonNodeFactory.instance.objectNode().put("training.optimizer.learningRate", rate);
    }

    private void study(int trials) {
        store.create(draft(STUDY, StudyDraft.USUAL_ATTEMPTS));
        for (int i = 0; i < trials; i++) {
            assertThat(store.add(STUDY, i, parameters(0.1 * (i + 1)))).isTrue();
        }
    }

    private Lease claim(String worker, Duration length) {
        return store.claim(STUDY, worker, length).orElseThrow();
    }

    private static void expire() {
        try {
            Thread.sleep(SHORT.toMillis() + 50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aStudyIsFoundAsItWasMade() {
        Study made = store.create(draft(STUDY, 7));
        assertThat(made.status()).isEqualTo(StudyStatus.OPEN);
        assertThat(store.find(STUDY)).contains(made);
        assertThat(store.find("other")).isEmpty();
        assertThatThrownBy(() -> store.create(draft(STUDY, 7)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("must be new");
        store.create(draft("second", 7));
        assertThat(store.list(10)).extracting(Study::id).containsExactly("second", STUDY);
        store.setStatus(STUDY, StudyStatus.STOPPED, Optional.of("by the user"));
        assertThat(store.find(STUDY).orElseThrow().reason()).contains("by the user");
        assertThatThrownBy(() -> store.setStatus("none", StudyStatus.OPEN, Optional.empty()))
                .hasMessageContaining("no study \"none\"");
        assertThat(store.remove(STUDY)).isTrue();
        assertThat(store.remove(STUDY)).isFalse();
    }

    @Test
    void trialsAreNumberedWithoutGapsAndEachNumberOnce() {
        study(2);
        assertThat(store.add(STUDY, 1, parameters(9))).isFalse();
        assertThat(store.trial(STUDY, 1).orElseThrow().parameters()).isEqualTo(parameters(0.2));
        assertThatThrownBy(() -> store.add(STUDY, 3, parameters(9))).hasMessageContaining("without gaps");
        assertThatThrownBy(() -> store.add("none", 0, parameters(9))).hasMessageContaining("no study");
        assertThat(store.count(STUDY)).isEqualTo(2);
    }

    @Test
    void aTrialGoesFromWaitingToCompleted() {
        study(2);
        Lease lease = claim("host:1", LONG);
        assertThat(lease.number()).isZero();
        assertThat(lease.parameters()).isEqualTo(parameters(0.1));
        assertThat(lease.attempt()).isEqualTo(1);
        assertThat(store.trial(STUDY, 0).orElseThrow().status()).isEqualTo(TrialStatus.RUNNING);
        store.addRun(lease, "run-a");
        store.addRun(lease, "run-a");
        store.report(lease, 1, 81.5);
        store.report(lease, 2, Double.NaN);
        store.report(lease, 2, 90.25);
        store.heartbeat(lease, LONG);
        store.complete(lease, 90.25, parameters(3));

        Trial ended = store.trial(STUDY, 0).orElseThrow();
        assertThat(ended.status()).isEqualTo(TrialStatus.COMPLETED);
        assertThat(ended.value()).hasValue(90.25);
        assertThat(ended.runIds()).containsExactly("run-a");
        assertThat(ended.details()).isEqualTo(parameters(3));
        assertThat(ended.worker()).contains("host:1");
        assertThat(ended.finished()).isPresent();
        assertThat(ended.started().orElseThrow())
                .isBeforeOrEqualTo(ended.finished().orElseThrow());
        assertThat(store.values(STUDY, 0))
                .containsExactly(new IntermediateValue(0, 1, 81.5), new IntermediateValue(0, 2, 90.25));
        assertThat(store.claim(STUDY, "host:1", LONG).orElseThrow().number()).isEqualTo(1);
        assertThat(store.claim(STUDY, "host:1", LONG)).isEmpty();
        assertThat(store.trials(STUDY)).extracting(Trial::number).containsExactly(0, 1);
    }

    @Test
    void pruningKeepsTheReasonAndWhatWasReached() {
        study(2);
        Lease first = claim("a", LONG);
        Lease second = claim("b", LONG);
        store.report(first, 1, 10);
        store.report(second, 1, 80);
        assertThat(store.valuesAt(STUDY, 1))
                .extracting(IntermediateValue::value)
                .containsExactly(10.0, 80.0);
        assertThat(store.valuesAt(STUDY, 2)).isEmpty();
        store.prune(first, OptionalDouble.of(10), "below the median", NOTHING);
        Trial pruned = store.trial(STUDY, 0).orElseThrow();
        assertThat(pruned.status()).isEqualTo(TrialStatus.PRUNED);
        assertThat(pruned.reason()).contains("below the median");
        assertThat(pruned.value()).hasValue(10);
        assertThat(store.values(STUDY)).hasSize(2);
    }

    @Test
    void aFailedTrialIsTriedOnceMoreAndThenGivenUp() {
        study(1);
        assertThat(store.fail(claim("a", LONG), "out of memory")).isEqualTo(TrialStatus.WAITING);
        Lease again = claim("b", LONG);
        assertThat(again.attempt()).isEqualTo(2);
        assertThat(store.fail(again, "out of memory again")).isEqualTo(TrialStatus.FAILED);
        Trial failed = store.trial(STUDY, 0).orElseThrow();
        assertThat(failed.failures()).isEqualTo(2);
        assertThat(failed.reason()).contains("out of memory again");
        assertThat(failed.finished()).isPresent();
        assertThat(store.claim(STUDY, "c", LONG)).isEmpty();
    }

    @Test
    void aReleasedTrialWaitsAgainAndCountsNoFailure() {
        study(1);
        Lease lease = claim("a", LONG);
        store.report(lease, 1, 50);
        store.release(lease);
        assertThatThrownBy(() -> store.report(lease, 2, 51)).isInstanceOf(LeaseLostException.class);
        Lease later = store.claim(STUDY, 0, "b", LONG).orElseThrow();
        assertThat(later.attempt()).isEqualTo(2);
        assertThat(store.trial(STUDY, 0).orElseThrow().failures()).isZero();
        assertThat(store.values(STUDY, 0)).as("what it reported stays").hasSize(1);
        assertThat(store.claim(STUDY, 0, "c", LONG)).as("it is held").isEmpty();
    }

    @Test
    void anExpiredLeaseGoesToAnotherWorkerAndTheFirstCannotWriteAnyMore() {
        study(1);
        Lease lost = claim("vanished", SHORT);
        assertThat(store.claim(STUDY, "other", LONG)).as("held").isEmpty();
        expire();
        Lease taken = claim("other", LONG);
        assertThat(taken.number()).isZero();
        assertThat(taken.attempt()).isEqualTo(2);
        List<Runnable> writings = List.of(
                () -> store.heartbeat(lost, LONG),
                () -> store.report(lost, 1, 1),
                () -> store.addRun(lost, "run"),
                () -> store.complete(lost, 1, NOTHING),
                () -> store.prune(lost, OptionalDouble.empty(), "late", NOTHING),
                () -> store.fail(lost, "late"),
                () -> store.release(lost));
        for (Runnable writing : writings) {
            assertThatThrownBy(writing::run)
                    .isInstanceOf(LeaseLostException.class)
                    .hasMessageContaining("vanished has lost trial 0 of " + STUDY);
        }
        store.complete(taken, 77, NOTHING);
        assertThat(store.trial(STUDY, 0).orElseThrow().value()).hasValue(77);
        assertThat(store.values(STUDY)).isEmpty();
    }

    @Test
    void anExpiredLeaseIsLostEvenIfNobodyTookTheTrial() {
        study(1);
        Lease lease = claim("slow", SHORT);
        expire();
        assertThatThrownBy(() -> store.heartbeat(lease, LONG)).isInstanceOf(LeaseLostException.class);
        assertThatThrownBy(() -> store.complete(lease, 1, NOTHING)).isInstanceOf(LeaseLostException.class);
    }

    @Test
    void aHeartbeatHoldsTheTrial() {
        study(1);
        Lease lease = claim("a", Duration.ofSeconds(2));
        store.heartbeat(lease, SHORT);
        expire();
        assertThat(store.claim(STUDY, "b", LONG))
                .as("a heartbeat sets the end, it does not add to it")
                .isPresent();
    }

    @Test
    void aTrialWhoseWorkersVanishAgainAndAgainIsGivenUp() {
        store.create(draft(STUDY, 2));
        store.add(STUDY, 0, parameters(1));
        store.add(STUDY, 1, parameters(2));
        for (int i = 0; i < 2; i++) {
            assertThat(claim("w" + i, SHORT).number()).isZero();
            expire();
        }
        assertThat(claim("w3", LONG).number()).isEqualTo(1);
        Trial given = store.trial(STUDY, 0).orElseThrow();
        assertThat(given.status()).isEqualTo(TrialStatus.FAILED);
        assertThat(given.reason()).contains("begun 2 times without coming to its end");
    }

    @Test
    void aPrunedTrialMayGoOnOnce() {
        study(2);
        Lease lease = claim("a", LONG);
        store.report(lease, 1, 90);
        assertThat(store.promote(STUDY, 0, 3)).as("it is running").isFalse();
        store.prune(lease, OptionalDouble.of(90), "not among the best", NOTHING);

        assertThat(store.promote(STUDY, 0, 3)).isTrue();
        assertThat(store.promote(STUDY, 0, 3)).as("it has been").isFalse();
        assertThat(store.promote(STUDY, 7, 3)).as("there is none").isFalse();

        Trial waiting = store.trial(STUDY, 0).orElseThrow();
        assertThat(waiting.status()).isEqualTo(TrialStatus.WAITING);
        assertThat(waiting.sparedUntil()).isEqualTo(3);
        assertThat(waiting.value()).hasValue(90);
        assertThat(waiting.reason()).isEmpty();
        assertThat(waiting.finished()).isEmpty();
        assertThat(store.values(STUDY, 0)).hasSize(1);
        assertThat(store.epochs(STUDY)).isEqualTo(1);
        Lease again = store.claim(STUDY, 0, "b", LONG).orElseThrow();
        store.complete(again, 95, NOTHING);
        assertThat(store.promote(STUDY, 0, 3)).as("it has come to its end").isFalse();
        assertThat(store.trial(STUDY, 0).orElseThrow().sparedUntil()).isZero();
    }

    @Test
    void summariesTellWhatTheTrialsHaveComeTo() {
        study(5);
        store.complete(claim("a", LONG), 90, NOTHING);
        store.complete(claim("a", LONG), 95, NOTHING);
        store.complete(claim("a", LONG), Double.POSITIVE_INFINITY, NOTHING);
        store.prune(claim("a", LONG), OptionalDouble.of(99), "others were better", NOTHING);
        StudyDraft likewise = draft("the-least", StudyDraft.USUAL_ATTEMPTS);
        store.create(new StudyDraft(
                "the-least",
                likewise.spec(),
                likewise.space(),
                likewise.settings(),
                1,
                Direction.MINIMIZE,
                StudyDraft.USUAL_FAILURES,
                StudyDraft.USUAL_ATTEMPTS));
        for (int i = 0; i < 2; i++) {
            store.add("the-least", i, parameters(i));
            store.complete(store.claim("the-least", "a", LONG).orElseThrow(), i + 0.5, NOTHING);
        }

        List<ListedStudy> summaries = store.listed(10, 0);
        assertThat(summaries)
                .containsExactly(
                        new ListedStudy(store.find("the-least").orElseThrow(), 2, 2, OptionalDouble.of(0.5)),
                        new ListedStudy(store.find(STUDY).orElseThrow(), 5, 4, OptionalDouble.of(95)));
        assertThat(store.listed(1, 1)).isEqualTo(summaries.subList(1, 2));
        assertThat(store.count()).isEqualTo(2);
    }

    @Test
    void endingTwiceIsEndingOnceButNotAsSomethingElse() {
        study(1);
        Lease lease = claim("a", LONG);
        store.complete(lease, 5, NOTHING);
        store.complete(lease, 5, NOTHING);
        assertThatThrownBy(() -> store.fail(lease, "no")).isInstanceOf(LeaseLostException.class);
        assertThatThrownBy(() -> store.complete(claimNothing(), Double.NaN, NOTHING))
                .hasMessageContaining("must have a number");
    }

    private static Lease claimNothing() {
        return new Lease(STUDY, 0, NOTHING, 1, "a", "token");
    }

    @Test
    void workersThatSuggestAtTheSameTimeNeverUseANumberTwice() throws InterruptedException, ExecutionException {
        study(0);
        List<Callable> workers = new ArrayList<>();
        for (int w = 0; w < 4; w++) {
            workers.add(own -> {
                while (own.count(STUDY) < 40) {
                    own.add(STUDY, own.count(STUDY), parameters(1));
                }
            });
        }
        inThreads(workers);
        assertThat(store.trials(STUDY))
                .extracting(Trial::number)
                .doesNotHaveDuplicates()
                .hasSizeBetween(40, 43);
    }

    @Test
    void fourWorkersShareTwoHundredTrials() throws InterruptedException, ExecutionException {
        study(200);
        List<Callable> workers = new ArrayList<>();
        CountDownLatch begun = new CountDownLatch(4);
        for (int w = 0; w < 4; w++) {
            String name = "worker" + w;
            workers.add(own -> {
                for (Optional<Lease> l = own.claim(STUDY, name, LONG);
                        l.isPresent();
                        l = own.claim(STUDY, name, LONG)) {
                    Lease lease = l.get();
                    // Nobody is done before everybody has a trial, however slowly threads start.
                    begun.countDown();
                    awaitAll(begun);
                    own.addRun(lease, name + "-" + lease.number());
                    own.report(lease, 1, lease.number());
                    own.complete(lease, lease.number(), NOTHING);
                }
                assertThat(own.trials(STUDY))
                        .as("nobody is sent away while a trial waits")
                        .noneMatch(t -> t.status() == TrialStatus.WAITING);
            });
        }
        inThreads(workers);
        List<Trial> trials = store.trials(STUDY);
        assertThat(trials).hasSize(200).allSatisfy(t -> {
            assertThat(t.status()).isEqualTo(TrialStatus.COMPLETED);
            assertThat(t.attempts()).isEqualTo(1);
            assertThat(t.runIds()).hasSize(1);
            assertThat(t.value()).hasValue(t.number());
        });
        assertThat(trials.stream().map(t -> t.worker().orElseThrow()).distinct().count())
                .as("all of them worked")
                .isEqualTo(4);
    }

    private static void awaitAll(CountDownLatch begun) {
        try {
            assertThat(begun.await(2, TimeUnit.MINUTES))
                    .as("everybody got a trial")
                    .isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What one worker does with a connection of its own. */
    private interface Callable {
        void work(StudyStore own);
    }

    private void inThreads(List<Callable> workers) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(workers.size());
        try {
            List<Future<?>> ends = new ArrayList<>();
            for (Callable worker : workers) {
                ends.add(threads.submit(() -> {
                    try (StudyStore own = StudyStore.open(location)) {
                        worker.work(own);
                    }
                }));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
