package org.bestiary.experiments.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.bestiary.datasets.augment.Steps;

/** The published schema of a spec: which names there are, what they may hold, and what they hold when left out. */
public final class SpecSchema {
    private static final SchemaRules RULES =
            new SchemaRules(DocumentKind.SPEC, SchemaTree.forValidator(), SchemaTree.ROOT, SchemaTree.ROOT);

    private SpecSchema() {}

    /** The schema as JSON, for editors; with the steps of augmentation that are on the class path. */
    public static String text() {
        ObjectNode schema = SchemaTree.ROOT.deepCopy();
        AugmentSchema.addTo(schema, Steps.all());
        return schema.toPrettyString();
    }

    /** Every rule that {@code spec} breaks. */
    static List<Violation> check(JsonNode spec) {
        List<Violation> violations = RULES.check(spec);
        if (spec.path("data").has("augment")) {
            AugmentSpec.check(spec.path("data").get("augment")).ifPresent(violations::add);
        }
        if (spec.path("data").has("normalise")) {
            NormaliseSpec.check(spec.path("data").get("normalise")).ifPresent(violations::add);
        }
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
