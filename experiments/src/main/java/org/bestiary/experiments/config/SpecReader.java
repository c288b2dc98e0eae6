package org.bestiary.experiments.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From YAML to an {@link ExperimentSpec}, with every mistake reported by file, line and rule. */
public final class SpecReader {
    private static final long LARGEST_BYTES = 1 << 20;
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

    private SpecReader() {}

    /**
     * A spec and where its entries stand, for messages about them.
     *
     * @param spec the experiment
     * @param origin file name, or name of a shipped spec
     * @param lines line of each entry by its path
     * @param overrides what {@code --set} gave, by path
     */
    public record Located(
            ExperimentSpec spec, String origin, Map<String, Integer> lines, Map<String, String> overrides) {
        /** An exception whose message starts with the place of an entry. */
        public SpecException mistake(String path, String message) {
            return new SpecException(place(origin, lines, overrides, path) + ": " + message);
        }

        /** The whole spec as JSON, defaults filled in. */
        public JsonNode tree() {
            return MAPPER.valueToTree(spec);
        }
    }

    /**
     * Reads a file.
     *
     * @param file a YAML file of at most 1 MiB
     * @param overrides values by path, as {@code --set training.batch=32} gives them
     * @throws SpecException if it cannot be read or breaks a rule
     */
    public static Located read(Path file, Map<String, String> overrides) {
        try {
            if (Files.size(file) > LARGEST_BYTES) {
                throw new SpecException(
                        file + ": a spec must be at most 1 MiB, but got " + Files.size(file) + " bytes");
            }
            return parse(Files.readString(file), file.toString(), overrides);
        } catch (MalformedInputException e) {
            throw new SpecException(file + ": a spec must be UTF-8 text, but this file is not", e);
        } catch (IOException e) {
            throw new SpecException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a text.
     *
     * @param yaml the spec
     * @param origin what to call it in messages
     * @param overrides values by path
     * @throws SpecException if it breaks a rule
     */
    public static Located parse(String yaml, String origin, Map<String, String> overrides) {
        YamlTree tree = YamlTree.parse(yaml, origin);
        Map<String, String> set = new LinkedHashMap<>(overrides);
        set.forEach((path, value) -> override(tree.root(), path, value));
        List<YamlSchema.Violation> violations = SpecSchema.check(tree.root());
        if (!violations.isEmpty()) {
            YamlSchema.Violation first = YamlSchema.first(violations, tree.lines());
            String more = violations.size() == 1 ? "" : " (and " + (violations.size() - 1) + " more)";
            throw new SpecException(place(origin, tree.lines(), set, first.path()) + ": " + first.rule() + more);
        }
        SpecSchema.fillDefaults(tree.root());
        return new Located(bind(tree.root(), origin), origin, tree.lines(), set);
    }

    /**
     * A spec that a run has recorded.
     *
     * @param tree the spec as {@code run.json} holds it
     * @param origin what to call it in messages
     * @throws SpecException if it breaks a rule
     */
    public static ExperimentSpec recorded(JsonNode tree, String origin) {
        for (YamlSchema.Violation v : SpecSchema.check(tree)) {
            throw new SpecException(origin + ": " + v.rule());
        }
        return bind(tree, origin);
    }

    private static ExperimentSpec bind(JsonNode tree, String origin) {
        try {
            return MAPPER.treeToValue(tree, ExperimentSpec.class);
        } catch (JsonProcessingException e) {
            throw new SpecException(origin + ": " + e.getOriginalMessage(), e);
        }
    }

    private static void override(ObjectNode root, String path, String value) {
        String[] steps = path.split("\\.");
        ObjectNode node = root;
        for (int i = 0; i < steps.length - 1; i++) {
            if (!(node.get(steps[i]) instanceof ObjectNode)) {
                node.set(steps[i], node.objectNode());
            }
            node = (ObjectNode) node.get(steps[i]);
        }
        node.set(
                steps[steps.length - 1],
                YamlTree.parse("v: " + value, "--set " + path).root().get("v"));
    }

    private static String place(String origin, Map<String, Integer> lines, Map<String, String> overrides, String path) {
        Map<String, String> given = new HashMap<>(overrides);
        if (given.containsKey(path)) {
            return "--set " + path + "=" + given.get(path);
        }
        String at = path;
        while (!lines.containsKey(at) && at.contains(".")) {
            at = at.substring(0, at.lastIndexOf('.'));
        }
        return lines.containsKey(at) ? origin + ":" + lines.get(at) : origin;
    }
}
