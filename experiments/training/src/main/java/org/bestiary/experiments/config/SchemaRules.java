package org.bestiary.experiments.config;

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
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** A JSON schema whose broken rules are told in words: the rule, what was given, and what to do. */
public final class SchemaRules {
    private static final int LONGEST_QUOTE = 60;

    private final DocumentKind kind;
    private final JsonSchema validator;
    private final JsonNode tree;
    private final JsonNode definitions;

    /**
     * @param kind what is checked
     * @param strict the schema as a validator understands it
     * @param tree the same schema as messages read it
     * @param definitions where references in {@code tree} lead
     */
    public SchemaRules(DocumentKind kind, JsonNode strict, JsonNode tree, JsonNode definitions) {
        this.kind = kind;
        this.validator = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        strict,
                        SchemaValidatorsConfig.builder()
                                .pathType(PathType.JSON_POINTER)
                                .build());
        this.tree = tree;
        this.definitions = definitions;
    }

    /** A schema that ships beside a class. */
    public static JsonNode load(Class<?> beside, String resource) {
        try (InputStream in = beside.getResourceAsStream(resource)) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every rule that a document breaks; the list may be added to. */
    public List<Violation> check(JsonNode document) {
        List<Violation> violations = new ArrayList<>();
        for (ValidationMessage m : validator.validate(document)) {
            violations.add(violation(m, document));
        }
        return violations;
    }

    private Violation violation(ValidationMessage m, JsonNode document) {
        String pointer = m.getInstanceLocation().toString();
        String path = path(pointer, document);
        JsonNode schema = SchemaTree.at(tree, pointer, definitions);
        JsonNode given = document.at(pointer);
        String name = path.isEmpty() ? "the " + kind.noun() : path;
        return switch (m.getType()) {
            case "additionalProperties" -> {
                String key = m.getProperty();
                yield new Violation(
                        path.isEmpty() ? key : path + "." + key,
                        name + " has no entry '" + key + "'" + Names.hint(key, SchemaTree.names(schema)),
                        true);
            }
            case "required" ->
                new Violation(
                        path,
                        name + " must have an entry '" + m.getProperty() + "'; add it"
                                + example(m.getProperty(), schema));
            case "type" ->
                new Violation(
                        path,
                        name + " must be " + article(schema) + ", but got " + quote(given)
                                + (given.isDouble()
                                                && schema.path("type").asText().equals("integer")
                                        ? "; the nearest is " + Math.round(given.asDouble())
                                        : advice(schema)));
            case "enum" ->
                new Violation(
                        path,
                        name + " must be one of " + String.join(", ", texts(schema.path("enum"))) + ", but got "
                                + quote(given)
                                + suggestion(given, schema));
            case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum" ->
                new Violation(
                        path,
                        name + " must be " + range(schema) + ", but got " + quote(given) + nearest(schema, given));
            case "pattern" ->
                new Violation(
                        path,
                        name + " must be "
                                + schema.path("$comment").asText("letters, digits, dots and dashes, at most 100")
                                + ", but got " + quote(given)
                                + (schema.has("examples") ? advice(schema) : legal(given.asText())));
            case "minItems" -> {
                int least = schema.path("minItems").asInt();
                yield new Violation(
                        path,
                        name + " must have at least " + (least == 1 ? "one entry" : least + " entries") + ", but got "
                                + (given.isEmpty() ? "none" : given.size()) + advice(schema));
            }
            case "minProperties", "maxProperties" ->
                new Violation(path, name + " must have one entry, but got " + quote(given) + advice(schema));
            case "maxItems" ->
                new Violation(
                        path,
                        name + " must have at most " + schema.path("maxItems") + " entries, but got " + given.size()
                                + "; make several " + kind.noun() + "s of it");
            case "uniqueItems" ->
                new Violation(
                        path, name + " must not have an entry twice, but got " + quote(given) + "; leave one out");
            default -> new Violation(path, m.getMessage());
        };
    }

    /** A path as people write it: {@code models[1].id}. */
    private static String path(String pointer, JsonNode document) {
        StringBuilder path = new StringBuilder();
        JsonNode at = document;
        for (String step : pointer.split("/")) {
            if (step.isEmpty()) {
                continue;
            }
            // A mapping may have numbers for names.
            if (at.isArray()) {
                path.append('[').append(step).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".")
                        .append(step.replace("~1", "/").replace("~0", "~"));
            }
            at = at.at("/" + step);
        }
        return path.toString();
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(n -> texts.add(n.asText()));
        return texts;
    }

    private static String quote(JsonNode given) {
        String text = given.toString();
        return text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "...";
    }

    private static String article(JsonNode schema) {
        JsonNode type = schema.path("type");
        if (type.isArray()) {
            String plain = texts(type).contains("number")
                    ? "a number"
                    : texts(type).contains("integer") ? "a name, a number" : "a text";
            return texts(type).contains("object") ? plain + " or a mapping" : "a single value";
        }
        return switch (type.asText()) {
            case "integer" -> "a whole number";
            case "number" -> "a number";
            case "string" -> "a text";
            case "boolean" -> "true or false";
            case "array" -> "a list";
            case "object" -> "a mapping";
            default -> "a single value";
        };
    }

    private static String range(JsonNode schema) {
        String low = schema.has("minimum")
                ? "at least " + plain(schema.get("minimum"))
                : schema.has("exclusiveMinimum") ? "above " + plain(schema.get("exclusiveMinimum")) : "";
        String high = schema.has("maximum")
                ? "at most " + plain(schema.get("maximum"))
                : schema.has("exclusiveMaximum") ? "below " + plain(schema.get("exclusiveMaximum")) : "";
        return low + (low.isEmpty() || high.isEmpty() ? "" : " and ") + high;
    }

    private static String plain(JsonNode number) {
        return number.decimalValue().stripTrailingZeros().toPlainString();
    }

    /** The valid value next to a number that is out of range, or a usual one where there is no next one. */
    private String nearest(JsonNode schema, JsonNode given) {
        BigDecimal value = given.decimalValue();
        for (String bound : List.of("minimum", "maximum")) {
            if (schema.has(bound)) {
                BigDecimal limit = schema.get(bound).decimalValue();
                boolean crossed = bound.equals("minimum") ? value.compareTo(limit) < 0 : value.compareTo(limit) > 0;
                if (crossed) {
                    return "; the nearest is " + plain(schema.get(bound));
                }
            }
        }
        return advice(schema);
    }

    private String suggestion(JsonNode given, JsonNode schema) {
        String near = Names.suggestion(given.asText(), texts(schema.path("enum")));
        return near.isEmpty() ? advice(schema) : near;
    }

    private String example(String name, JsonNode schema) {
        JsonNode examples = SchemaTree.follow(schema.path("properties").path(name), definitions)
                .path("examples");
        return examples.isMissingNode() ? "" : ", for example " + name + ": " + examples.get(0);
    }

    private String advice(JsonNode schema) {
        if (kind == DocumentKind.SPEC && schema.path("type").asText().equals("object") && !schema.has("required")) {
            return "; {} takes the defaults";
        }
        JsonNode usual = schema.path("default");
        if (usual.isArray() || usual.isValueNode() && !usual.asText().isEmpty()) {
            return "; the default is " + (usual.isArray() ? usual.toString() : usual.asText());
        }
        return schema.has("examples")
                ? "; for example " + schema.get("examples").get(0)
                : "";
    }

    private static String legal(String given) {
        String near = given.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[^A-Za-z0-9]+", "");
        return near.isEmpty() || near.length() > 100 ? "" : "; the nearest is " + near;
    }
}
