package org.bestiary.experiments.search.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bestiary.reports.database.Postgresql;
import org.bestiary.reports.database.StoreLocation;
import org.bestiary.reports.study.StudyStore;
import org.bestiary.reports.study.Trial;
import org.bestiary.reports.study.TrialStatus;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Worker processes that share a study. */
class SeveralWorkersTest {
    @TempDir
    private Path runs;

    private StudyStore open(String url) {
        return StudyStore.open(StoreLocation.choose(Optional.of(url), Map.of(), runs));
    }

    /** Runs so many workers to the end of a study of sleeping trials, and returns its trials. */
    private List<Trial> run(String url, int workers, int trials, int sleepMillis)
            throws IOException, InterruptedException {
        String study;
        try (StudyStore store = open(url)) {
            study = Studies.create(SleepingSweep.sweep(SleepingSweep.yaml(trials, 1, 1, "  method: random\n")), store);
        }
        Path log = runs.resolve(study + ".log");
        List<Process> processes = new ArrayList<>();
        try {
            for (int i = 0; i < workers; i++) {
                processes.add(worker(url, study, sleepMillis, log));
            }
            for (Process process : processes) {
                process.waitFor();
                assertThat(process.exitValue()).as(Files.readString(log)).isZero();
            }
        } finally {
            processes.forEach(Process::destroyForcibly);
        }
        List<String> started = Files.readAllLines(log).stream()
                .filter(l -> l.startsWith("started "))
                .toList();
        assertThat(started).as("no trial was begun twice").hasSize(trials).doesNotHaveDuplicates();
        try (StudyStore store = open(url)) {
            List<Trial> all = store.trials(study);
            assertThat(all).hasSize(trials).allMatch(t -> t.status() == TrialStatus.COMPLETED && t.attempts() == 1);
            assertThat(all).extracting(Trial::number).doesNotHaveDuplicates();
            assertThat(store.values(study)).hasSize(trials);
            return all;
        }
    }

    private Process worker(String url, String study, int sleepMillis, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx96m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SleepingSweep.class.getName(),
                        runs.toString(),
                        study,
                        Integer.toString(sleepMillis),
                        "true")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put(StoreLocation.VARIABLE, url);
        return builder.start();
    }

    /** Trials a second, from the start of the first to the end of the last. */
    private static double throughput(List<Trial> trials) {
        Instant first = trials.stream()
                .map(t -> t.started().orElseThrow())
                .min(Instant::compareTo)
                .orElseThrow();
        Instant last = trials.stream()
                .map(t -> t.finished().orElseThrow())
                .max(Instant::compareTo)
                .orElseThrow();
        return trials.size() / (Duration.between(first, last).toMillis() / 1000.0);
    }

    @Test
    void twoWorkersRunEveryTrialOnce() throws IOException, InterruptedException {
        run(Postgresql.url(), 2, 20, 20);
    }

    @Test
    void threeWorkersOfOneMachineShareAFile() throws IOException, InterruptedException {
        run("jdbc:sqlite:" + runs.resolve("store.sqlite"), 3, 30, 20);
    }

    /** A measurement: its figures are printed, and only the counts are judged. */
    @Test
    @Tag("slow")
    @Timeout(value = 15, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void fourWorkersShareTwoHundredTrials() throws IOException, InterruptedException {
        String url = Postgresql.url();
        double one = throughput(run(url, 1, 50, 500));
        double four = throughput(run(url, 4, 200, 500));
        System.out.printf(
                "trials of 0.5 s on PostgreSQL: %.3f a second with one worker (50 trials), %.3f with four (200 trials),"
                        + " %.2f times%n",
                one, four, four / one);
    }
}
