package org.bestiary.experiments.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.experiments.config.SpecReader;
import org.bestiary.reports.run.EpochMetrics;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.reports.run.RunStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What befalls a run from outside after its first checkpoint: one clear line, and the checkpoint is still good. */
class RunTroubleTest {
    private static final String SPEC = """
            name: troubled
            model: {id: lenet5}
            data: {id: strokes, limit: 1000, validation: 0.2}
            training:
              epochs: 3
              batch: 32
              optimizer: {type: adam, learningRate: 0.002}
            """;

    @TempDir
    private Path folder;

    private RunRecord run(TrainingView view, String runs) {
        try (StopSignal never = StopSignal.listen()) {
            return new ExperimentRunner(folder.resolve(runs), new DataDirectory(folder), "a test", view)
                    .run(SpecReader.parse(SPEC, "troubled.yaml", Map.of()), never)
                    .get(0)
                    .record();
        }
    }

    private RunRecord resume(RunDirectory run) {
        try (StopSignal never = StopSignal.listen()) {
            return new ExperimentRunner(
                            run.path().getParent(), new DataDirectory(folder), "a test", TrainingView.SILENT)
                    .resume(run, never)
                    .record();
        }
    }

    private void endsAsIfNothingHadBeen(RunDirectory run) {
        RunRecord undisturbed = run(TrainingView.SILENT, "undisturbed");
        RunRecord resumed = resume(run);
        assertThat(resumed.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(resumed.parametersSha256()).isPresent().isEqualTo(undisturbed.parametersSha256());
    }

    /** Something that happens in the middle of the second epoch. */
    private abstract static class InTheSecondEpoch implements TrainingView {
        private int ended;

        @Override
        public void epochFinished(EpochMetrics metrics, int of, boolean best) {
            ended++;
        }

        @Override
        public void trained(long images, double loss, double accuracy, double imagesPerSecond) {
            if (ended == 1 && images > 300) {
                happens();
            }
        }

        abstract void happens();
    }

    @Test
    void aHeapThatIsFullLeavesTheCheckpoint() {
        List<long[]> held = new ArrayList<>();
        TrainingView greedy = new InTheSecondEpoch() {
            @Override
            void happens() {
                while (true) {
                    held.add(new long[Integer.MAX_VALUE - 8]); // 16 GiB each: really more than the heap has
                }
            }
        };
        assertThatThrownBy(() -> run(greedy, "greedy"))
                .isInstanceOf(RunFailure.class)
                .hasMessageContaining("not enough memory")
                .hasMessageContaining("the last checkpoint is kept, go on with: ./bestiary run --resume");
        RunDirectory run = RunDirectory.list(folder.resolve("greedy")).get(0);
        assertThat(run.read().status()).isEqualTo(RunStatus.FAILED);
        endsAsIfNothingHadBeen(run);
    }

    @Test
    void aRunDirectoryThatVanishesIsNamed() {
        TrainingView vandal = new InTheSecondEpoch() {
            @Override
            void happens() {
                Path runs = folder.resolve("vanishing");
                if (!Files.isDirectory(runs)) {
                    return;
                }
                try (Stream<Path> files = Files.walk(runs)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }
        };
        assertThatThrownBy(() -> run(vandal, "vanishing"))
                .isInstanceOf(RunFailure.class)
                .hasMessageContaining("is gone")
                .hasMessageContaining(folder.resolve("vanishing").toString());
    }

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void filesThatCannotGrowAnyMoreLeaveTheCheckpoint() throws IOException, InterruptedException {
        Path prlimit = Path.of("/usr/bin/prlimit");
        assumeTrue(Files.isExecutable(prlimit), "skipped: prlimit, which takes the space away, is not here");
        Path spec = Files.writeString(folder.resolve("troubled.yaml"), SPEC);
        Path runs = folder.resolve("full");
        try (ChildJvm child = ChildJvm.start(
                folder,
                "run",
                spec.toString(),
                "--runs-dir",
                runs.toString(),
                "--set",
                "training.epochs=300",
                "--set",
                "training.checkpoints.keep=1")) {
            while (!child.output().contains("epoch 2/300: ")) { // so that the checkpoint after the first is there
                assertThat(child.isAlive()).as(child.output()).isTrue();
                Thread.sleep(20);
            }
            // From now on no file may be larger than 100,000 bytes: checkpoints (740 KB) fail in the middle.
            int limited = new ProcessBuilder(
                            prlimit.toString(), "--pid", Long.toString(child.pid()), "--fsize=100000:100000")
                    .start()
                    .waitFor();
            assertThat(limited).isZero();
            assertThat(child.exitCode()).as(child.output()).isEqualTo(1);
            assertThat(child.output())
                    .contains("cannot write ")
                    .contains("the last checkpoint is kept, go on with: ./bestiary run --resume")
                    .doesNotContain("at org.bestiary");
        }
        RunDirectory run = RunDirectory.list(runs).get(0);
        try (Stream<Path> files = Files.walk(run.path())) {
            assertThat(files.map(f -> f.getFileName().toString())).noneMatch(f -> f.endsWith(".part"));
        }
        assertThat(run.read().status()).isEqualTo(RunStatus.FAILED);
        List<EpochMetrics> behind = new ArrayList<>();
        TrainingView view = new TrainingView() {
            @Override
            public void resumed(List<EpochMetrics> epochs) {
                behind.addAll(epochs);
            }
        };
        try (StopSignal stop = StopSignal.listen()) {
            stop.request();
            RunRecord resumed = new ExperimentRunner(runs, new DataDirectory(folder), "a test", view)
                    .resume(run, stop)
                    .record();
            assertThat(resumed.status()).isEqualTo(RunStatus.INTERRUPTED);
        }
        assertThat(behind).as("epochs of the checkpoint").isNotEmpty();
    }
}
