package org.bestiary.reports.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bestiary.reports.SampleRun;
import org.bestiary.reports.html.ReportPage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code run-schema-N.json} are kept as they were first written; a layout that was ever written stays readable. */
class GoldenRecordTest {
    @TempDir
    Path runs;

    private RunDirectory directory;

    @BeforeEach
    void makeDirectory() {
        directory = RunDirectory.create(runs, SampleRun.golden().id());
    }

    private String golden(String layout) throws IOException {
        try (InputStream file = getClass().getResourceAsStream("run-schema-" + layout + ".json")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The second says what the best epoch was chosen by, which was accuracy before. */
    @ParameterizedTest
    @ValueSource(strings = {"2-with-input", "2-with-choice"})
    void isStillRead(String layout) throws IOException {
        Files.writeString(directory.recordFile(), golden(layout));

        assertThat(directory.read()).isEqualTo(SampleRun.golden());
    }

    @Test
    void withoutInputIsStillRead() throws IOException {
        Files.writeString(directory.recordFile(), golden("2"));

        assertThat(directory.read()).isEqualTo(SampleRun.goldenWithoutInput());
    }

    /** And becomes one of the present layout when it is written again. */
    @Test
    void ofTheFirstLayoutIsStillRead() throws IOException {
        Files.writeString(directory.recordFile(), golden("1"));

        RunRecord read = directory.read();

        assertThat(read).isEqualTo(SampleRun.goldenOfLayout1());
        assertThat(read.schema()).isEqualTo(RunRecord.SCHEMA);
        assertThat(ReportPage.html(read, Predictions.NONE)).contains(read.id());
    }

    /** A change of the layout that is written must be noticed, and be a new schema unless it only adds fields. */
    @Test
    void isStillWritten() throws IOException {
        directory.write(SampleRun.golden());

        assertThat(directory.recordFile()).content().isEqualToNormalizingNewlines(golden("2-with-choice"));
    }
}
