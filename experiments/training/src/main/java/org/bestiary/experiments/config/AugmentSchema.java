package org.bestiary.experiments.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bestiary.common.catalog.Catalog;
import org.bestiary.common.catalog.Kind;
import org.bestiary.datasets.augment.Presets;
import org.bestiary.datasets.augment.RecipeTree;
import org.bestiary.datasets.augment.Step;

/**
 * What the schema says of {@code data.augment}: made from the catalogue of steps, for editors. The program itself reads the
 * entry by that catalogue, whose messages name the step.
 */
final class AugmentSchema {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String STEP = "augmentStep";

    private AugmentSchema() {}

    /** Puts presets and steps into a schema of specs. */
    static void addTo(ObjectNode root, Catalog<Step> steps) {
        ObjectNode augment = (ObjectNode) root.at("/properties/data/properties/augment");
        List<String> names = new ArrayList<>(List.of(RecipeTree.NONE));
        names.addAll(Presets.names());
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("type", "array");
        list.put("minItems", 1);
        list.put("maxItems", RecipeTree.MOST_STEPS);
        list.put("items", Map.of("$ref", "#/$defs/" + STEP));
        augment.set("anyOf", MAPPER.valueToTree(List.of(Map.of("enum", names), list)));
        ((ObjectNode) root.get("$defs")).set(STEP, step(steps));
    }

    private static JsonNode step(Catalog<Step> steps) {
        List<String> plain = new ArrayList<>(
                steps.kinds().stream().filter(Kind::isPlain).map(Kind::name).toList());
        plain.addAll(Presets.names());
        Map<String, Object> named = new LinkedHashMap<>();
        steps.kinds().forEach(kind -> named.put(kind.name(), kind.schema()));
        Map<String, Object> mapping = new LinkedHashMap<>();
        mapping.put("type", "object");
        mapping.put("minProperties", 1);
        mapping.put("maxProperties", 1);
        mapping.put("additionalProperties", false);
        mapping.put("properties", named);
        Map<String, Object> step = new LinkedHashMap<>();
        step.put("description", "One step of an augmentation: its name, a mapping of it to its values, or a preset.");
        step.put("anyOf", List.of(Map.of("enum", plain), mapping));
        return MAPPER.valueToTree(step);
    }
}
