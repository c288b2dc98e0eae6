package org.bestiary.reports.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bestiary.reports.SampleRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunDirectoryTest {
    @TempDir
    Path runs;

    private RunDirectory directoryOf(RunRecord record) {
        return RunDirectory.create(runs, record.id());
    }

    @Test
    void readsBackWhatItWrote() {
        RunRecord record = SampleRun.completed();
        Predictions predictions = SampleRun.predictions(10, 3, 8);
        RunDirectory directory = directoryOf(record);

        directory.write(record);
        directory.writePredictions(predictions);

        RunDirectory reopened = RunDirectory.open(directory.path());
        assertThat(reopened.read()).isEqualTo(record);
        assertThat(reopened.readPredictions()).contains(predictions);
    }

    @Test
    void carriesNumbersThatAreNotFinite() throws IOException {
        RunRecord record = SampleRun.diverged();
        RunDirectory directory = directoryOf(record);

        directory.write(record);

        assertThat(directory.read()).isEqualTo(record);
        assertThat(Files.readString(directory.recordFile()))
                .contains("\"trainLoss\" : \"NaN\"", "\"validationLoss\" : \"Infinity\"", "\"status\" : \"diverged\"");
    }

    @Test
    void writesAnAbsentValueAsNull() throws IOException {
        RunRecord record = SampleRun.started("begun", SampleRun.DIGITS, 3);
        RunDirectory directory = directoryOf(record);

        directory.write(record);

        assertThat(directory.read()).isEqualTo(record);
        assertThat(Files.readString(directory.recordFile())).contains("\"test\" : null", "\"statusDetail\" : null");
        assertThat(directory.readPredictions()).isEmpty();
    }

    @Test
    void writesTheEpochsAsATable() throws IOException {
        RunDirectory directory = directoryOf(SampleRun.diverged());

        directory.write(SampleRun.diverged());

        assertThat(Files.readAllLines(directory.metricsFile()))
                .containsExactly(
                        "epoch,steps,learningRate,trainLoss,trainAccuracy,validationLoss,validationAccuracy,seconds,"
                                + "imagesPerSecond",
                        "1,500,10.0,2.31,11.2,2.4,11.5,4.0,12000.0",
                        "2,500,10.0,48.7,11.2,Infinity,11.5,4.0,12000.0",
                        "3,500,10.0,NaN,11.2,NaN,11.5,4.0,12000.0");
    }

    @Test
    void leavesNothingBesideItsFiles() throws IOException {
        RunRecord record = SampleRun.completed();
        RunDirectory directory = directoryOf(record);

        directory.write(record);
        directory.write(record);

        try (var files = Files.list(directory.path())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("run.json", "metrics.csv", "checkpoints");
        }
    }

    @Test
    void removesWhatAKilledWriterLeft() throws IOException {
        RunDirectory directory = directoryOf(SampleRun.completed());
        directory.write(SampleRun.completed());
        Path part = Files.createFile(directory.checkpoints().resolve(".last.zip.1234.part"));

        directory.removeUnfinished();

        assertThat(part).doesNotExist();
        assertThat(directory.recordFile()).exists();
    }

    @Test
    void refusesTheRecordOfAnotherRun() {
        RunDirectory directory = RunDirectory.create(runs, "other");

        assertThatThrownBy(() -> directory.write(SampleRun.completed()))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("got run \"lenet5-strokes-s1\" for");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../up", "a/b", ".hidden", "with space", "<b>", "a\nb"})
    void refusesAnIdThatIsNoPlainName(String id) {
        assertThatThrownBy(() -> RunDirectory.create(runs, id))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("a run id must be letters")
                .hasMessageNotContaining("\n");
    }

    @Test
    void refusesATakenId() {
        RunDirectory.create(runs, "one");

        assertThatThrownBy(() -> RunDirectory.create(runs, "one"))
                .hasMessage("a run id must be new, got \"one\" which is in " + runs + "; choose another");
    }

    @Test
    void refusesARunsDirectoryThatIsAFile() throws IOException {
        Path file = Files.createFile(runs.resolve("file"));

        assertThatThrownBy(() -> RunDirectory.create(file, "one"))
                .hasMessage("the runs directory must be a directory, got the file " + file
                        + "; name another with --runs-dir");
        assertThatThrownBy(() -> RunDirectory.create(file.resolve("below"), "one"))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("cannot make the run directory");
    }

    @Test
    void refusesToOpenWhatIsNoRun() {
        assertThatThrownBy(() -> RunDirectory.open(runs.resolve("nowhere")))
                .hasMessage("a run directory must contain run.json, got " + runs.resolve("nowhere")
                        + " which is no directory; give the directory of a run");
        assertThatThrownBy(() -> RunDirectory.open(runs)).hasMessageContaining("without one");
    }

    @Test
    void listsRunsById() {
        for (String id : List.of("b", "a", "c")) {
            RunDirectory.create(runs, id).write(SampleRun.started(id, SampleRun.DIGITS, 1));
        }
        RunDirectory.create(runs, "unfinished");

        assertThat(RunDirectory.list(runs)).extracting(RunDirectory::id).containsExactly("a", "b", "c");
        assertThat(RunDirectory.list(runs.resolve("missing"))).isEmpty();
    }

    @Test
    void namesWhatItCannotWrite() throws IOException {
        RunRecord record = SampleRun.completed();
        RunDirectory directory = directoryOf(record);
        directory.write(record);
        Files.delete(directory.metricsFile());
        Files.createDirectories(directory.metricsFile().resolve("in-the-way"));

        assertThatThrownBy(() -> directory.write(record))
                .isInstanceOf(RunException.class)
                .hasMessageStartingWith("cannot write " + directory.metricsFile() + ": ")
                .hasMessageNotContaining("\n");
    }
}
