package org.bestiary.reports.run;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.bestiary.common.BoundedFile;

/**
 * Records as JSON. Numbers that are not finite are written as strings (see {@link RunRecord}), instants in ISO 8601.
 * Fields that this version does not know are passed over, so that a later version may add some within a schema.
 */
public final class RunJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** A hundred thousand epochs have 28 MB. */
    private static final int MOST_MEBIBYTES = 128;

    private RunJson() {}

    /** Any record of this package, or a list or map of them, as a JSON tree. */
    public static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    /**
     * The record that a JSON text holds.
     *
     * @param origin where the text comes from, for messages
     * @throws RunException if the text is no JSON or breaks a rule of the record
     */
    public static RunRecord record(String json, String origin) {
        try {
            return MAPPER.readValue(json, RunRecord.class);
        } catch (JsonProcessingException e) {
            throw new RunException(
                    origin + " must be whole and valid, but is not" + place(e) + ": " + reason(e)
                            + "; rebuild the store or repeat the run",
                    e);
        }
    }

    /** Writes {@code value} as indented JSON in UTF-8 with a final newline. */
    static void write(Object value, OutputStream out) throws IOException {
        out.write(MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(value));
        out.write("\n".getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads a record of type {@code type} from a file.
     *
     * @throws RunException if the file cannot be read, is no JSON, or breaks a rule of the record
     */
    static <T> T read(Path file, Class<T> type) {
        try {
            JsonNode tree = MAPPER.readTree(BoundedFile.bytes(file, MOST_MEBIBYTES));
            if (!tree.isObject()) {
                throw new RunException(file.getFileName() + " must be a JSON object, got " + file + " that holds "
                        + (tree.isMissingNode() ? "nothing" : "something else")
                        + "; restore it or repeat the run");
            }
            // Before the fields are bound: those of another schema would only raise puzzling complaints.
            int schema = tree.path("schema").asInt(RunRecord.SCHEMA);
            if (!RunRecord.readable(schema)) {
                throw new RunException("the schema of a run must be from 1 to " + RunRecord.SCHEMA + ", got " + schema
                        + " in " + file + "; use the Bestiary that wrote it or a newer one");
            }
            return MAPPER.treeToValue(tree, type);
        } catch (JsonProcessingException e) {
            throw new RunException(
                    file.getFileName() + " must be whole and valid, got " + file + place(e) + ": " + reason(e)
                            + "; restore it or repeat the run",
                    e);
        } catch (IOException e) {
            throw new RunException("cannot read " + file + ": " + RunException.describe(e), e);
        }
    }

    private static String place(JacksonException e) {
        JsonLocation location = e.getLocation();
        boolean known = location != null && location.getLineNr() > 0;
        return known ? " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")" : "";
    }

    /** The rule that was broken if one of ours was, else the field and the parser's words, on one line either way. */
    private static String reason(JacksonException e) {
        if (e.getCause() instanceof IllegalArgumentException rule) {
            return rule.getMessage();
        }
        String message = e.getOriginalMessage().lines().findFirst().orElse("");
        // The parser's advice, in brackets, is for those who configure it.
        String words = message.replaceAll("\\s*\\((set|for) .*", "");
        return e instanceof JsonMappingException mapping ? field(mapping) + words : words;
    }

    private static String field(JsonMappingException e) {
        String path = e.getPath().stream()
                .map(part -> part.getFieldName() == null ? "[" + part.getIndex() + "]" : "." + part.getFieldName())
                .collect(Collectors.joining());
        return path.isEmpty() ? "" : path.replaceFirst("^\\.", "") + ": ";
    }
}
