package org.bestiary.experiments.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.bestiary.common.catalog.Kind;
import org.bestiary.common.catalog.Parameter;
import org.bestiary.datasets.augment.Step;
import org.bestiary.datasets.augment.Steps;

/**
 * A path into the steps of {@code data.augment}, which are found by name or by number from 0: {@code
 * data.augment.random-crop.padding}, {@code data.augment.0.random-crop.padding} or {@code data.augment[0].random-crop.padding}.
 *
 * @param number of the step; empty if it is named alone
 * @param name of the step; empty if the whole step of a number is meant
 * @param parameter of the step; empty if all of them are meant
 */
record AugmentPath(Optional<Integer> number, Optional<String> name, Optional<String> parameter) {
    private static final Pattern FORM = Pattern.compile(
            Pattern.quote(AugmentSpec.PATH) + "(?:(?:\\.|\\[)(\\d{1,3})]?)?(?:\\.([^.\\[\\]]+))?(?:\\.([^.\\[\\]]+))?");

    /** The path into the steps that a text is; empty if it is none, such as {@code data.augment} itself. */
    static Optional<AugmentPath> of(String path) {
        Matcher form = FORM.matcher(path);
        return path.equals(AugmentSpec.PATH) || !form.matches()
                ? Optional.empty()
                : Optional.of(new AugmentPath(
                        Optional.ofNullable(form.group(1)).map(Integer::valueOf),
                        Optional.ofNullable(form.group(2)),
                        Optional.ofNullable(form.group(3))));
    }

    /** Why no recipe has an entry of this path, or empty when one can have it. */
    Optional<String> unknown() {
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Optional<Kind<Step>> kind = Steps.all().find(name.get());
        if (kind.isEmpty()) {
            return Optional.of(AugmentSpec.PATH + " has no step '" + name.get() + "'"
                    + Names.hint(name.get(), Steps.all().names()));
        }
        List<String> known =
                kind.get().parameters().stream().map(Parameter::name).toList();
        return parameter
                .filter(p -> !known.contains(p))
                .map(p -> AugmentSpec.PATH + "." + name.get() + " has no entry '" + p + "'" + Names.hint(p, known));
    }

    /**
     * Sets what is meant, or takes it away. The steps of the spec are written out before, if it has a preset or short forms.
     *
     * @param root the spec
     * @param value of a step or of one of its parameters; null in JSON to take it away
     * @return the path of what was set, by number, as in {@code data.augment[0].random-crop.padding}
     * @throws SpecException if the recipe has no such step, or several
     */
    String set(ObjectNode root, JsonNode value) {
        ArrayNode steps = writtenOut(root);
        List<String> names = new ArrayList<>();
        steps.forEach(step -> names.add(step.fieldNames().next()));
        int at = find(names);
        String element = AugmentSpec.PATH + "[" + at + "]";
        if (parameter.isPresent()) {
            ObjectNode values = (ObjectNode) steps.get(at).get(names.get(at));
            if (value.isNull()) {
                values.remove(parameter.get());
            } else {
                values.set(parameter.get(), value);
            }
            return element + "." + names.get(at) + "." + parameter.get();
        }
        if (value.isNull()) {
            steps.remove(at);
            return element;
        }
        if (name.isPresent()) {
            ((ObjectNode) steps.get(at)).set(name.get(), value);
            return element + "." + name.get();
        }
        steps.set(at, value);
        return element;
    }

    private int find(List<String> names) {
        String there = "; the steps are " + String.join(", ", names);
        if (number.isPresent()) {
            int at = number.get();
            if (at >= names.size()) {
                throw new SpecException(AugmentSpec.PATH + " has " + names.size() + " steps, but got number " + at
                        + "; the first is 0");
            }
            if (name.isPresent() && !names.get(at).equals(name.get())) {
                throw new SpecException(
                        AugmentSpec.PATH + "[" + at + "] is " + names.get(at) + ", but got " + name.get() + there);
            }
            return at;
        }
        String wanted = name.orElseThrow();
        List<Integer> found = IntStream.range(0, names.size())
                .filter(i -> names.get(i).equals(wanted))
                .boxed()
                .toList();
        if (found.size() != 1) {
            throw new SpecException(
                    AugmentSpec.PATH + " must have one step '" + wanted + "' to be named so, but it has "
                            + (found.isEmpty()
                                    ? "none" + there
                                    : found.size() + "; say which by its number, as in " + AugmentSpec.PATH + "."
                                            + found.get(1) + "." + wanted));
        }
        return found.get(0);
    }

    private static ArrayNode writtenOut(ObjectNode root) {
        JsonNode given = root.path("data").path("augment");
        AugmentSpec spec = AugmentSpec.of(given.isMissingNode() ? root.textNode("none") : given);
        ArrayNode steps = (ArrayNode) spec.steps()
                .orElseThrow(() -> new SpecException(AugmentSpec.PATH
                        + " must have steps for one of them to be set, but it is none; set the whole of it"));
        ((ObjectNode) root.get("data")).set("augment", steps);
        return steps;
    }
}
