package org.bestiary.reports.publish;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is published of one experiment.
 *
 * @param card what the index says of it
 * @param details what else {@code summary.json} says
 * @param files the other files, by their paths in the folder with slashes
 */
public record Publication(PublishedCard card, JsonNode details, SortedMap<String, byte[]> files) {
    /** The page, in every folder. */
    public static final String PAGE = "report.html";
    /** The same for people who read Markdown. */
    public static final String MARKDOWN = "report.md";

    /** The parameters of the best network, where they are small enough. */
    public static final String WEIGHTS = "weights.safetensors";

    /** What may be published of one experiment beside its weights, in bytes. */
    public static final long LARGEST = 3_000_000;

    /** The largest weights that are published, in bytes. */
    public static final long LARGEST_WEIGHTS = 4_000_000;

    /** The files of a publication, from texts. */
    public static SortedMap<String, byte[]> files(Map<String, String> texts) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        texts.forEach((name, text) -> files.put(name, text.replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8)));
        return files;
    }

    /** The same with more files. */
    public Publication with(Map<String, byte[]> more) {
        SortedMap<String, byte[]> all = new TreeMap<>(files);
        all.putAll(more);
        return new Publication(card, details, all);
    }

    static Map<String, String> charts(Map<String, String> svg) {
        Map<String, String> files = new LinkedHashMap<>();
        svg.forEach((name, text) -> files.put("charts/" + name + ".svg", text));
        return files;
    }

    static long size(Map<String, String> texts) {
        return texts.values().stream()
                .mapToLong(t -> t.getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }
}
