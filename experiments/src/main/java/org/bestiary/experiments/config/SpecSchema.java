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
import java.util.Optional;
import java.util.Set;

/** A published schema, of an experiment or of a search: which names there are, what they may hold, and what they hold when left out. */
public final class SpecSchema {
    /** The schema of an experiment. */
    private static final SpecSchema EXPERIMENT = new SpecSchema("experiment.schema.json");

    private final JsonNode tree;
    private final JsonSchema schema;

    /**
     * @param resource a schema beside this class
     */
    SpecSchema(String resource) {
        tree = load(resource);
        schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        tree,
                        SchemaValidatorsConfig.builder()
                                .pathType(PathType.JSON_POINTER)
                                .build());
    }

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
        return EXPERIMENT.json();
    }

    /** The schema as JSON. */
    String json() {
        return tree.toPrettyString();
    }

    private static JsonNode load(String resource) {
        try (InputStream in = SpecSchema.class.getResourceAsStream(resource)) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every rule of an experiment that {@code spec} breaks. */
    static List<Violation> check(JsonNode spec) {
        return EXPERIMENT.violations(spec);
    }

    /** Every rule that {@code spec} breaks. */
    List<Violation> violations(JsonNode spec) {
        List<Violation> violations = new ArrayList<>();
        for (ValidationMessage m : schema.validate(spec)) {
            violations.add(violation(m, spec));
        }
        return violations;
    }

    private Violation violation(ValidationMessage m, JsonNode spec) {
        String pointer = m.getInstanceLocation().toString();
        String path = path(pointer);
        JsonNode rules = schemaAt(pointer);
        JsonNode given = spec.at(pointer);
        String name = path.isEmpty() ? "the spec" : path;
        return switch (m.getType()) {
            case "additionalProperties" -> {
                String key = m.getProperty();
                yield new Violation(
                        path.isEmpty() ? key : path + "." + key,
                        name + " has no entry '" + key + "'" + Names.hint(key, names(rules)),
                        true);
            }
            case "required" -> new Violation(path, name + " must have an entry '" + m.getProperty() + "'");
            case "type" -> new Violation(path, name + " must be " + article(rules) + ", but got " + given);
            case "enum" ->
                new Violation(
                        path,
                        name + " must be one of " + list(rules.path("enum")) + ", but got " + given
                                + (given.isTextual()
                                        ? Names.suggestion(given.asText(), texts(rules.path("enum")))
                                        : ""));
            case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum" ->
                new Violation(path, name + " must be " + range(rules) + ", but got " + given);
            case "pattern" ->
                new Violation(path, name + " must be letters, digits, dots and dashes, at most 100, but got " + given);
            case "minItems" -> new Violation(path, name + " must have at least one entry, but got none");
            case "uniqueItems" -> new Violation(path, name + " must not have an entry twice, but got " + given);
            default -> new Violation(path, m.getMessage());
        };
    }

    /** Adds what an experiment left out. */
    static void fillDefaults(ObjectNode spec) {
        EXPERIMENT.fill(spec);
    }

    /** Adds what was left out. */
    void fill(ObjectNode spec) {
        fill(spec, tree);
    }

    /**
     * Why no experiment has an entry of this path, or empty when it has one.
     *
     * @param path as {@code training.batch}
     */
    static Optional<String> unknown(String path) {
        JsonNode at = EXPERIMENT.tree;
        StringBuilder before = new StringBuilder();
        for (String step : path.split("\\.", -1)) {
            JsonNode next = at.path("properties").path(step);
            if (next.isMissingNode()) {
                next = at.path("additionalProperties");
            }
            if (!next.isObject()) {
                String parent = before.isEmpty() ? "the spec" : before.toString();
                return Optional.of(parent + " has no entry '" + step + "'" + Names.hint(step, names(at)));
            }
            before.append(before.isEmpty() ? "" : ".").append(step);
            at = next;
        }
        return Optional.empty();
    }

    private static void fill(ObjectNode node, JsonNode rules) {
        for (Map.Entry<String, JsonNode> property : rules.path("properties").properties()) {
            JsonNode rule = property.getValue();
            if (!node.has(property.getKey()) && rule.has("default")) {
                node.set(property.getKey(), rule.get("default").deepCopy());
            }
            if (node.get(property.getKey()) instanceof ObjectNode child && rule.has("properties")) {
                fill(child, rule);
            }
        }
    }

    private JsonNode schemaAt(String pointer) {
        JsonNode at = tree;
        for (String step : pointer.split("/")) {
            if (!step.isEmpty()) {
                at = at.has("items")
                        ? at.get("items")
                        : at.path("properties").has(step)
                                ? at.path("properties").get(step)
                                : at.path("additionalProperties");
            }
        }
        return at;
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
