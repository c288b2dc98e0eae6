package org.bestiary.experiments.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bestiary.common.BestiaryException;

/** What {@code --set a.b=c} does to a spec. */
final class Overrides {
    private static final Pattern STEP = Pattern.compile("([^\\[\\].]+)((?:\\[\\d{1,6}])*)");
    private static final Pattern INDEX = Pattern.compile("\\[(\\d+)]");

    /** Entries of which a spec has one: giving the first takes the second away. */
    private static final Map<String, String> INSTEAD_OF = Map.of(
            "training.steps", "training.epochs",
            "training.epochs", "training.steps",
            "training.schedule.warmup.steps", "training.schedule.warmup.epochs",
            "training.schedule.warmup.epochs", "training.schedule.warmup.steps",
            "data.validation.folds", "data.validation.share",
            "data.validation.share", "data.validation.folds");

    private Overrides() {}

    /**
     * Sets several entries, one after the other.
     *
     * @param root the spec
     * @param values YAML by path
     * @return the same by the path of what was set
     * @throws SpecException if a path names nothing that can be set
     */
    static Map<String, String> apply(ObjectNode root, Map<String, String> values) {
        Map<String, String> set = new LinkedHashMap<>();
        values.forEach((path, value) -> set.put(apply(root, path, value, values.keySet()), value));
        return set;
    }

    /**
     * Sets the entry at a path, making mappings on the way; {@code null} removes it.
     *
     * @param root the spec
     * @param path as {@code training.batch}, {@code seeds[0]} or {@code models[1].id}
     * @param value YAML of the value
     * @param all every path that is set
     * @return the path of what was set; another one than was given where a step is named
     * @throws SpecException if the path does not read so, or names an element of a list that is not there
     */
    private static String apply(ObjectNode root, String path, String value, Iterable<String> all) {
        JsonNode given = YamlTree.parse("v: " + value, "--set " + path).root().get("v");
        Optional<AugmentPath> augment = AugmentPath.of(path);
        if (augment.isPresent()) {
            return step(root, path, augment.get(), given);
        }
        List<Object> steps = steps(path);
        JsonNode node = root;
        for (int i = 0; i < steps.size() - 1; i++) {
            node = enter(node, steps.get(i), steps.get(i + 1), path);
        }
        put(node, steps.get(steps.size() - 1), given, path);
        String other = INSTEAD_OF.get(path);
        if (other != null && !given.isNull() && !contains(all, other)) {
            ((ObjectNode) node).remove(other.substring(other.lastIndexOf('.') + 1));
        }
        return path;
    }

    private static String step(ObjectNode root, String path, AugmentPath step, JsonNode value) {
        try {
            return step.set(root, value);
        } catch (BestiaryException e) {
            throw new SpecException("--set " + path + ": " + e.getMessage(), e);
        }
    }

    private static boolean contains(Iterable<String> all, String path) {
        for (String p : all) {
            if (p.equals(path)) {
                return true;
            }
        }
        return false;
    }

    /** Names and indices of a path, in order. */
    private static List<Object> steps(String path) {
        List<Object> steps = new ArrayList<>();
        for (String part : path.split("\\.", -1)) {
            Matcher step = STEP.matcher(part);
            if (!step.matches()) {
                throw new SpecException(
                        "--set " + path + ": a path is written training.batch or models[0].id, but got '" + path + "'");
            }
            steps.add(step.group(1));
            Matcher index = INDEX.matcher(step.group(2));
            while (index.find()) {
                steps.add(Integer.valueOf(index.group(1)));
            }
        }
        return steps;
    }

    private static JsonNode enter(JsonNode node, Object step, Object next, String path) {
        if (step instanceof Integer index) {
            return element(node, index, path).get(index);
        }
        ObjectNode object = mapping(node, path);
        String name = (String) step;
        boolean fits = next instanceof Integer
                ? object.get(name) instanceof ArrayNode
                : object.get(name) instanceof ObjectNode;
        if (!fits) {
            if (next instanceof Integer) {
                throw new SpecException("--set " + path + ": " + name + " must be a list to have elements, but it is "
                        + (object.has(name) ? object.get(name).toString() : "not there") + "; set the whole of it");
            }
            if (object.get(name) instanceof ArrayNode list) {
                throw new SpecException("--set " + path + ": " + name + " is a list of " + list.size()
                        + "; an element is written " + name + "[0], the whole of it " + name + "=[...]");
            }
            object.set(name, object.objectNode());
        }
        return object.get(name);
    }

    private static void put(JsonNode node, Object step, JsonNode value, String path) {
        if (step instanceof Integer index) {
            ArrayNode array = element(node, index, path);
            if (value.isNull()) {
                array.remove(index);
            } else {
                array.set(index, value);
            }
        } else if (value.isNull()) {
            mapping(node, path).remove((String) step);
        } else {
            mapping(node, path).set((String) step, value);
        }
    }

    private static ObjectNode mapping(JsonNode node, String path) {
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new SpecException(
                "--set " + path + ": only a mapping has named entries, but there is " + node + "; set the whole of it");
    }

    private static ArrayNode element(JsonNode node, int index, String path) {
        if (node instanceof ArrayNode array && index < array.size()) {
            return array;
        }
        throw new SpecException("--set " + path + ": an index must be below the number of elements, " + node.size()
                + ", but got " + index + "; the first is 0");
    }
}
