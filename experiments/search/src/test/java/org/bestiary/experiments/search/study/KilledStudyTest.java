package org.bestiary.experiments.search.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bestiary.reports.study.StudyStore;
import org.bestiary.reports.study.Trial;
import org.bestiary.reports.study.TrialStatus;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Workers and trials that are killed without a warning. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "processes are watched through /proc")
class KilledStudyTest {
    private static final int EPOCHS = 4;
    private static final int EPOCH_MILLIS = 100;

    @TempDir
    private Path runs;

    private Process worker(String study, int sleepMillis) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                SleepingSweep.class.getName(),
                runs.toString(),
                study,
                Integer.toString(sleepMillis)));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        runs.resolve("worker.log").toFile()))
                .start();
    }

    private String create(String yaml) {
        try (StudyStore store = SleepingSweep.store(runs)) {
            return Studies.create(SleepingSweep.sweep(yaml), store);
        }
    }

    /** Kills the worker so many times, at random moments, and every other time one of its trials first. */
    private void killRepeatedly(int kills, int trials, long seed) throws IOException, InterruptedException {
        Random random = new Random(seed);
        String study = create(SleepingSweep.yaml(trials, EPOCHS, 2, ""));
        for (int i = 0; i < kills; i++) {
            long before = logSize();
            Process worker = worker(study, EPOCH_MILLIS);
            try {
                boolean ended = false;
                while (!ended && logSize() == before) {
                    ended = worker.waitFor(20, TimeUnit.MILLISECONDS);
                }
                // From the start of a trial's process to somewhere in a later trial.
                ended = worker.waitFor(random.nextInt(2_000), TimeUnit.MILLISECONDS);
                if (i % 2 == 1) {
                    worker.descendants().findAny().ifPresent(ProcessHandle::destroyForcibly);
                    ended = worker.waitFor(random.nextInt(1_000), TimeUnit.MILLISECONDS);
                }
                assertThat(ended).as("killed while it works").isFalse();
            } finally {
                worker.destroyForcibly().waitFor();
            }
        }
        Process last = worker(study, EPOCH_MILLIS);
        try {
            assertThat(last.waitFor(5, TimeUnit.MINUTES)).isTrue();
        } finally {
            last.destroyForcibly();
        }
        String log = Files.readString(runs.resolve("worker.log"));
        assertThat(last.exitValue()).as(log).isZero();
        assertThat(log).endsWith("complete\n");
        check(study, trials);
    }

    /**
     * Two workers share a study; so many times, at random moments, one of them is killed and another takes its place.
     *
     * @return how often a trial was begun
     */
    private int killOneOfTwo(int kills, int trials, long seed) throws IOException, InterruptedException {
        Random random = new Random(seed);
        String study = create(SleepingSweep.yaml(trials, EPOCHS, 1, ""));
        List<Process> workers = new ArrayList<>();
        try {
            workers.add(worker(study, EPOCH_MILLIS));
            workers.add(worker(study, EPOCH_MILLIS));
            for (int i = 0; i < kills; i++) {
                for (long before = logSize(); logSize() == before; ) {
                    TimeUnit.MILLISECONDS.sleep(20);
                }
                TimeUnit.MILLISECONDS.sleep(random.nextInt(1_500));
                // The one that has been at work for longer; the other may still be starting.
                Process unlucky = workers.remove(0);
                assertThat(unlucky.isAlive()).as("killed while it works").isTrue();
                unlucky.destroyForcibly().waitFor();
                workers.add(worker(study, EPOCH_MILLIS));
            }
            for (Process worker : workers) {
                assertThat(worker.waitFor(5, TimeUnit.MINUTES)).isTrue();
                assertThat(worker.exitValue())
                        .as(Files.readString(runs.resolve("worker.log")))
                        .isZero();
            }
        } finally {
            workers.forEach(Process::destroyForcibly);
        }
        check(study, trials);
        List<String> log = Files.readAllLines(runs.resolve("worker.log"));
        int begun = 0;
        try (StudyStore store = SleepingSweep.store(runs)) {
            for (Trial trial : store.trials(study)) {
                long started = log.stream()
                        .filter(("started " + trial.number())::equals)
                        .count();
                // One that is killed between its claim and its word has begun without a word.
                assertThat(started).as("trial %d", trial.number()).isBetween(1L, (long) trial.attempts());
                begun += trial.attempts();
            }
        }
        assertThat(begun)
                .as("each kill costs one trial another attempt, at most")
                .isBetween(trials, trials + kills);
        try (Stream<Path> files = Files.list(runs.resolve(study))) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .as("locks and leases")
                    .noneMatch(name -> name.startsWith("."));
        }
        return begun;
    }

    @Test
    @Timeout(value = 6, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aStudyOfTwoWorkersOutlivesEitherOfThem() throws IOException, InterruptedException {
        killOneOfTwo(2, 8, 3);
    }

    /** A measurement: its figures are printed, and only the counts are judged. */
    @Test
    @Tag("slow")
    @Timeout(value = 20, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void tenKillsOfOneOfTwoWorkersLoseNoTrial() throws IOException, InterruptedException {
        int begun = killOneOfTwo(10, 40, 4);
        System.out.println("ten kills of one of two workers: 40 trials, begun " + begun + " times");
    }

    private long logSize() throws IOException {
        Path log = runs.resolve("worker.log");
        return Files.exists(log) ? Files.size(log) : 0;
    }

    private void check(String study, int trials) {
        try (StudyStore store = SleepingSweep.store(runs)) {
            List<Trial> all = store.trials(study);
            assertThat(all).extracting(Trial::number).containsExactlyElementsOf(numbers(trials));
            int again = 0;
            for (Trial t : all) {
                again += t.attempts() - 1;
                if (t.status() == TrialStatus.FAILED) {
                    assertThat(t.failures()).isEqualTo(2);
                    assertThat(t.reason().orElseThrow()).contains("signal 9");
                    continue;
                }
                assertThat(t.status()).isEqualTo(TrialStatus.COMPLETED);
                assertThat(store.values(study, t.number())).hasSize(EPOCHS);
                double rate =
                        t.parameters().get("training.optimizer.learningRate").asDouble();
                assertThat(t.value()).hasValue(SleepingTrial.accuracy(rate, EPOCHS));
            }
            assertThat(again).as("trials that were gone on with").isPositive();
        }
    }

    private static List<Integer> numbers(int count) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            numbers.add(i);
        }
        return numbers;
    }

    @Test
    @Timeout(value = 6, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aStudyWhoseWorkersAreKilledEndsComplete() throws IOException, InterruptedException {
        killRepeatedly(2, 12, 1);
    }

    @Test
    @Tag("slow")
    @Timeout(value = 20, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void twentyKillsLoseNoTrialAndCountNoneTwice() throws IOException, InterruptedException {
        killRepeatedly(20, 120, 2);
    }

    @Test
    @Tag("slow")
    @Timeout(value = 20, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void theWorkersMemoryStaysFlatOverThreeHundredTrials() throws IOException, InterruptedException {
        String study = create(SleepingSweep.yaml(300, 1, 2, "  method: random\n  pruner: {type: asha}\n"));
        Process worker = worker(study, 1);
        long early = 0;
        long most = 0;
        while (!worker.waitFor(500, TimeUnit.MILLISECONDS)) {
            int trials = Files.exists(runs.resolve(study)) ? logs(study) : 0;
            long now = residentMiB(worker.pid());
            if (trials < 60) {
                early = Math.max(early, now);
            }
            most = Math.max(most, now);
        }
        System.out.println("resident memory of the worker: " + early + " MiB within the first 60 trials, at most "
                + most + " MiB over 300");
        assertThat(worker.exitValue()).isZero();
        assertThat(most - early).isLessThan(50);
        assertThat(most).isLessThan(300);
    }

    private int logs(String study) throws IOException {
        try (var files = Files.list(runs.resolve(study))) {
            return (int) files.filter(f -> f.toString().endsWith(".log")).count();
        }
    }

    private static long residentMiB(long pid) throws IOException {
        Path status = Path.of("/proc/" + pid + "/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(l -> l.startsWith("VmRSS:"))
                .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")) >> 10)
                .findFirst()
                .orElse(0);
    }
}
