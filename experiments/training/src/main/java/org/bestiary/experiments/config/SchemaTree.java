package org.bestiary.experiments.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bestiary.datasets.augment.Steps;

/**
 * The schema's text as a tree that one can walk, references followed. Two keywords are our own and mean nothing to other
 * validators: {@code appliesTo}, the types (of the mapping around it) that use an entry, and {@code defaultFor}, defaults
 * by type where they differ.
 */
final class SchemaTree {
    private static final String RESOURCE = "experiment.schema.json";
    private static final List<String> OUR_KEYWORDS = List.of("appliesTo", "defaultFor");

    /** The schema as it is published. */
    static final JsonNode ROOT = whole();

    private SchemaTree() {}

    private static JsonNode whole() {
        ObjectNode root = (ObjectNode) SchemaRules.load(SchemaTree.class, RESOURCE);
        AugmentSchema.addTo(root, Steps.builtIn());
        Choices.addTo(root);
        return root;
    }

    /**
     * The schema without our keywords, and without what has better messages: the choice between model and models, and what may
     * be a text or a tree.
     */
    static JsonNode forValidator() {
        ObjectNode copy = ROOT.deepCopy();
        copy.remove("oneOf");
        for (String entry : List.of("augment", "normalise")) {
            ((ObjectNode) copy.at("/properties/data/properties/" + entry)).removeAll();
        }
        strip(copy);
        return copy;
    }

    /** A schema without our keywords. */
    static JsonNode plain(JsonNode schema) {
        JsonNode copy = schema.deepCopy();
        strip(copy);
        return copy;
    }

    private static void strip(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(OUR_KEYWORDS);
        }
        node.forEach(SchemaTree::strip);
    }

    /** A node, or what it refers to in the published schema. */
    static JsonNode follow(JsonNode schema) {
        return follow(schema, ROOT);
    }

    /** A node, or what it refers to in {@code definitions}. */
    static JsonNode follow(JsonNode schema, JsonNode definitions) {
        JsonNode reference = schema.path("$ref");
        return reference.isTextual() ? follow(definitions.at(reference.asText().substring(1)), definitions) : schema;
    }

    /** The schema of the entry at a JSON pointer into what {@code root} is the schema of. */
    static JsonNode at(JsonNode root, String pointer, JsonNode definitions) {
        JsonNode schema = root;
        for (String step : pointer.split("/")) {
            if (!step.isEmpty()) {
                JsonNode named = schema.path("properties").path(step);
                schema = follow(
                        schema.has("items")
                                ? schema.get("items")
                                : named.isMissingNode() ? schema.path("additionalProperties") : named,
                        definitions);
            }
        }
        return schema;
    }

    /**
     * Why no spec has an entry of this path, or empty when it has one.
     *
     * @param path as {@code training.batch}
     */
    static Optional<String> unknown(String path) {
        Optional<AugmentPath> augment = AugmentPath.of(path);
        if (augment.isPresent()) {
            return augment.get().unknown();
        }
        JsonNode at = ROOT;
        StringBuilder before = new StringBuilder();
        for (String step : path.split("\\.", -1)) {
            JsonNode named = at.path("properties").path(step);
            JsonNode next = follow(named.isMissingNode() ? at.path("additionalProperties") : named);
            if (!next.isObject()) {
                String parent = before.isEmpty() ? "the spec" : before.toString();
                return Optional.of(parent + " has no entry '" + step + "'" + Names.hint(step, names(at)));
            }
            before.append(before.isEmpty() ? "" : ".").append(step);
            at = next;
        }
        return Optional.empty();
    }

    /** The names that a mapping may have. */
    static Set<String> names(JsonNode schema) {
        Set<String> names = new LinkedHashSet<>();
        schema.path("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Whether an entry is used in a mapping of this type; every entry is where there are no types. */
    static boolean appliesTo(JsonNode entry, String type) {
        JsonNode types = entry.path("appliesTo");
        if (types.isMissingNode()) {
            return true;
        }
        for (JsonNode t : types) {
            if (t.asText().equals(type)) {
                return true;
            }
        }
        return false;
    }

    /** What an entry holds when it is left out of a mapping of this type. */
    static Optional<JsonNode> defaultOf(JsonNode entry, String type) {
        JsonNode special = entry.path("defaultFor").path(type);
        JsonNode usual = special.isMissingNode() ? entry.path("default") : special;
        return usual.isMissingNode() || !appliesTo(entry, type) ? Optional.empty() : Optional.of(usual);
    }
}
