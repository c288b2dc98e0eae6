package org.bestiary.experiments.search.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.bestiary.experiments.search.Sweep;
import org.bestiary.experiments.search.analysis.StudySummary;
import org.bestiary.reports.study.StudyStore;
import org.bestiary.reports.study.Trial;
import org.bestiary.reports.study.TrialStatus;
import org.bestiary.reports.sweep.SweepJson;
import org.bestiary.reports.sweep.SweepReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Studies of trials that sleep, in real processes on a real store. */
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StudyWorkerTest {
    private static final int QUICK = 1;

    @TempDir
    private Path runs;

    private StudyStore store;

    @BeforeEach
    void open() {
        store = SleepingSweep.store(runs);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private boolean work(Sweep sweep, String study) {
        return SleepingSweep.worker(sweep, study, store, runs, QUICK, StudyProgress.SILENT, () -> false)
                .work();
    }

    private static double rate(Trial t) {
        return t.parameters().get("training.optimizer.learningRate").asDouble();
    }

    @Test
    void aStudyIsWorkedThroughAndSummarised() throws IOException {
        Sweep sweep = SleepingSweep.sweep(SleepingSweep.yaml(9, 3, 2, "  pruner: {type: asha}\n  method: random\n"));
        String study = Studies.create(sweep, store);
        assertThat(work(sweep, study)).isTrue();
        List<Trial> trials = store.trials(study);
        assertThat(trials).hasSize(9).allMatch(t -> t.status().isFinished());
        assertThat(trials).anyMatch(t -> t.status() == TrialStatus.PRUNED);
        for (Trial t : trials) {
            int epochs = store.values(study, t.number()).size();
            assertThat(epochs).isBetween(1, 3);
            assertThat(t.value().getAsDouble()).isEqualTo(SleepingTrial.accuracy(rate(t), epochs));
            assertThat(t.runIds()).containsExactly(study + "-t" + t.number() + "-s1");
        }
        // Nine trials, three of them on the second rung, which is the end; those were paused first if they came too
        // early.
        assertThat(trials.stream().filter(t -> t.status() == TrialStatus.COMPLETED))
                .hasSizeBetween(3, 5);
        assertThat(trials).allMatch(t -> t.attempts() <= 2);
        for (Trial t : trials) {
            assertThat(Files.readAllLines(runs.resolve(study).resolve("epochs-" + t.number())))
                    .as("what a paused trial had done is not done again")
                    .isEqualTo(
                            t.attempts() == 2
                                    ? List.of("2", "3")
                                    : t.status() == TrialStatus.PRUNED ? List.of("1") : List.of("1", "2", "3"));
        }
        StudySummary summary = new StudySummary(sweep, store, study);
        Trial best = summary.best().orElseThrow();
        assertThat(trials)
                .allMatch(t -> t.status() != TrialStatus.COMPLETED
                        || t.value().getAsDouble() <= best.value().getAsDouble());
        Path file = runs.resolve("study.json");
        SweepJson.write(summary.report(true), file);
        SweepReport report = SweepJson.read(file);
        assertThat(report.best()).hasValue(best.number());
        assertThat(report.axes()).hasSize(2);
        assertThat(report.axes().get(0).importance().getAsDouble())
                .as("the learning rate decides everything")
                .isGreaterThan(0.8);
        assertThat(report.progress().get(report.progress().size() - 1).epochs())
                .isEqualTo(store.values(study).size());
    }

    @Test
    void aTrialThatDiesIsTriedOnceMoreAndTheStudyGoesOn() {
        Sweep sweep = SleepingSweep.sweep(SleepingSweep.yaml(4, 3, 2, "  method: grid\n")
                .replace("{log-uniform: [0.0001, 0.1]}", "{choice: [0.001, 0.01]}")
                .replace("[16, 32]", "[13, 32]"));
        String study = Studies.create(sweep, store);
        assertThat(work(sweep, study)).isTrue();
        for (Trial t : store.trials(study)) {
            boolean deadly = t.parameters().get("training.batch").asInt() == SleepingTrial.DEADLY_BATCH;
            assertThat(t.status()).isEqualTo(deadly ? TrialStatus.FAILED : TrialStatus.COMPLETED);
            assertThat(t.attempts()).isEqualTo(deadly ? 2 : 1);
            if (deadly) {
                assertThat(t.reason()).contains("its process died (exit code 3): no luck");
            }
        }
    }

    @Test
    void aStudyThatHasTriedEverythingSaysSo() {
        Sweep sweep = SleepingSweep.sweep(SleepingSweep.yaml(9, 1, 1, "  method: grid\n")
                .replace("{log-uniform: [0.0001, 0.1]}", "{choice: [0.001, 0.01]}")
                .replace("[16, 32]", "[16]"));
        List<String> notes = new ArrayList<>();
        StudyProgress heard = new StudyProgress() {
            @Override
            public void note(String line) {
                notes.add(line);
            }
        };
        String study = Studies.create(sweep, store);
        assertThat(SleepingSweep.worker(sweep, study, store, runs, QUICK, heard, () -> false)
                        .work())
                .isTrue();
        assertThat(notes).containsExactly("2 trials of a budget of 9: every point of the space has been tried");
    }

    @Test
    void aStudyThatWasStoppedSuggestsTheSameTrialsAndRepeatsNoEpoch() throws IOException {
        String stopped = stopAndGoOn(SleepingSweep.yaml(14, 2, 1, "  pruner: {type: median}\n"), 23);
        List<Trial> interrupted =
                store.trials(stopped).stream().filter(t -> t.attempts() > 1).toList();
        assertThat(interrupted).hasSize(1);
        assertThat(Files.readAllLines(runs.resolve(stopped)
                        .resolve("epochs-" + interrupted.get(0).number())))
                .as("only what came after the checkpoint")
                .doesNotContain("1");
    }

    @Test
    void aStudyWithPausedTrialsThatWasStoppedGoesOnAsItWouldHave() {
        stopAndGoOn(SleepingSweep.yaml(7, 4, 1, "  pruner: {type: asha, reduction: 2}\n  method: random\n"), 13);
    }

    /** Works on a study without a stop, and on the same with one after so many epochs; returns the latter. */
    private String stopAndGoOn(String yaml, int after) {
        Sweep sweep = SleepingSweep.sweep(yaml);
        String whole = Studies.create(sweep, store);
        assertThat(work(sweep, whole)).isTrue();

        String stopped = Studies.create(sweep, store);
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger epochs = new AtomicInteger();
        StudyProgress impatient = new StudyProgress() {
            @Override
            public void epoch(int number, int epoch, int of, double value) {
                stop.set(epochs.incrementAndGet() == after);
            }
        };
        assertThat(SleepingSweep.worker(sweep, stopped, store, runs, QUICK, impatient, stop::get)
                        .work())
                .isFalse();
        assertThat(store.trials(stopped)).anyMatch(t -> t.status() == TrialStatus.WAITING);
        assertThat(work(Studies.read(stopped, store, Map.of()), stopped)).isTrue();

        List<Trial> a = store.trials(whole);
        List<Trial> b = store.trials(stopped);
        assertThat(b).hasSize(sweep.budget().trials().orElseThrow());
        for (int i = 0; i < b.size(); i++) {
            assertThat(b.get(i).parameters()).isEqualTo(a.get(i).parameters());
            assertThat(b.get(i).status()).isEqualTo(a.get(i).status());
            assertThat(b.get(i).value()).isEqualTo(a.get(i).value());
        }
        return stopped;
    }

    @Test
    void budgetsInEpochsAndMinutesEndTrialsThatAreUnderWay() {
        Sweep sweep = SleepingSweep.sweep(SleepingSweep.yaml(9, 5, 1, "").replace("{trials: 9}", "{epochs: 12}"));
        String study = Studies.create(sweep, store);
        assertThat(work(sweep, study)).isTrue();
        assertThat(store.values(study)).hasSize(12);
        assertThat(store.trials(study)).hasSize(3);
        Trial last = store.trials(study).get(2);
        assertThat(last.status()).isEqualTo(TrialStatus.PRUNED);
        assertThat(last.reason()).isEqualTo(Optional.of("the 12 epochs of the budget are spent"));
        assertThat(last.value()).isEqualTo(OptionalDouble.of(SleepingTrial.accuracy(rate(last), 2)));
    }

    @Test
    void ofTooFewTrialsTheBestIsBroughtToItsEnd() throws IOException {
        Sweep sweep = SleepingSweep.sweep(SleepingSweep.yaml(2, 9, 1, "  pruner: {type: asha}\n  method: random\n"));
        String study = Studies.create(sweep, store);
        assertThat(work(sweep, study)).isTrue();
        List<Trial> trials = store.trials(study);
        Trial better = trials.stream()
                .max(Comparator.comparingDouble(t -> SleepingTrial.accuracy(rate(t), 1)))
                .orElseThrow();
        for (Trial t : trials) {
            boolean best = t.number() == better.number();
            assertThat(t.status()).isEqualTo(best ? TrialStatus.COMPLETED : TrialStatus.PRUNED);
            assertThat(store.values(study, t.number())).hasSize(best ? 9 : 1);
            assertThat(t.attempts()).isEqualTo(best ? 2 : 1);
        }
        assertThat(Files.readAllLines(runs.resolve(study).resolve("epochs-" + better.number())))
                .as("what it had done before it was paused is not done again")
                .containsExactly("2", "3", "4", "5", "6", "7", "8", "9");
    }

    @Test
    void theLastEpochsOfABudgetFinishTheBestTrial() {
        Sweep sweep = SleepingSweep.sweep(SleepingSweep.yaml(9, 9, 1, "  pruner: {type: asha}\n  method: random\n")
                .replace("{trials: 9}", "{epochs: 14}"));
        String study = Studies.create(sweep, store);
        assertThat(work(sweep, study)).isTrue();
        List<Trial> trials = store.trials(study);
        Trial best = trials.stream()
                .max(Comparator.comparingDouble(t -> SleepingTrial.accuracy(rate(t), 1)))
                .orElseThrow();
        assertThat(trials).hasSizeGreaterThan(3);
        assertThat(best.status()).isEqualTo(TrialStatus.COMPLETED);
        assertThat(store.values(study)).hasSizeLessThanOrEqualTo(14);
    }

    @Test
    void aWorkerForOneTrialLeavesTheOthersToTheNext() {
        Sweep sweep = SleepingSweep.sweep(SleepingSweep.yaml(3, 1, 2, ""));
        String study = Studies.create(sweep, store);
        for (int ended = 1; ended <= 3; ended++) {
            boolean complete = SleepingSweep.worker(sweep, study, store, runs, QUICK, StudyProgress.SILENT, () -> false)
                    .workOnOne();
            assertThat(complete).isEqualTo(ended == 3);
            assertThat(store.trials(study)).hasSize(ended).allMatch(t -> t.status() == TrialStatus.COMPLETED);
        }
    }

    @Test
    void aBudgetInMinutesIsCountedFromWhenTheSweepBegan() {
        Sweep sweep = SleepingSweep.sweep(SleepingSweep.yaml(3, 1, 1, "").replace("{trials: 3}", "{minutes: 5}"));
        String study = Studies.create(sweep, store);
        StudyWorker.Place place = new StudyWorker.Place(
                runs.resolve(study), runs, "a test", Instant.now().minus(Duration.ofMinutes(6)));
        boolean complete = new StudyWorker(
                        sweep, study, store, place, SleepingTrial.launcher(QUICK), StudyProgress.SILENT, () -> false)
                .workOnOne();
        assertThat(complete).isTrue();
        assertThat(store.trials(study)).isEmpty();
    }
}
