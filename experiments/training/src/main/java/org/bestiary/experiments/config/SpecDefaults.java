package org.bestiary.experiments.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bestiary.zoo.graph.Decay;

/** What a spec that follows the schema leaves out, or gives in a place where nothing uses it. */
final class SpecDefaults {
    private SpecDefaults() {}

    /** Entries that are not used by the type of the mapping that they are in, such as the momentum of adam. */
    static List<Violation> misplaced(ObjectNode spec) {
        List<Violation> found = new ArrayList<>();
        misplaced(spec, SchemaTree.ROOT, "", found);
        return found;
    }

    private static void misplaced(ObjectNode node, JsonNode schema, String path, List<Violation> found) {
        String type = type(node, schema);
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            JsonNode rule = SchemaTree.follow(schema.path("properties").path(property.getKey()));
            String name = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
            if (!SchemaTree.appliesTo(rule, type)) {
                Set<String> users = new TreeSet<>();
                rule.path("appliesTo").forEach(t -> users.add(t.asText()));
                found.add(new Violation(
                        name,
                        name + " is for " + String.join(", ", users) + ", but " + path + ".type is " + type
                                + "; leave it out" + others(type, schema)));
            }
            if (property.getValue() instanceof ObjectNode child) {
                misplaced(child, rule, name, found);
            }
            for (int i = 0;
                    property.getValue().isArray() && i < property.getValue().size();
                    i++) {
                if (property.getValue().get(i) instanceof ObjectNode child) {
                    misplaced(child, SchemaTree.follow(rule.path("items")), name + "[" + i + "]", found);
                }
            }
        }
    }

    private static String others(String type, JsonNode schema) {
        List<String> used = new ArrayList<>();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            if (property.getValue().has("appliesTo") && SchemaTree.appliesTo(property.getValue(), type)) {
                used.add(property.getKey());
            }
        }
        return used.isEmpty() ? "" : ", or give " + String.join(", ", used);
    }

    /** Adds what was left out of a spec with one network. */
    static void fill(ObjectNode spec) {
        if (spec.path("training") instanceof ObjectNode training) {
            fillWeightDecay(training);
        }
        fill(spec, SchemaTree.ROOT);
    }

    /** A bare number is short for a mapping; only for some optimizers is the pull decoupled unless said otherwise. */
    private static void fillWeightDecay(ObjectNode training) {
        JsonNode given = training.path("weightDecay");
        if (!given.isObject()) {
            ObjectNode mapping = training.objectNode();
            mapping.set("value", given.isMissingNode() ? mapping.numberNode(0.0) : given);
            training.set("weightDecay", mapping);
        }
        ObjectNode decay = (ObjectNode) training.get("weightDecay");
        if (!decay.has("decoupled")) {
            decay.put("decoupled", Choices.optimizer(training).decay() == Decay.Kind.DECOUPLED);
        }
    }

    private static void fill(ObjectNode node, JsonNode schema) {
        String type = type(node, schema);
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            JsonNode rule = SchemaTree.follow(property.getValue());
            if (!node.has(property.getKey())) {
                SchemaTree.defaultOf(rule, type).ifPresent(value -> node.set(property.getKey(), value.deepCopy()));
            }
            if (node.get(property.getKey()) instanceof ObjectNode child && rule.has("properties")) {
                fill(child, rule);
            }
            for (JsonNode item : node.path(property.getKey())) {
                if (node.get(property.getKey()).isArray() && item instanceof ObjectNode child) {
                    fill(child, SchemaTree.follow(rule.path("items")));
                }
            }
        }
    }

    private static String type(ObjectNode node, JsonNode schema) {
        String usual = schema.path("properties").path("type").path("default").asText();
        return node.path("type").asText(usual);
    }
}
