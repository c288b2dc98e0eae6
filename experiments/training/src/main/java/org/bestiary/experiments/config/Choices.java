package org.bestiary.experiments.config;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bestiary.common.catalog.CatalogException;
import org.bestiary.common.catalog.FlatForm;
import org.bestiary.experiments.optimizer.Optimizer;
import org.bestiary.experiments.optimizer.Optimizers;
import org.bestiary.experiments.schedule.Schedules;
import org.bestiary.experiments.schedule.WarmedSchedule;

/** The entries of a spec that name a kind and give its numbers: what the schema says of them is made from their catalogues. */
final class Choices {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> TREE = new TypeReference<>() {};

    private Choices() {}

    /** Puts optimizers and schedules into a schema of specs. */
    static void addTo(ObjectNode root) {
        JsonNode training = root.at("/$defs/training/properties");
        put(training.path("optimizer"), Optimizers.FORM);
        put(training.path("schedule"), Schedules.FORM);
    }

    /** The entries of the form, then those that the schema has of itself. */
    private static void put(JsonNode schema, FlatForm<?> form) {
        ObjectNode properties = (ObjectNode) schema.get("properties");
        ObjectNode own = properties.deepCopy();
        properties.removeAll();
        properties.setAll((ObjectNode) MAPPER.valueToTree(form.properties()));
        properties.setAll(own);
    }

    /** What the kinds themselves find wrong in a spec that follows the schema. */
    static List<Violation> check(ObjectNode spec) {
        List<Violation> found = new ArrayList<>();
        JsonNode training = spec.path("training");
        check(() -> Optimizers.FORM.read(tree(training.path("optimizer")), "training.optimizer"), found);
        schedule(training, "training", found);
        for (int i = 0; i < training.path("phases").size(); i++) {
            schedule(training.path("phases").get(i), "training.phases[" + i + "]", found);
        }
        return found;
    }

    private static void schedule(JsonNode part, String path, List<Violation> found) {
        if (part.has("schedule")) {
            check(() -> WarmedSchedule.of(tree(part.get("schedule")), path + ".schedule"), found);
        }
    }

    private static void check(Runnable reading, List<Violation> found) {
        try {
            reading.run();
        } catch (CatalogException e) {
            found.add(new Violation(e.path(), e.getMessage()));
        }
    }

    /** The optimizer of a training that follows the schema. */
    static Optimizer optimizer(JsonNode training) {
        return Optimizers.FORM.read(tree(training.path("optimizer")), "training.optimizer");
    }

    private static Map<String, Object> tree(JsonNode mapping) {
        return MAPPER.convertValue(mapping, TREE);
    }
}
