package org.bestiary.experiments.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.experiments.config.SpecReader;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.reports.run.RunStatus;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run that is killed (SIGKILL) at any moments and resumed each time ends with the parameters of one that was never
 * disturbed; so does one in another JVM. The recipe has state of every kind: momentum, an average of the weights, a
 * plateau rule, early stopping, gradients of several batches, mixed images, weights of classes, balanced sampling.
 */
class KilledRunTest {
    private static final double DECAY = 0.98;
    private static final String SPEC = """
            name: tough
            model: {id: lenet5}
            data: {id: strokes, limit: 1000, validation: 0.2, sampling: balanced, augment: mnist}
            training:
              epochs: 4
              batch: 16
              accumulate: 3
              optimizer: {type: amsgrad, learningRate: 0.002}
              schedule: {warmup: {steps: 20}}
              weightDecay: {value: 0.01, decoupled: true}
              clipNorm: 2
              mixup: 0.2
              cutmix: 0.5
              labelSmoothing: 0.1
              classWeights: {1: 1.5, 8: 0.7}
              ema: {decay: 0.98}
              plateau: {patience: 1, factor: 0.5, minDelta: 0.3}
              earlyStopping: {patience: 4, minDelta: 0.3}
              checkpoints: {minutes: 0.01, everyEpochs: 1, keep: 2}
            """;

    @TempDir
    private static Path folder;

    private static Path spec;
    private static RunRecord undisturbed;
    private static long millis;

    @BeforeAll
    static void runUndisturbed() throws IOException {
        spec = Files.writeString(folder.resolve("tough.yaml"), SPEC);
        undisturbed = inThisJvm("whole");
        assertThat(undisturbed.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(undisturbed.epochs().get(undisturbed.epochs().size() - 1).learningRate())
                .as("the plateau rule has worked")
                .isLessThan(0.002);
        assertThat(undisturbed.parametersSha256()).isNotEqualTo(undisturbed.bestParametersSha256());
    }

    private static RunRecord inThisJvm(String runs) {
        try (StopSignal never = StopSignal.listen()) {
            return new ExperimentRunner(folder.resolve(runs), new DataDirectory(folder), "a test", TrainingView.SILENT)
                    .run(SpecReader.parse(SPEC, "tough.yaml", Map.of()), never)
                    .get(0)
                    .record();
        }
    }

    private static void isAsUndisturbed(RunRecord record) {
        assertThat(record.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(record.parametersSha256()).isPresent().isEqualTo(undisturbed.parametersSha256());
        assertThat(record.bestParametersSha256()).isPresent().isEqualTo(undisturbed.bestParametersSha256());
        assertThat(record.test()).isEqualTo(undisturbed.test());
        assertThat(record.epochs())
                .usingRecursiveComparison()
                .ignoringFields("seconds", "imagesPerSecond")
                .isEqualTo(undisturbed.epochs());
    }

    @Test
    void aRunIsRepeatedBitForBitHereAndInAnotherJvm() throws IOException, InterruptedException {
        isAsUndisturbed(inThisJvm("again"));
        Path runs = folder.resolve("fresh");
        long begun = System.nanoTime();
        try (ChildJvm child = ChildJvm.start(folder, "run", spec.toString(), "--runs-dir", runs.toString())) {
            assertThat(child.exitCode()).as(child.output()).isZero();
        }
        millis = (System.nanoTime() - begun) / 1_000_000;
        isAsUndisturbed(RunDirectory.list(runs).get(0).read());
    }

    @Test
    void killedThreeTimesItEndsAsIfItHadNotBeen() throws IOException, InterruptedException {
        kill(3, 7);
    }

    @Test
    @Tag("slow")
    void killedTwentyTimesItEndsAsIfItHadNotBeen() throws IOException, InterruptedException {
        kill(20, 11);
    }

    /** Kills at random moments, resumes each time, and begins another run whenever one has ended. */
    private void kill(int times, long seed) throws IOException, InterruptedException {
        if (millis == 0) {
            aRunIsRepeatedBitForBitHereAndInAnotherJvm();
        }
        Random random = new Random(seed);
        int kills = 0;
        int ended = 0;
        int inTraining = 0;
        Path runs = Files.createTempDirectory(folder, "killed");
        while (kills < times || ended == 0 || !RunDirectory.list(runs).isEmpty()) {
            Optional<RunDirectory> begun = RunDirectory.list(runs).stream().findFirst();
            if (begun.isPresent() && isComplete(begun.get())) {
                // Killed in the moment between the last record and the end of the process.
                isAsUndisturbed(begun.get().read());
                ended++;
                runs = Files.createTempDirectory(folder, "killed");
                continue;
            }
            String[] command = begun.isPresent()
                    ? new String[] {"run", "--resume", begun.get().path().toString()}
                    : new String[] {"run", spec.toString(), "--runs-dir", runs.toString()};
            try (ChildJvm child = ChildJvm.start(folder, command)) {
                boolean killed =
                        kills < times && child.killAfter(millis / 8 + (long) (random.nextDouble() * millis * 7 / 8));
                if (killed) {
                    kills++;
                    inTraining += hasBegunTraining(runs) ? 1 : 0;
                    continue;
                }
                assertThat(child.exitCode()).as(child.output()).isZero();
            }
            isAsUndisturbed(RunDirectory.list(runs).get(0).read());
            ended++;
            runs = Files.createTempDirectory(folder, "killed");
        }
        assertThat(ended).isPositive();
        assertThat(inTraining).as("kills after the first checkpoint").isPositive();
    }

    private static boolean isComplete(RunDirectory run) {
        return Files.exists(run.recordFile()) && run.read().status() == RunStatus.COMPLETED;
    }

    /** Whether there is a checkpoint; whatever has a name is whole. */
    private static boolean hasBegunTraining(Path runs) throws IOException {
        for (RunDirectory run : RunDirectory.list(runs)) {
            assertThat(run.read().experiment()).isEqualTo("tough");
            if (Files.exists(run.metricsFile())) {
                assertThat(Files.readString(run.metricsFile()))
                        .startsWith("epoch")
                        .endsWith("\n");
            }
            Optional<Checkpoints.Restored> last = new Checkpoints(run).last(OptionalDouble.of(DECAY));
            if (last.isPresent()) {
                assertThat(last.get().average()).isPresent();
                if (last.get().state().best().isPresent()) {
                    assertThat(new Checkpoints(run).restoreBest().numParams()).isEqualTo(61_706);
                }
                return true;
            }
        }
        return false;
    }
}
