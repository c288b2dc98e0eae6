package org.bestiary.reports.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bestiary.reports.SampleRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedRecordTest {
    @TempDir
    Path runs;

    private RunDirectory directory;
    private String json;

    @BeforeEach
    void writeRun() throws IOException {
        directory = RunDirectory.create(runs, SampleRun.completed().id());
        directory.write(SampleRun.completed());
        json = Files.readString(directory.recordFile());
    }

    private void refused(String content, String... parts) throws IOException {
        Files.writeString(directory.recordFile(), content);
        assertThatThrownBy(directory::read)
                .isInstanceOf(RunException.class)
                .hasMessageContaining(directory.recordFile().toString())
                .hasMessageContainingAll(parts)
                .hasMessageNotContaining("\n");
    }

    @Test
    void anEmptyFile() throws IOException {
        refused("", "must be a JSON object", "holds nothing");
    }

    @Test
    void halfAFile() throws IOException {
        refused(json.substring(0, json.length() / 2), "must be whole and valid", "restore it or repeat the run");
    }

    @Test
    void anotherKindOfJson() throws IOException {
        refused("[1, 2]", "must be a JSON object");
    }

    @Test
    void rubbishBehindTheEnd() throws IOException {
        refused(json + "}", "must be whole and valid");
    }

    @Test
    void aSchemaOfTheFuture() throws IOException {
        refused(
                json.replace("\"schema\" : 2", "\"schema\" : 3"),
                "the schema of a run must be from 1 to 2, got 3",
                "use the Bestiary that wrote it or a newer one");
    }

    @Test
    void aBrokenRule() throws IOException {
        refused(
                json.replace("\"status\" : \"completed\"", "\"status\" : \"done\""),
                "status must be one of [running, completed, diverged, interrupted, failed], got \"done\"");
        refused(
                json.replace("\"learnableParameters\" : 61706", "\"learnableParameters\" : -1"),
                "model.learnableParameters must be at least 0, got -1");
        refused(json.replace("\"examples\" : 10000", "\"examples\" : 9999"), "must count every test example once");
    }

    @Test
    void aMissingField() throws IOException {
        refused(json.replaceFirst("\"experiment\" : \"[^\"]*\",", ""), "experiment must not be blank, got nothing");
        refused(json.replaceFirst("\"seed\" : 1,", ""), "seed: Cannot map `null` into type `long`;");
    }

    @Test
    void aFieldOfTheFutureIsPassedOver() throws IOException {
        Files.writeString(directory.recordFile(), json.replace("\"seed\" : 1,", "\"seed\" : 1, \"mood\" : \"good\","));

        assertThat(directory.read()).isEqualTo(SampleRun.completed());
    }
}
