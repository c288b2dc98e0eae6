package org.bestiary.reports.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bestiary.reports.store.MadeRuns;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunReferenceTest {
    @TempDir
    Path folder;

    private Path runs;

    @BeforeEach
    void someRuns() throws IOException {
        runs = folder.resolve("runs");
        made(runs, "lenet5-sample-s1", "lenet5", 1);
        made(runs, "lenet5-sample-s2", "lenet5", 3);
        made(runs, "lenet5-sample-wide-s1", "vgg", 7);
        made(runs, "resnet20-s1", "resnet20", 9);
        made(runs, "resnet20-s10", "resnet20", 5);
        made(runs.resolve("sweep-1"), "sweep-1-t0-s1", "lenet5", 20);
        made(runs.resolve("sweep-1"), "sweep-1-t1-s1", "lenet5", 21);
        Files.createDirectories(runs.resolve("damaged"));
        Files.writeString(runs.resolve("damaged").resolve("run.json"), "{");
    }

    private static void made(Path runs, String id, String model, int hours) {
        RunDirectory.create(runs, id).write(MadeRuns.started(id, model, hours, 64, 0.1));
    }

    @ParameterizedTest
    @CsvSource({
        "resnet20-s1,resnet20-s1",
        "latest,resnet20-s1",
        "lenet5-sample,lenet5-sample-s2",
        "lenet5-sample-w,lenet5-sample-wide-s1",
        "resnet20-s10,resnet20-s10",
        "sweep-1-t1-s1,sweep-1-t1-s1",
        "sweep-1-t0,sweep-1-t0-s1",
        "dam,damaged"
    })
    void whatIsMeant(String text, String id) {
        assertThat(RunReference.find(runs, text).id()).isEqualTo(id);
    }

    @Test
    void directoriesAreMeantWhereverTheyAre() {
        Path elsewhere = folder.resolve("elsewhere");
        made(elsewhere, "copied", "lenet5", 2);
        assertThat(RunReference.find(runs, elsewhere.resolve("copied").toString())
                        .id())
                .isEqualTo("copied");
        assertThat(RunReference.find(runs, "sweep-1/sweep-1-t0-s1").id()).isEqualTo("sweep-1-t0-s1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "resnet | got 'resnet' for resnet20-s1, resnet20-s10; write more of it",
                "l | got 'l' for lenet5-sample-s1, lenet5-sample-s2, lenet5-sample-wide-s1; write more of it",
                "sweep-1-t | got 'sweep-1-t' for sweep-1-t0-s1, sweep-1-t1-s1; write more of it",
                "resnet20-s2 | is called 'resnet20-s2'; did you mean resnet20-s1",
                "sweep-1 | got 'sweep-1' for sweep-1-t0-s1, sweep-1-t1-s1; write more of it",
                "a/b | which is no directory",
                "'' | must contain run.json"
            })
    void whatIsNotThereOrSeveralTimesIsSaidInOneLine(String text, String message) {
        assertThatThrownBy(() -> RunReference.find(runs, text))
                .isInstanceOf(RunException.class)
                .hasMessageContaining(message);
    }

    @Test
    void withoutRunsTheWayToOneIsSaid() {
        assertThatThrownBy(() -> RunReference.find(folder.resolve("none"), "latest"))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("make one with bestiary run quickstart");
    }
}
