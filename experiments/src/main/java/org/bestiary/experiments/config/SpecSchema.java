package org.bestiary.experiments.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The published schema of a spec: which names there are, what they may hold, and what they hold when left out. */
public final class SpecSchema {
    private static final String RESOURCE = "experiment.schema.json";
    private static final JsonNode TREE = load();
    private static final JsonSchema SCHEMA = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(
                    TREE,
                    SchemaValidatorsConfig.builder()
                            .pathType(PathType.JSON_POINTER)
                            .build());

    private SpecSchema() {}

    /**
     * One entry that breaks a rule.
     *
     * @param path where, as {@code training.batch}
     * @param rule the rule, what was given, and what to do
     * @param unknownName whether it is an entry that does not exist
     */
    record Violation(String path, String rule, boolean unknownName) {
        Violation(String path, String rule) {
            this(path, rule, false);
        }
    }

    /** The schema as JSON, for editors. */
    public static String text() {
        return TREE.toPrettyString();
    }

    private static JsonNode load() {
        try (InputStream in = SpecSchema.class.getResourceAsStream(RESOURCE)) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every rule that {@code spec} breaks. */
    static List<Violation> check(JsonNode spec) {
        List<Violation> violations = new ArrayList<>();
        for (ValidationMessage m : SCHEMA.validate(spec)) {
            violations.add(violation(m, spec));
        }
        return violations;
    }

    private static Violation violation(ValidationMessage m, JsonNode spec) {
        String pointer = m.getInstanceLocation().toString();
        String path = path(pointer);
        JsonNode schema = schemaAt(pointer);
        JsonNode given = spec.at(pointer);
        String name = path.isEmpty() ? "the spec" : path;
        return switch (m.getType()) {
            case "additionalProperties" -> {
                String key = m.getProperty();
                yield new Violation(
                        path.isEmpty() ? key : path + "." + key,
                        name + " has no entry '" + key + "'" + Names.hint(key, names(schema)),
                        true);
            }
            case "required" -> new Violation(path, name + " must have an entry '" + m.getProperty() + "'");
            case "type" -> new Violation(path, name + " must be " + article(schema) + ", but got " + given);
            case "enum" ->
                new Violation(
                        path,
                        name + " must be one of " + list(schema.path("enum")) + ", but got " + given
                                + (given.isTextual()
                                        ? Names.suggestion(given.asText(), texts(schema.path("enum")))
                                        : ""));
            case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum" ->
                new Violation(path, name + " must be " + range(schema) + ", but got " + given);
            case "pattern" ->
                new Violation(path, name + " must be letters, digits, dots and dashes, at most 100, but got " + given);
            case "minItems" -> new Violation(path, name + " must have at least one entry, but got none");
            case "uniqueItems" -> new Violation(path, name + " must not have an entry twice, but got " + given);
            default -> new Violation(path, m.getMessage());
        };
    }

    /** Adds what was left out. */
    static void fillDefaults(ObjectNode spec) {
        fill(spec, TREE);
    }

    private static void fill(ObjectNode node, JsonNode schema) {
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            JsonNode rule = property.getValue();
            if (!node.has(property.getKey()) && rule.has("default")) {
                node.set(property.getKey(), rule.get("default").deepCopy());
            }
            if (node.get(property.getKey()) instanceof ObjectNode child && rule.has("properties")) {
                fill(child, rule);
            }
        }
    }

    private static JsonNode schemaAt(String pointer) {
        JsonNode schema = TREE;
        for (String step : pointer.split("/")) {
            if (!step.isEmpty()) {
                schema = schema.has("items")
                        ? schema.get("items")
                        : schema.path("properties").has(step)
                                ? schema.path("properties").get(step)
                                : schema.path("additionalProperties");
            }
        }
        return schema;
    }

    private static String path(String pointer) {
        StringBuilder path = new StringBuilder();
        for (String step : pointer.split("/")) {
            if (step.isEmpty()) {
                continue;
            }
            if (step.chars().allMatch(Character::isDigit)) {
                path.append('[').append(step).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".")
                        .append(step.replace("~1", "/").replace("~0", "~"));
            }
        }
        return path.toString();
    }

    private static Set<String> names(JsonNode schema) {
        Set<String> names = new LinkedHashSet<>();
        schema.path("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(n -> texts.add(n.asText()));
        return texts;
    }

    private static String list(JsonNode array) {
        return String.join(", ", texts(array));
    }

    private static String article(JsonNode schema) {
        return switch (schema.path("type").isArray()
                ? "scalar"
                : schema.path("type").asText()) {
            case "integer" -> "a whole number";
            case "number" -> "a number";
            case "string" -> "a text";
            case "array" -> "a list";
            case "object" -> "a mapping";
            default -> "a single value";
        };
    }

    private static String range(JsonNode schema) {
        String low = schema.has("minimum")
                ? "at least " + schema.get("minimum")
                : schema.has("exclusiveMinimum") ? "above " + schema.get("exclusiveMinimum") : "";
        String high = schema.has("maximum")
                ? "at most " + schema.get("maximum")
                : schema.has("exclusiveMaximum") ? "below " + schema.get("exclusiveMaximum") : "";
        return low + (low.isEmpty() || high.isEmpty() ? "" : " and ") + high;
    }
}
