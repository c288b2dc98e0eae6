package org.bestiary.experiments.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** The published schema of a spec: which names there are, what they may hold, and what they hold when left out. */
public final class SpecSchema {
    private static final SchemaRules RULES =
            new SchemaRules(DocumentKind.SPEC, SchemaTree.forValidator(), SchemaTree.ROOT, SchemaTree.ROOT);

    private SpecSchema() {}

    /** The schema as JSON, for editors. */
    public static String text() {
        return SchemaTree.ROOT.toPrettyString();
    }

    /** Every rule that {@code spec} breaks. */
    static List<Violation> check(JsonNode spec) {
        List<Violation> violations = RULES.check(spec);
        if (spec.has("model") == spec.has("models")) {
            violations.add(
                    spec.has("model")
                            ? new Violation(
                                    "models",
                                    "the spec must have either 'model' or 'models', but got both; leave one out")
                            : new Violation(
                                    "", "the spec must have an entry 'model' (or 'models' for several); add it"));
        }
        return violations;
    }
}
