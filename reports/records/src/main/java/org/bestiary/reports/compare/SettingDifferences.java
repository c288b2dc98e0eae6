package org.bestiary.reports.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.reports.run.SpecHash;

/** What was set, as paths and values, and where that differs between runs. */
public final class SettingDifferences {
    /** What is not there in one of several specs. */
    public static final String ABSENT = "–";

    private SettingDifferences() {}

    /**
     * A setting that is not the same everywhere.
     *
     * @param path such as {@code training.batch}
     * @param values one per entry, {@link #ABSENT} where it is not set
     */
    public record Difference(String path, List<String> values) {
        public Difference {
            values = List.copyOf(values);
        }
    }

    /** The settings of a run: its spec flattened, without name, seeds and fold, and what it ran on. */
    static Map<String, String> of(RunRecord run) {
        Map<String, String> settings = new LinkedHashMap<>();
        flatten("", spec(run), settings);
        settings.put("data sha256", run.dataset().sha256().substring(0, 12));
        settings.put("layers", run.provenance().engine());
        settings.put("machine", run.provenance().cpu());
        settings.put("threads", Integer.toString(run.provenance().threads()));
        settings.put("Bestiary", run.provenance().version());
        return settings;
    }

    /** What two runs must share to be seeds or folds of one entry. */
    static String identity(RunRecord run) {
        return run.model().id() + " " + run.model().title() + " " + run.model().input() + " "
                + run.model().engine() + " " + run.model().learnableParameters() + " "
                + run.dataset().sha256() + " " + SpecHash.of(spec(run));
    }

    private static JsonNode spec(RunRecord run) {
        if (!(run.spec() instanceof ObjectNode spec)) {
            return run.spec();
        }
        ObjectNode copy = spec.deepCopy();
        copy.remove(List.of("name", "seeds"));
        if (copy.at("/data/validation") instanceof ObjectNode validation) {
            validation.remove("fold");
        }
        return copy;
    }

    private static void flatten(String path, JsonNode node, Map<String, String> into) {
        if (node.isObject() && !node.isEmpty()) {
            node.properties()
                    .forEach(field -> flatten(
                            path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue(), into));
        } else {
            into.put(path, node.isTextual() ? node.asText() : node.toString());
        }
    }

    /** The settings in which entries differ, in the order of the specs. */
    static List<Difference> differences(List<Entry> entries) {
        List<Map<String, String>> all =
                entries.stream().map(entry -> of(entry.runs().get(0).record())).toList();
        Map<String, Boolean> paths = new LinkedHashMap<>();
        all.forEach(settings -> settings.keySet().forEach(path -> paths.put(path, true)));
        List<Difference> differences = new ArrayList<>();
        for (String path : paths.keySet()) {
            List<String> values =
                    all.stream().map(s -> s.getOrDefault(path, ABSENT)).toList();
            if (new TreeSet<>(values).size() > 1) {
                differences.add(new Difference(path, values));
            }
        }
        return differences;
    }
}
