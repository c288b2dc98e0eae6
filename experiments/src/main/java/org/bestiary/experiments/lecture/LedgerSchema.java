package org.bestiary.experiments.lecture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import org.bestiary.experiments.config.Names;

/** The published schema of a ledger: which names there are and what they may hold. A broken rule is told in words. */
final class LedgerSchema {
    private static final String RESOURCE = "ledger.schema.json";
    private static final JsonNode TREE = load();
    private static final JsonSchema SCHEMA = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(
                    TREE,
                    SchemaValidatorsConfig.builder()
                            .pathType(PathType.JSON_POINTER)
                            .build());

    private LedgerSchema() {}

    private static JsonNode load() {
        try (InputStream in = LedgerSchema.class.getResourceAsStream(RESOURCE)) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * One entry that breaks a rule.
     *
     * @param path where, as {@code statements[1].stated}
     * @param rule the rule, what was given, and what to do
     * @param unknownName whether it is an entry that does not exist
     */
    record Violation(String path, String rule, boolean unknownName) {
        Violation(String path, String rule) {
            this(path, rule, false);
        }
    }

    /** Every rule that {@code document} breaks. */
    static List<Violation> check(JsonNode document) {
        List<Violation> violations = new ArrayList<>();
        for (ValidationMessage m : SCHEMA.validate(document)) {
            violations.add(violation(m, document));
        }
        return violations;
    }

    /** The violation to tell first: a misspelt name is most often why another one is missing. */
    static Violation first(List<Violation> violations, Map<String, Integer> lines) {
        return violations.stream()
                .min(Comparator.comparing((Violation v) -> !v.unknownName())
                        .thenComparing(v -> lines.getOrDefault(v.path(), 0)))
                .orElseThrow();
    }

    private static Violation violation(ValidationMessage m, JsonNode document) {
        String pointer = m.getInstanceLocation().toString();
        String path = path(pointer);
        JsonNode rules = schemaAt(pointer);
        JsonNode given = document.at(pointer);
        String name = path.isEmpty() ? "the ledger" : path;
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
                                + (given.isTextual() ? Names.hint(given.asText(), texts(rules.path("enum"))) : ""));
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

    private static JsonNode schemaAt(String pointer) {
        JsonNode rules = TREE;
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
    private static JsonNode resolve(JsonNode rules) {
        return rules.has("$ref") ? TREE.at(rules.get("$ref").asText().substring(1)) : rules;
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
