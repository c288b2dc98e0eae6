package org.bestiary.reports.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bestiary.reports.SampleRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code run-schema-1.json} is kept as it was first written; a layout that was ever released stays readable. */
class GoldenRecordTest {
    @TempDir
    Path runs;

    private RunDirectory directory;
    private String golden;

    @BeforeEach
    void readGolden() throws IOException {
        directory = RunDirectory.create(runs, SampleRun.golden().id());
        try (InputStream file = getClass().getResourceAsStream("run-schema-1.json")) {
            golden = new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void isStillRead() throws IOException {
        Files.writeString(directory.recordFile(), golden);

        assertThat(directory.read()).isEqualTo(SampleRun.golden());
    }

    /** A change of the layout that is written must be noticed, and be a new schema unless it only adds fields. */
    @Test
    void isStillWritten() throws IOException {
        directory.write(SampleRun.golden());

        assertThat(directory.recordFile()).content().isEqualToNormalizingNewlines(golden);
    }
}
