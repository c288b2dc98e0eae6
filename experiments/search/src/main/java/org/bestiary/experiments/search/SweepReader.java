package org.bestiary.experiments.search;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.bestiary.common.catalog.CatalogException;
import org.bestiary.common.catalog.FlatForm;
import org.bestiary.experiments.config.ExperimentSpec;
import org.bestiary.experiments.config.SpecReader;
import org.bestiary.experiments.config.SweepSource;
import org.bestiary.experiments.search.method.SearchMethod;
import org.bestiary.experiments.search.prune.Pruning;
import org.bestiary.experiments.search.prune.Prunings;
import org.bestiary.experiments.search.space.Assignment;
import org.bestiary.experiments.search.space.Choice;
import org.bestiary.experiments.search.space.SearchParameter;
import org.bestiary.experiments.search.space.SearchSpace;
import org.bestiary.experiments.train.Plan;
import org.bestiary.reports.run.EpochMetric;

/** From a spec with a block {@code search:} to a {@link Sweep}, with every mistake reported by file, line and rule. */
public final class SweepReader {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> TREE = new TypeReference<>() {};

    private SweepReader() {}

    /**
     * Reads a sweep and tries every parameter at its bounds, or with each of its values, so that no trial fails later for what
     * could be known now.
     *
     * @throws org.bestiary.experiments.config.SpecException if it breaks a rule
     */
    public static Sweep read(SweepSource given) {
        SweepSource source = given.checked(SearchSchema.all(), SearchSchema.defaults(given.search()));
        JsonNode search = source.search();
        SearchSpace space = SpaceReader.read(source);
        Objective objective = objective(search.get("objective"));
        SpecReader.Located located = source.with(space.at(p -> 0).values());
        ExperimentSpec first = located.spec();
        int epochs = check(source, space);
        Sweep sweep = new Sweep(
                source,
                first.name(),
                space,
                method(source),
                pruning(source),
                budget(search.get("budget")),
                search.get("seedsPerTrial").asInt(),
                located.networks().size(),
                objective,
                search.get("parallel").asInt(),
                search.get("seed").asLong(),
                Sweep.seeds(first.seeds(), search.get("seedsPerTrial").asInt()),
                epochs);
        checkMethod(sweep);
        return sweep;
    }

    private static Objective objective(JsonNode node) {
        EpochMetric metric = Objective.metric(node.get("metric").asText());
        boolean maximise = node.has("goal")
                ? node.get("goal").asText().equals("maximise")
                : metric.quantity().orElseThrow().isMoreBetter();
        return new Objective(metric, maximise);
    }

    private static SearchMethod method(SweepSource source) {
        FlatForm<SearchMethod> methods = SearchMethods.all();
        ObjectNode own = ((ObjectNode) source.search()).deepCopy().retain(methods.names());
        return choice(source, methods, own, "search");
    }

    private static Pruning pruning(SweepSource source) {
        return choice(source, Prunings.all(), source.search().get("pruner"), "search.pruner");
    }

    private static <T> T choice(SweepSource source, FlatForm<T> form, JsonNode tree, String path) {
        try {
            return form.read(MAPPER.convertValue(tree, TREE), path);
        } catch (CatalogException e) {
            throw source.mistake(e.path(), e.getMessage());
        }
    }

    private static Budget budget(JsonNode node) {
        return new Budget(
                node.has("trials") ? OptionalInt.of(node.get("trials").asInt()) : OptionalInt.empty(),
                node.has("epochs") ? OptionalLong.of(node.get("epochs").asLong()) : OptionalLong.empty(),
                node.has("minutes") ? OptionalDouble.of(node.get("minutes").asDouble()) : OptionalDouble.empty());
    }

    private static void checkMethod(Sweep sweep) {
        SweepSource source = sweep.source();
        Budget budget = sweep.budget();
        if (!sweep.method().isExhaustive()
                && budget.trials().isEmpty()
                && budget.epochs().isEmpty()
                && budget.minutes().isEmpty()) {
            throw source.mistake(
                    "search.budget",
                    "search.budget must have at least one of trials, epochs and minutes, but got none");
        }
        try {
            sweep.method().check(sweep.space());
        } catch (CatalogException e) {
            throw source.mistake(e.path(), e.getMessage());
        }
    }

    /**
     * Checks specs that between them have every bound and every value of every parameter.
     *
     * @return the most epochs that one of them has
     */
    private static int check(SweepSource source, SearchSpace space) {
        Set<Assignment> points = new LinkedHashSet<>();
        points.add(space.at(p -> 0));
        for (SearchParameter parameter : space.parameters()) {
            for (double position : positions(parameter)) {
                points.add(space.at(p -> p.path().equals(parameter.path()) ? position : towards(space, parameter, p)));
            }
        }
        int epochs = 1;
        for (Assignment point : points) {
            SpecReader.Located located = source.with(point.values());
            if (!located.spec().data().validation().any()) {
                throw located.mistake(
                        "data.validation",
                        "a sweep compares by validation images, so data.validation must be above 0, but got 0");
            }
            if (located.names().size() > 1) {
                throw located.mistake(
                        "models",
                        "a sweep must have one network, but got "
                                + located.names().size() + "; search over model.id instead");
            }
            Plan.of(located);
            epochs = Math.max(
                    epochs,
                    located.spec()
                            .training()
                            .epochs()
                            .orElseThrow(() -> located.mistake(
                                    "training.steps",
                                    "a sweep counts epochs, but got training.steps; give training.epochs")));
        }
        return epochs;
    }

    private static List<Double> positions(SearchParameter parameter) {
        if (parameter.dimension() instanceof Choice choice) {
            return choice.values().stream().map(choice::unit).toList();
        }
        return List.of(0.0, 1.0);
    }

    /** The position of a parameter with which the condition of another one holds; the first where it has no say. */
    private static double towards(SearchSpace space, SearchParameter target, SearchParameter p) {
        Optional<SearchParameter> at = Optional.of(target);
        while (at.isPresent() && at.get().condition().isPresent()) {
            var condition = at.get().condition().get();
            if (condition.path().equals(p.path())) {
                return p.dimension().unit(condition.values().get(0));
            }
            at = space.find(condition.path());
        }
        return 0;
    }
}
