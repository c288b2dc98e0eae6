package org.bestiary.experiments.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * A YAML text as a tree that knows the line of every entry.
 *
 * @param root the content
 * @param lines line of each entry by its path, {@code training.batch} or {@code seeds[1]}
 */
public record YamlTree(ObjectNode root, Map<String, Integer> lines) {
    private static final YAMLFactory YAML = YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final int DEEPEST = 50;

    /**
     * Reads one document.
     *
     * @param text the YAML
     * @param origin what to call it in messages, a file name
     * @throws SpecException if it is no YAML, not a mapping, has a key twice, or uses anchors
     */
    public static YamlTree parse(String text, String origin) {
        try (JsonParser parser = YAML.createParser(text)) {
            Map<String, Integer> lines = new HashMap<>();
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new SpecException(origin + ": a spec must be a mapping of names to values, but got "
                        + (parser.currentToken() == null ? "an empty file" : "something else")
                        + "; start with 'name: my-experiment'");
            }
            JsonNode root = read((YAMLParser) parser, "", lines, origin, 0);
            if (parser.nextToken() != null) {
                throw new SpecException(
                        origin + ":" + parser.currentLocation().getLineNr()
                                + ": a spec must be a single document, but another one starts here; put it into a file of its own");
            }
            return new YamlTree((ObjectNode) root, lines);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String reason = e.getOriginalMessage() == null ? e.getMessage() : e.getOriginalMessage();
            throw new SpecException(
                    origin + (at == null ? "" : ":" + at.getLineNr()) + ": a spec must be valid YAML: "
                            + oneLine(reason),
                    e);
        } catch (IOException e) {
            throw new SpecException(origin + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** {@code origin:line} of an entry, or of the nearest entry around it. */
    public String place(String origin, String path) {
        String at = path;
        while (!lines.containsKey(at) && !at.isEmpty()) {
            at = at.substring(0, Math.max(0, Math.max(at.lastIndexOf('.'), at.lastIndexOf('['))));
        }
        return at.isEmpty() ? origin : origin + ":" + lines.get(at);
    }

    private static String oneLine(String reason) {
        return reason.lines()
                .map(String::strip)
                .filter(l -> !l.isEmpty())
                .limit(2)
                .reduce((a, b) -> a + ", " + b)
                .orElse("unreadable");
    }

    private static JsonNode read(YAMLParser p, String path, Map<String, Integer> lines, String origin, int depth)
            throws IOException {
        int line = p.currentTokenLocation().getLineNr();
        lines.putIfAbsent(path, line);
        if (p.isCurrentAlias()) {
            throw new SpecException(origin + ":" + line + ": anchors and aliases are not used in specs, but got *"
                    + p.getText() + "; write the value out");
        }
        if (depth > DEEPEST) {
            throw new SpecException(origin + ":" + line + ": a spec must not be nested more than " + DEEPEST + " deep");
        }
        JsonNodeFactory f = JsonNodeFactory.instance;
        switch (p.currentToken()) {
            case START_OBJECT -> {
                ObjectNode object = f.objectNode();
                while (p.nextToken() != JsonToken.END_OBJECT) {
                    String key = p.currentName();
                    String child = path.isEmpty() ? key : path + "." + key;
                    lines.put(child, p.currentTokenLocation().getLineNr());
                    p.nextToken();
                    object.set(key, read(p, child, lines, origin, depth + 1));
                }
                return object;
            }
            case START_ARRAY -> {
                ArrayNode array = f.arrayNode();
                while (p.nextToken() != JsonToken.END_ARRAY) {
                    array.add(read(p, path + "[" + array.size() + "]", lines, origin, depth + 1));
                }
                return array;
            }
            case VALUE_NUMBER_INT -> {
                return f.numberNode(p.getBigIntegerValue());
            }
            case VALUE_NUMBER_FLOAT -> {
                return number(p.getText());
            }
            case VALUE_TRUE, VALUE_FALSE -> {
                return f.booleanNode(p.getBooleanValue());
            }
            case VALUE_NULL -> {
                return f.nullNode();
            }
            default -> {
                return f.textNode(p.getText());
            }
        }
    }

    /** What YAML takes for a number; .nan and .inf stay text, because no entry of a spec may be either. */
    private static JsonNode number(String text) {
        try {
            double value = Double.parseDouble(text.replace("_", ""));
            if (Double.isFinite(value)) {
                return JsonNodeFactory.instance.numberNode(value);
            }
        } catch (NumberFormatException e) {
            // Falls through: the schema says what is wrong with a text.
        }
        return JsonNodeFactory.instance.textNode(text);
    }
}
