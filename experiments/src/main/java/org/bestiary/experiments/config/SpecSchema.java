package org.bestiary.experiments.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The published schema of a spec: which names there are, what they may hold, and what they hold when left out. */
public final class SpecSchema {
    private static final YamlSchema SCHEMA = YamlSchema.load(SpecSchema.class, "experiment.schema.json", "the spec");

    private SpecSchema() {}

    /** The schema as JSON, for editors. */
    public static String text() {
        return SCHEMA.text();
    }

    /** Every rule that {@code spec} breaks. */
    static List<YamlSchema.Violation> check(JsonNode spec) {
        return SCHEMA.check(spec);
    }

    /** Adds what was left out. */
    static void fillDefaults(ObjectNode spec) {
        SCHEMA.fillDefaults(spec);
    }
}
