package org.bestiary.reports.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bestiary.common.AtomicFile;
import org.bestiary.reports.run.RunException;

/**
 * The folder of something published. {@code summary.json} is what programs read and what names the folder's files, so that
 * those which are published no more can be removed, and nothing else ever is.
 */
public final class PublishedFolder {
    /** The figures. */
    public static final String SUMMARY = "summary.json";

    private static final int SCHEMA = 1;
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private PublishedFolder() {}

    /**
     * Makes a folder hold exactly what is published, leaving files alone that need no change.
     *
     * @param publication what is published
     * @param root the folder of all that is published
     * @return the folder
     * @throws RunException if it is too large or cannot be written
     */
    public static Path write(Publication publication, Path root) {
        Path folder = root.resolve(publication.card().name()).normalize();
        // Absolute, since x in "." has no parent.
        if (!root.toAbsolutePath().normalize().equals(folder.toAbsolutePath().getParent())) {
            throw new RunException("the name of what is published must be that of a folder, got '"
                    + publication.card().name() + "'; name the experiment otherwise");
        }
        SortedMap<String, byte[]> files = new TreeMap<>(publication.files());
        files.put(SUMMARY, summary(publication));
        long size = files.entrySet().stream()
                .filter(f -> !f.getKey().equals(Publication.WEIGHTS))
                .mapToLong(f -> f.getValue().length)
                .sum();
        if (size > Publication.LARGEST) {
            throw new RunException("what is published of an experiment must be at most "
                    + Publication.LARGEST / 1_000_000 + " MB, got " + size + " bytes for "
                    + publication.card().name() + "; publish fewer of its runs");
        }
        try {
            removeOthers(folder, files);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                put(folder.resolve(file.getKey()), file.getValue());
            }
        } catch (IOException e) {
            throw RunException.cannotWrite(folder, e);
        }
        return folder;
    }

    private static byte[] summary(Publication publication) {
        ObjectNode summary = MAPPER.createObjectNode();
        summary.put("schema", SCHEMA);
        summary.setAll((ObjectNode) MAPPER.valueToTree(publication.card()));
        ArrayNode files = summary.putArray("files");
        publication.files().keySet().forEach(files::add);
        if (publication.details() instanceof ObjectNode details) {
            summary.setAll(details);
        }
        try {
            return (MAPPER.writeValueAsString(summary).replace("\r\n", "\n") + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a summary that cannot be written as JSON", e);
        }
    }

    private static void removeOthers(Path folder, Map<String, byte[]> files) throws IOException {
        Optional<JsonNode> old = read(folder);
        if (old.isPresent()) {
            for (JsonNode name : old.get().path("files")) {
                Path file = folder.resolve(name.asText()).normalize();
                if (!files.containsKey(name.asText()) && file.startsWith(folder)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /**
     * What {@code summary.json} of a folder says; empty if there is none.
     *
     * @throws IOException if it is there and cannot be read
     */
    public static Optional<JsonNode> read(Path folder) throws IOException {
        Path file = folder.resolve(SUMMARY);
        return Files.isRegularFile(file) ? Optional.of(MAPPER.readTree(file.toFile())) : Optional.empty();
    }

    static void put(Path file, byte[] content) throws IOException {
        if (Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), content)) {
            return;
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        AtomicFile.write(file, content);
    }
}
