package org.bestiary.reports.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Path;
import org.bestiary.common.AtomicFile;
import org.bestiary.common.BoundedFile;
import org.bestiary.reports.run.RunException;

/** {@code study.json}. Numbers that are not finite are written as strings, instants in ISO 8601. */
public final class SweepJson {
    private static final int MOST_MEBIBYTES = 256;

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private SweepJson() {}

    /**
     * Writes a report.
     *
     * @throws RunException if the file cannot be written; the old one remains
     */
    public static void write(SweepReport report, Path file) {
        try {
            AtomicFile.write(file, bytes(report));
        } catch (IOException e) {
            throw RunException.cannotWrite(file, e);
        }
    }

    /** A report as the file has it. */
    public static byte[] bytes(SweepReport report) {
        try {
            return MAPPER.writeValueAsBytes(report);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report that cannot be written as JSON", e);
        }
    }

    /**
     * Reads a report back.
     *
     * @throws RunException if the file cannot be read or is no report
     */
    public static SweepReport read(Path file) {
        try {
            return MAPPER.readValue(BoundedFile.bytes(file, MOST_MEBIBYTES), SweepReport.class);
        } catch (IOException e) {
            throw new RunException(
                    "a study's report must be whole and valid, got " + file + ": " + e.getMessage()
                            + "; write it again with: ./bestiary sweep --resume",
                    e);
        }
    }
}
