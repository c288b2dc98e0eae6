package org.bestiary.experiments.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.bestiary.experiments.optimizer.Optimizer;
import org.bestiary.experiments.optimizer.Optimizers;
import org.bestiary.experiments.schedule.Schedules;
import org.bestiary.experiments.schedule.WarmedSchedule;
import org.bestiary.experiments.schedule.Warmup;
import org.junit.jupiter.api.Test;

/** The schema, the records and the documented example say the same. */
class SchemaInStepTest {
    private static final String EXAMPLE = SpecLibrary.text("example");

    /** Paths of all entries of the schema below a node; what stands for several networks is left out. */
    private static Set<String> paths(JsonNode schema, String path) {
        Set<String> paths = new TreeSet<>();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            String name = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
            if (!name.equals("models")) {
                paths.add(name);
                paths.addAll(paths(SchemaTree.follow(property.getValue()), name));
            }
        }
        return paths;
    }

    /** Paths of all components of a record and of the records in it. */
    private static Set<String> paths(Class<?> record, String path) {
        Set<String> paths = new TreeSet<>();
        for (RecordComponent component : record.getRecordComponents()) {
            String name = path.isEmpty() ? component.getName() : path + "." + component.getName();
            paths.add(name);
            Type type = component.getGenericType();
            if (type instanceof ParameterizedType optional && optional.getRawType() == Optional.class) {
                type = optional.getActualTypeArguments()[0];
            }
            if (type == Optimizer.class) {
                Optimizers.FORM.names().forEach(entry -> paths.add(name + "." + entry));
            }
            if (type == WarmedSchedule.class) {
                Schedules.FORM.names().forEach(entry -> paths.add(name + "." + entry));
                paths.add(name + ".warmup");
                paths.addAll(paths(Warmup.class, name + ".warmup"));
            } else if (type instanceof Class<?> inner && inner.isRecord()) {
                paths.addAll(paths(inner, name));
            }
        }
        return paths;
    }

    @Test
    void everyEntryOfTheSchemaIsAComponentOfARecordAndTheOtherWayRound() {
        assertThat(paths(SchemaTree.ROOT, "")).isEqualTo(paths(ExperimentSpec.class, ""));
    }

    @Test
    void everyEntryHasADescription() {
        List<String> without = new ArrayList<>();
        describe(SchemaTree.ROOT, "", without);
        assertThat(without).isEmpty();
    }

    private static void describe(JsonNode schema, String path, List<String> without) {
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            String name = path + "." + property.getKey();
            JsonNode rule = SchemaTree.follow(property.getValue());
            if (!property.getValue().has("description") && !rule.has("description")) {
                without.add(name);
            }
            describe(rule, name, without);
        }
    }

    @Test
    void theExampleShowsEveryEntryWithItsDefault() {
        for (String path : paths(SchemaTree.ROOT, "")) {
            String name = path.substring(path.lastIndexOf('.') + 1);
            assertThat(Pattern.compile("(?m)(^(#-)? *|\\{|, )(- )?" + name + ":")
                            .matcher(EXAMPLE)
                            .find())
                    .as("example.yaml shows %s", path)
                    .isTrue();
        }
        assertThat(SpecLibrary.open("example", Map.of()).place().lines())
                .as("entries of the example that are in use")
                .hasSizeGreaterThan(30);
    }

    /** With each block of alternatives in place of what it is an alternative to, the example is a spec too. */
    @Test
    void theAlternativesOfTheExampleAreRight() {
        String several = uncomment(remove(EXAMPLE, "model"), "models");
        assertThat(SpecReader.parse(several, "models", Map.of()).networks()).hasSize(2);
        String plateau = uncomment(remove(remove(EXAMPLE, "schedule"), "earlyStopping"), "plateau");
        assertThat(SpecReader.parse(plateau, "plateau", Map.of())
                        .spec()
                        .training()
                        .plateau())
                .contains(new TrainingSpec.Plateau(5, 0.1, 0.00001, 0, Monitor.LOSS));
        String transfer = remove(uncomment(EXAMPLE, "transfer"), "cacheFeatures");
        ExperimentSpec begun = SpecReader.parse(
                        uncomment(remove(transfer, "earlyStopping"), "phases"), "transfer", Map.of())
                .spec();
        assertThat(begun.model().transfer().orElseThrow().head().dense()).containsExactly(64);
        assertThat(begun.training().phases().orElseThrow().get(0).unfreezeFrom())
                .contains("stage3");
        String grown = uncomment(remove(remove(EXAMPLE, "earlyStopping"), "ema"), "grow");
        assertThat(SpecReader.parse(grown, "grow", Map.of())
                        .spec()
                        .model()
                        .grow()
                        .orElseThrow())
                .contains(new ExperimentSpec.Growth("vgg13", 2, Optional.empty()));
        String folds = uncomment(remove(EXAMPLE, "validation"), "validation");
        assertThat(SpecReader.parse(folds, "folds", Map.of()).networks())
                .singleElement()
                .satisfies(spec -> assertThat(spec.data().validation())
                        .isEqualTo(new Validation(Optional.empty(), Optional.of(5), Optional.of(2))));
        String weights = uncomment(EXAMPLE, "classWeights");
        assertThat(SpecReader.parse(weights, "weights", Map.of())
                        .spec()
                        .training()
                        .classWeights()
                        .orElseThrow()
                        .balanced())
                .isTrue();
        String changed = uncomment(uncomment(remove(EXAMPLE, "augment"), "augment"), "normalise");
        ExperimentSpec.Data data =
                SpecReader.parse(changed, "augment", Map.of()).spec().data();
        assertThat(data.augment()).hasToString("rotate, random-crop, noise");
        assertThat(data.normalise()).contains(NormaliseSpec.Named.UNIT);
        String steps = uncomment(remove(EXAMPLE, "epochs"), "steps");
        assertThat(SpecReader.parse(steps, "steps", Map.of()).spec().training().steps())
                .contains(700L);
        assertThat(SpecReader.parse(
                                EXAMPLE,
                                "rest",
                                Map.of(
                                        "training.optimizer",
                                        "{type: nesterov, learningRate: 0.1, momentum: 0.9}",
                                        "training.schedule",
                                        "{type: multi-step, unit: epochs, at: [2, 4], factor: 0.1}",
                                        "training.weightDecay",
                                        "0.0001"))
                        .networks())
                .hasSize(1);
    }

    /** Takes the comment marks off the block that begins with a name, the first of that name. */
    private static String uncomment(String yaml, String name) {
        String margin = name.equals("models") ? "" : "  ";
        StringBuilder out = new StringBuilder();
        int depth = -1;
        boolean done = false;
        for (String line : yaml.lines().toList()) {
            String text = line.startsWith("#-") ? margin + line.substring(3) : line;
            int indent = text.length() - text.stripLeading().length();
            boolean begins = !done && line.startsWith("#-") && text.strip().startsWith(name + ":");
            boolean inside = depth >= 0 && line.startsWith("#-") && indent > depth;
            depth = begins ? indent : inside ? depth : -1;
            done |= begins;
            out.append(depth >= 0 ? text : line).append('\n');
        }
        return out.toString();
    }

    /** Removes an entry with all that is in it, the first of that name. */
    private static String remove(String yaml, String name) {
        StringBuilder out = new StringBuilder();
        int depth = -1;
        boolean done = false;
        for (String line : yaml.lines().toList()) {
            int indent = line.length() - line.stripLeading().length();
            if (!done && depth < 0 && line.strip().startsWith(name + ":")) {
                depth = indent;
                continue;
            }
            if (line.startsWith("#-")) {
                out.append(line).append('\n');
                continue;
            }
            if (depth >= 0 && indent > depth) {
                continue;
            }
            done |= depth >= 0;
            depth = -1;
            out.append(line).append('\n');
        }
        return out.toString();
    }
}
