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
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rules of one kind of YAML file, from a JSON schema: which names there are, what they may hold, and what they hold when
 * left out. A broken rule is told in words: the rule, what was given, what to do.
 */
public final class YamlSchema {
    private final JsonNode tree;
    private final JsonSchema schema;
    private final String whole;

    private YamlSchema(JsonNode tree, String whole) {
        this.tree = tree;
        this.whole = whole;
        this.schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        tree,
                        SchemaValidatorsConfig.builder()
                                .pathType(PathType.JSON_POINTER)
                                .build());
    }

    /**
     * A schema that ships with the program.
     *
     * @param owner the class beside which the resource is
     * @param resource its name
     * @param whole what messages call the whole document: "the spec"
     */
    public static YamlSchema load(Class<?> owner, String resource, String whole) {
        try (InputStream in = owner.getResourceAsStream(resource)) {
            return new YamlSchema(new ObjectMapper().readTree(in), whole);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * One entry that breaks a rule.
     *
     * @param path where, as {@code training.batch} or {@code seeds[1]}
     * @param rule the rule, what was given, and what to do
     * @param unknownName whether it is an entry that does not exist
     */
    public record Violation(String path, String rule, boolean unknownName) {
        Violation(String path, String rule) {
            this(path, rule, false);
        }
    }

    /** The schema as JSON, for editors. */
    public String text() {
        return tree.toPrettyString();
    }

    /** Every rule that {@code document} breaks. */
    public List<Violation> check(JsonNode document) {
        List<Violation> violations = new ArrayList<>();
        for (ValidationMessage m : schema.validate(document)) {
            violations.add(violation(m, document));
        }
        return violations;
    }

    /** The violation to tell first: a misspelt name is most often why another one is missing. */
    public static Violation first(List<Violation> violations, Map<String, Integer> lines) {
        return violations.stream()
                .min(Comparator.comparing((Violation v) -> !v.unknownName())
                        .thenComparing(v -> lines.getOrDefault(v.path(), 0)))
                .orElseThrow();
    }

    private Violation violation(ValidationMessage m, JsonNode document) {
        String pointer = m.getInstanceLocation().toString();
        String path = path(pointer);
        JsonNode rules = schemaAt(pointer);
        JsonNode given = document.at(pointer);
        String name = path.isEmpty() ? whole : path;
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
                new Violation(
                        path,
                        name + " must be " + rules.path("$comment").asText("of the form " + rules.path("pattern"))
                                + ", but got " + given);
            case "minItems" -> new Violation(path, name + " must have at least one entry, but got none");
            case "uniqueItems" -> new Violation(path, name + " must not have an entry twice, but got " + given);
            default -> new Violation(path, m.getMessage());
        };
    }

    /** Adds what was left out. */
    public void fillDefaults(ObjectNode document) {
        fill(document, tree);
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

    private JsonNode schemaAt(String pointer) {
        JsonNode rules = tree;
        for (String step : pointer.split("/")) {
            if (!step.isEmpty()) {
                rules = resolve(
                        rules.has("items")
                                ? rules.get("items")
                                : rules.path("properties").has(step)
                                        ? rules.path("properties").get(step)
                                        : rules.path("additionalProperties"));
            }
        }
        return rules;
    }

    /** What a reference within the schema refers to. */
    private JsonNode resolve(JsonNode rules) {
        return rules.has("$ref") ? tree.at(rules.get("$ref").asText().substring(1)) : rules;
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
