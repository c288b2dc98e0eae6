package org.bestiary.experiments.search;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.bestiary.experiments.config.ExperimentSpec;
import org.bestiary.experiments.config.SpecReader;
import org.bestiary.experiments.config.SweepSource;
import org.bestiary.experiments.search.arbiter.GridSearch;
import org.bestiary.experiments.search.space.Assignment;
import org.bestiary.experiments.search.space.Choice;
import org.bestiary.experiments.search.space.Parameter;
import org.bestiary.experiments.search.space.SearchSpace;
import org.bestiary.experiments.train.Plan;
import org.bestiary.reports.run.EpochMetric;

/** From a spec with a block {@code search:} to a {@link Sweep}, with every mistake reported by file, line and rule. */
public final class SweepReader {
    private SweepReader() {}

    /**
     * Reads a sweep and tries every parameter at its bounds, or with each of its values, so that no trial fails later for what
     * could be known now.
     *
     * @throws org.bestiary.experiments.config.SpecException if it breaks a rule
     */
    public static Sweep read(SweepSource source) {
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
                search.get("method").asText(),
                search.path("steps").asInt(0),
                pruning(search.get("pruner")),
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

    private static Sweep.Pruning pruning(JsonNode node) {
        return new Sweep.Pruning(
                node.get("type").asText(),
                node.get("minEpochs").asInt(),
                node.get("reduction").asInt(),
                node.get("startupTrials").asInt());
    }

    private static Budget budget(JsonNode node) {
        return new Budget(
                node.has("trials") ? OptionalInt.of(node.get("trials").asInt()) : OptionalInt.empty(),
                node.has("epochs") ? OptionalLong.of(node.get("epochs").asLong()) : OptionalLong.empty(),
                node.has("minutes") ? OptionalDouble.of(node.get("minutes").asDouble()) : OptionalDouble.empty());
    }

    private static void checkMethod(Sweep sweep) {
        SweepSource source = sweep.source();
        boolean grid = sweep.method().equals("grid");
        Budget budget = sweep.budget();
        if (!grid
                && budget.trials().isEmpty()
                && budget.epochs().isEmpty()
                && budget.minutes().isEmpty()) {
            throw source.mistake(
                    "search.budget",
                    "search.budget must have at least one of trials, epochs and minutes, but got none");
        }
        if (!grid) {
            return;
        }
        for (Parameter p : sweep.space().parameters()) {
            if (p.dimension().count().isEmpty() && sweep.steps() == 0) {
                throw source.mistake(
                        SpaceReader.place(p),
                        "a grid over the continuous " + p.path()
                                + " must say how many values to take, but search.steps is"
                                + " missing; add 'steps: 5' to search, or make it a choice");
            }
        }
        try {
            new GridSearch(sweep.space(), sweep.steps());
        } catch (IllegalArgumentException e) {
            throw source.mistake("search.space", e.getMessage());
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
        for (Parameter parameter : space.parameters()) {
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

    private static List<Double> positions(Parameter parameter) {
        if (parameter.dimension() instanceof Choice choice) {
            return choice.values().stream().map(choice::unit).toList();
        }
        return List.of(0.0, 1.0);
    }

    /** The position of a parameter with which the condition of another one holds; the first where it has no say. */
    private static double towards(SearchSpace space, Parameter target, Parameter p) {
        Optional<Parameter> at = Optional.of(target);
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
