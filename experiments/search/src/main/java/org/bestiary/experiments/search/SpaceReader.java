package org.bestiary.experiments.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bestiary.experiments.config.Names;
import org.bestiary.experiments.config.SweepSource;
import org.bestiary.experiments.search.space.Choice;
import org.bestiary.experiments.search.space.Condition;
import org.bestiary.experiments.search.space.Dimension;
import org.bestiary.experiments.search.space.IntegerRange;
import org.bestiary.experiments.search.space.RealRange;
import org.bestiary.experiments.search.space.SearchParameter;
import org.bestiary.experiments.search.space.SearchSpace;
import org.bestiary.experiments.search.space.Values;

/** The entries of {@code search.space}. */
final class SpaceReader {
    private static final String SPACE = "search.space";
    private static final List<String> KINDS = List.of("uniform", "log-uniform", "int", "choice", "bool");
    private static final Set<String> FIXED = Set.of(
            "name",
            "title",
            "seeds",
            "data.id",
            "data.validation",
            "data.ownValidation",
            "data.splitSeed",
            "data.skipBad");
    private static final String FOLDS = "data.validation.";

    private final SweepSource source;

    private SpaceReader(SweepSource source) {
        this.source = source;
    }

    static SearchSpace read(SweepSource source) {
        return new SpaceReader(source).space();
    }

    /** Where a parameter stands, for messages. */
    static String place(SearchParameter parameter) {
        return SPACE + "." + parameter.path();
    }

    private SearchSpace space() {
        JsonNode entries = source.search().get("space");
        Map<String, Dimension> dimensions = new LinkedHashMap<>();
        entries.properties().forEach(e -> {
            checkPath(e.getKey());
            dimensions.put(e.getKey(), dimension(e.getKey(), e.getValue()));
        });
        List<SearchParameter> parameters = new ArrayList<>();
        dimensions.forEach((path, dimension) ->
                parameters.add(new SearchParameter(path, dimension, condition(path, entries.get(path), dimensions))));
        try {
            return new SearchSpace(parameters);
        } catch (IllegalArgumentException e) {
            throw source.mistake(
                    SPACE,
                    SPACE + ": " + e.getMessage()
                            + (parameters.isEmpty()
                                    ? "; add one, as in 'training.optimizer.learningRate: {log-uniform: [0.0001, 0.1]}'"
                                    : ""));
        }
    }

    private void checkPath(String path) {
        source.unknown(path).ifPresent(why -> {
            throw source.mistake(SPACE + "." + path, SPACE + " must name entries of the spec, but " + why);
        });
        if (FIXED.contains(path) || path.startsWith(FOLDS)) {
            throw source.mistake(
                    SPACE + "." + path,
                    SPACE + " must leave trials comparable, but got " + path
                            + "; take it out (for several seeds there is search.seedsPerTrial)");
        }
    }

    private Dimension dimension(String path, JsonNode entry) {
        List<String> given = KINDS.stream().filter(entry::has).toList();
        if (given.size() != 1) {
            throw source.mistake(
                    SPACE + "." + path,
                    path + " must have exactly one of " + String.join(", ", KINDS) + ", but got "
                            + (given.isEmpty() ? "none" : String.join(" and ", given)));
        }
        String kind = given.get(0);
        if (!kind.equals("int") && (entry.has("step") || entry.has("log"))) {
            throw source.mistake(
                    SPACE + "." + path,
                    path + ": 'step' and 'log' go with int, but got " + kind
                            + (entry.has("log") ? "; write log-uniform for a logarithmic range" : ""));
        }
        try {
            return parse(kind, entry);
        } catch (IllegalArgumentException e) {
            throw source.mistake(SPACE + "." + path + "." + kind, path + ": " + e.getMessage());
        }
    }

    private static Dimension parse(String kind, JsonNode entry) {
        JsonNode value = entry.get(kind);
        if (kind.equals("bool")) {
            return new Choice(List.of(value, BooleanNode.FALSE));
        }
        if (kind.equals("choice")) {
            List<JsonNode> values = new ArrayList<>();
            value.forEach(values::add);
            return new Choice(values);
        }
        if (value.size() != 2) {
            throw new IllegalArgumentException(kind + " must have two bounds, as in [1, 10], but got " + value);
        }
        if (kind.equals("int")) {
            return new IntegerRange(
                    value.get(0).asLong(),
                    value.get(1).asLong(),
                    entry.path("step").asLong(1),
                    entry.path("log").asBoolean());
        }
        return new RealRange(value.get(0).asDouble(), value.get(1).asDouble(), kind.equals("log-uniform"));
    }

    private Optional<Condition> condition(String path, JsonNode entry, Map<String, Dimension> dimensions) {
        JsonNode when = entry.path("when");
        if (when.isMissingNode()) {
            return Optional.empty();
        }
        String place = SPACE + "." + path + ".when";
        if (when.size() != 1) {
            throw source.mistake(place, path + ": 'when' must name one parameter and its values, but got " + when);
        }
        Map.Entry<String, JsonNode> one = when.properties().iterator().next();
        Dimension decides = dimensions.get(one.getKey());
        if (decides == null) {
            throw source.mistake(
                    place,
                    path + ": 'when' must name another parameter of the space, but got '" + one.getKey() + "'"
                            + Names.hint(one.getKey(), dimensions.keySet()));
        }
        if (decides.count().isEmpty()) {
            throw source.mistake(
                    place,
                    path + ": 'when' must name a parameter with single values, but " + one.getKey() + " is continuous");
        }
        List<JsonNode> values = new ArrayList<>();
        if (one.getValue().isArray()) {
            one.getValue().forEach(values::add);
        } else {
            values.add(one.getValue());
        }
        values.replaceAll(Values::canonical);
        for (JsonNode v : values) {
            if (!decides.contains(v)) {
                throw source.mistake(
                        place,
                        path + ": 'when' must give values that " + one.getKey() + " can have (" + decides.label()
                                + "), but got " + Values.text(v));
            }
        }
        return Optional.of(new Condition(one.getKey(), values));
    }
}
