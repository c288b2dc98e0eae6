package org.bestiary.experiments.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.experiments.config.SpecReader;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.reports.run.RunStatus;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ResNet-20 becomes ResNet-32 while it learns; also when the process is killed on the way. */
class GrowingRunTest {
    private static final String SPEC = """
            name: growing
            model:
              id: resnet32
              options: {width: 4}
              grow:
                - {id: resnet20, epochs: 2, learningRate: 0.02}
            data: {id: strokes, classes: [1, 4, 7], limit: 240, validation: 0.2}
            training:
              epochs: 2
              batch: 16
              optimizer: {type: momentum, learningRate: 0.01}
              phases: [{epochs: 1, learningRate: 0.002}]
              checkpoints: {minutes: 0.01}
            """;

    @TempDir
    private Path runs;

    private final List<String> notes = new ArrayList<>();

    private RunRecord run(String yaml) {
        TrainingView view = new TrainingView() {
            @Override
            public void note(String line) {
                notes.add(line);
            }
        };
        try (StopSignal never = StopSignal.listen()) {
            return new ExperimentRunner(runs, new DataDirectory(runs.resolve("no-data")), "a test", view)
                    .run(SpecReader.parse(yaml, "growing.yaml", Map.of()), never)
                    .get(0)
                    .record();
        }
    }

    @Test
    void aNetworkGrowsAndItsReportShowsTheSeams() throws IOException {
        RunRecord record = run(SPEC);
        assertThat(record.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(notes)
                .contains(
                        "phase 2 of 3: resnet32",
                        "39 layers carried over, 12 new ones near the identity, 12 at random",
                        "phase 3 of 3: all layers learn");
        assertThat(record.epochs()).extracting(e -> e.learningRate()).containsExactly(0.02, 0.02, 0.01, 0.01, 0.002);
        assertThat(record.best().orElseThrow().epoch())
                .as("of the last network")
                .isGreaterThan(2);
        assertThat(TrainedModel.open(RunDirectory.open(runs.resolve(record.id())))
                        .network()
                        .id())
                .isEqualTo("resnet32");
        String report = Files.readString(runs.resolve(record.id()).resolve("report.html"));
        assertThat(report).contains(">resnet20<", ">resnet32<", ">next phase<");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id: resnet20 | id: vgg11 | growing.yaml:6: model.grow[0].id: vgg11 has no option 'width'",
                "id: resnet20 | id: resnet200 | no network is called 'resnet200'",
                "batch: 16 | ema: {decay: 0.9} | training.ema averages one network, but got model.grow",
                "batch: 16 | plateau: {} | training.plateau is for a training of one part, but got",
            })
    void whatDoesNotFitIsSaidInOneLine(String part, String other, String message) {
        assertThatThrownBy(() -> run(SPEC.replace(part, other)))
                .hasMessageContaining(message)
                .message()
                .doesNotContain("\n");
    }

    /** Killed (SIGKILL) at three moments spread over the training, and gone on with each time. */
    @Test
    @Tag("slow")
    void killedInAnyPhaseItEndsAsIfItHadNotBeen() throws IOException, InterruptedException {
        RunRecord whole = run(SPEC);
        Path spec = Files.writeString(runs.resolve("growing.yaml"), SPEC);
        Path killed = runs.resolve("killed");
        int kills = 0;
        List<String> command = List.of("run", spec.toString(), "--runs-dir", killed.toString());
        while (true) {
            int before = epochs(killed);
            try (ChildJvm child = ChildJvm.start(runs, command.toArray(String[]::new))) {
                while (kills < 3 && epochs(killed) < before + 1) {
                    Thread.sleep(20);
                }
                if (kills < 3) {
                    kills++;
                    command = List.of(
                            "run",
                            "--resume",
                            RunDirectory.list(killed).get(0).path().toString());
                    continue;
                }
                assertThat(child.exitCode()).as(child.output()).isZero();
            }
            break;
        }
        RunRecord record = RunDirectory.list(killed).get(0).read();
        assertThat(record.parametersSha256()).isPresent().isEqualTo(whole.parametersSha256());
        assertThat(record.bestParametersSha256()).isEqualTo(whole.bestParametersSha256());
    }

    private static int epochs(Path runs) {
        List<RunDirectory> begun = RunDirectory.list(runs);
        return begun.isEmpty() ? 0 : begun.get(0).read().epochs().size();
    }
}
