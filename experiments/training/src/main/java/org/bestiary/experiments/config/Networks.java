package org.bestiary.experiments.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** From a spec with several networks to one spec for each. */
final class Networks {
    private Networks() {}

    /** A spec for each network of {@code models}, its own training entries in place; or the spec itself. */
    static List<ObjectNode> split(ObjectNode spec) {
        if (!spec.has("models")) {
            return List.of(spec);
        }
        List<ObjectNode> singles = new ArrayList<>();
        for (JsonNode network : spec.get("models")) {
            ObjectNode single = spec.deepCopy();
            single.remove("models");
            ObjectNode model = network.deepCopy();
            JsonNode training = model.remove("training");
            single.set("model", model);
            if (training instanceof ObjectNode own) {
                merge((ObjectNode) single.get("training"), own);
            }
            singles.add(single);
        }
        return singles;
    }

    /** Entries of {@code own} replace those of {@code common}, mapping by mapping. */
    private static void merge(ObjectNode common, ObjectNode own) {
        if (own.has("epochs")) {
            common.remove("steps");
        }
        if (own.has("steps")) {
            common.remove("epochs");
        }
        boolean otherType = own.has("type") && !own.get("type").equals(common.get("type"));
        if (otherType) {
            // The numbers of another optimizer or schedule mean something else; these two are common to all.
            common.retain("learningRate", "warmup");
        }
        for (Map.Entry<String, JsonNode> entry : own.properties()) {
            if (entry.getValue() instanceof ObjectNode child
                    && common.get(entry.getKey()) instanceof ObjectNode existing) {
                merge(existing, child);
            } else {
                common.set(entry.getKey(), entry.getValue());
            }
        }
    }

    /** Networks that have the name of an earlier one. */
    static List<Violation> sameNames(List<ExperimentSpec> networks) {
        List<Violation> found = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < networks.size(); i++) {
            String name = networks.get(i).model().heading();
            if (!names.add(name)) {
                found.add(new Violation(
                        "models[" + i + "]",
                        "models[" + i + "] must differ in name from the others, but got '" + name
                                + "' again; give it a name, for example name: " + name + "-" + (i + 1)));
            }
        }
        return found;
    }
}
