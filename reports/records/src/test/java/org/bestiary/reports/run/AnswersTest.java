package org.bestiary.reports.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswersTest {
    private static final Answers ANSWERS =
            new Answers(new int[] {3, 0, 1}, new int[] {3, 1, 1}, new float[] {0.75f, 0.5f, Float.NaN}, new float[] {
                0.75f, 1e-9f, Float.NaN
            });

    @TempDir
    Path runs;

    private RunDirectory directory;

    @BeforeEach
    void makeDirectory() {
        directory = RunDirectory.create(runs, "answers");
    }

    @Test
    void areReadBack() {
        directory.writeAnswers(ANSWERS);

        Answers read = directory.readAnswers().orElseThrow();

        assertThat(read.labels()).containsExactly(3, 0, 1);
        assertThat(read.predicted()).containsExactly(3, 1, 1);
        assertThat(read.probability()).containsExactly(0.75f, 0.5f, Float.NaN);
        assertThat(read.labelProbability()).containsExactly(0.75f, 1e-9f, Float.NaN);
        assertThat(read.correct(0)).isTrue();
        assertThat(read.correct(1)).isFalse();
    }

    @Test
    void areATableForEveryone() {
        directory.writeAnswers(ANSWERS);

        assertThat(directory.answersFile())
                .hasContent("image,label,predicted,probability,labelProbability\n"
                        + "0,3,3,0.750000,0.750000\n1,0,1,0.500000,1.00000e-09\n2,1,1,NaN,NaN\n");
    }

    @Test
    void areMissingFromAnOldRun() {
        assertThat(directory.readAnswers()).isEmpty();
    }

    @Test
    void ofADamagedFileAreRefused() throws IOException {
        directory.writeAnswers(ANSWERS);
        String whole = Files.readString(directory.answersFile());
        for (String damaged :
                new String[] {"", whole.replace("\n1,", "\n7,"), whole.replace("0.5", "x"), whole + "3,1"}) {
            Files.writeString(directory.answersFile(), damaged);
            assertThatThrownBy(() -> directory.readAnswers())
                    .isInstanceOf(RunException.class)
                    .hasMessageContaining("predictions.csv must have the columns");
        }
    }
}
