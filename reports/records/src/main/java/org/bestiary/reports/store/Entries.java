package org.bestiary.reports.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.bestiary.reports.run.RunJson;
import org.bestiary.reports.run.TestEvaluation;

/** The leaves of a tree by their paths: {@code {"a": {"b": 3}}} has one, {@code a.b}. */
final class Entries {
    private static final int LONGEST_PATH = 200;
    private static final int LONGEST_TEXT = 400;

    private Entries() {}

    /** A leaf: its text, and its number if it is one. */
    record Entry(String text, OptionalDouble number) {}

    /** The entries of a specification. A list is one entry, written as in JSON. */
    static Map<String, Entry> of(JsonNode spec) {
        Map<String, Entry> entries = new TreeMap<>();
        collect("", spec, entries);
        return entries;
    }

    private static void collect(String path, JsonNode node, Map<String, Entry> entries) {
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> child : node.properties()) {
                collect(path.isEmpty() ? child.getKey() : path + "." + child.getKey(), child.getValue(), entries);
            }
        } else if (!node.isNull() && !path.isEmpty() && path.length() <= LONGEST_PATH) {
            String text = node.isTextual() ? node.textValue() : node.toString();
            entries.put(
                    path,
                    new Entry(
                            text.substring(0, Math.min(LONGEST_TEXT, text.length())),
                            node.isNumber() ? OptionalDouble.of(node.doubleValue()) : OptionalDouble.empty()));
        }
    }

    /** The single numbers of an evaluation, but not its lists. */
    static Map<String, Double> numbers(Optional<TestEvaluation> test) {
        Map<String, Double> numbers = new TreeMap<>();
        test.map(RunJson::tree)
                .ifPresent(tree -> of(tree).forEach((name, entry) -> {
                    if (entry.number().isPresent()) {
                        numbers.put(name, entry.number().getAsDouble());
                    } else if (entry.text().matches("NaN|-?Infinity")) {
                        numbers.put(name, Double.valueOf(entry.text()));
                    }
                }));
        return numbers;
    }
}
