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
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
    private static final long LARGEST_BYTES = 1 << 20;
    private static final Pattern INDENTED_WITH_TAB = Pattern.compile("^ *\t");
    private static final Pattern PARSER_SAYS =
            Pattern.compile("^(while (parsing|scanning)|expected |found |could not |mapping values |did not find )");
    private static final Pattern DUPLICATE = Pattern.compile("Duplicate field '([^']*)'");

    /**
     * The text of a file.
     *
     * @throws SpecException if it is none of at most 1 MiB, in UTF-8
     */
    public static String text(Path file, DocumentKind kind) {
        try {
            if (Files.size(file) > LARGEST_BYTES) {
                throw new SpecException(file + ": a " + kind.noun() + " must be at most 1 MiB, but got "
                        + Files.size(file) + " bytes; give a YAML file");
            }
            return Files.readString(file);
        } catch (MalformedInputException e) {
            throw new SpecException(
                    file + ": a " + kind.noun() + " must be UTF-8 text, but this file is not; save it as UTF-8", e);
        } catch (IOException e) {
            throw new SpecException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** Reads a spec; see the other method. */
    static YamlTree parse(String text, String origin) {
        return parse(text, origin, DocumentKind.SPEC);
    }

    /**
     * Reads one document.
     *
     * @param text the YAML
     * @param origin what to call it in messages, a file name
     * @param kind what it is
     * @throws SpecException if it is no YAML, not a mapping, has a key twice, or uses anchors
     */
    public static YamlTree parse(String text, String origin, DocumentKind kind) {
        return parse(text, origin, kind, Optional.empty());
    }

    /**
     * Reads one document that may be a list.
     *
     * @param text the YAML
     * @param origin what to call it in messages, a file name
     * @param kind what it is
     * @param name the entry that a list becomes, as if it stood there in a mapping
     * @throws SpecException if it is no YAML, neither a mapping nor a list, has a key twice, or uses anchors
     */
    public static YamlTree parse(String text, String origin, DocumentKind kind, String name) {
        return parse(text, origin, kind, Optional.of(name));
    }

    private static YamlTree parse(String text, String origin, DocumentKind kind, Optional<String> listName) {
        try (JsonParser parser = YAML.createParser(text)) {
            Map<String, Integer> lines = new HashMap<>();
            boolean list = parser.nextToken() == JsonToken.START_ARRAY && listName.isPresent();
            if (!list && parser.currentToken() != JsonToken.START_OBJECT) {
                throw new SpecException(
                        origin + ": a " + kind.noun() + " must be a mapping of names to values, but got "
                                + (parser.currentToken() == null ? "an empty file" : "something else")
                                + "; start with '" + kind.start() + "'");
            }
            JsonNode read = new Reading((YAMLParser) parser, lines, origin, kind).read(list ? listName.get() : "", 0);
            ObjectNode root =
                    list ? JsonNodeFactory.instance.objectNode().set(listName.get(), read) : (ObjectNode) read;
            if (parser.nextToken() != null) {
                throw new SpecException(origin + ":" + parser.currentLocation().getLineNr()
                        + ": a " + kind.noun()
                        + " must be a single document, but another one starts here; put it into a file of its own");
            }
            return new YamlTree(root, lines);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String reason = e.getOriginalMessage() == null ? e.getMessage() : e.getOriginalMessage();
            int line = reason.contains("\\t(TAB)") ? lineWithTab(text) : at == null ? 0 : at.getLineNr();
            throw new SpecException(origin + (line == 0 ? "" : ":" + line) + ": " + rule(reason, kind), e);
        } catch (IOException e) {
            throw new SpecException(origin + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static String rule(String reason, DocumentKind kind) {
        Matcher twice = DUPLICATE.matcher(reason);
        if (twice.find()) {
            return "a name must stand once in a mapping, but got '" + twice.group(1) + "' again; leave one out";
        }
        if (reason.contains("\\t(TAB)")) {
            return "lines must be indented with spaces, but got a tab; write two spaces for each";
        }
        return "a " + kind.noun() + " must be valid YAML: " + oneLine(reason);
    }

    /** The first line that is indented with a tab; the parser names the one before it. */
    private static int lineWithTab(String text) {
        String[] lines = text.split("\\R", -1);
        for (int i = 0; i < lines.length; i++) {
            if (INDENTED_WITH_TAB.matcher(lines[i]).find()) {
                return i + 1;
            }
        }
        return 0;
    }

    /** What the parser says, without the pieces of the file that it draws between. */
    private static String oneLine(String reason) {
        List<String> words = reason.lines()
                .map(String::strip)
                .filter(l -> PARSER_SAYS.matcher(l).find())
                .toList();
        return words.isEmpty()
                ? reason.lines().map(String::strip).findFirst().orElse("unreadable")
                : String.join(", ", words);
    }

    /** One document on its way to a tree. */
    private record Reading(YAMLParser p, Map<String, Integer> lines, String origin, DocumentKind kind) {
        JsonNode read(String path, int depth) throws IOException {
            int line = p.currentTokenLocation().getLineNr();
            lines.putIfAbsent(path, line);
            if (p.isCurrentAlias()) {
                throw new SpecException(origin + ":" + line + ": anchors and aliases are not used in " + kind.noun()
                        + "s, but got *" + p.getText() + "; write the value out");
            }
            if (depth > DEEPEST) {
                throw new SpecException(origin + ":" + line + ": a " + kind.noun() + " must not be nested more than "
                        + DEEPEST + " deep; write it flat");
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
                        object.set(key, read(child, depth + 1));
                    }
                    return object;
                }
                case START_ARRAY -> {
                    ArrayNode array = f.arrayNode();
                    while (p.nextToken() != JsonToken.END_ARRAY) {
                        array.add(read(path + "[" + array.size() + "]", depth + 1));
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
