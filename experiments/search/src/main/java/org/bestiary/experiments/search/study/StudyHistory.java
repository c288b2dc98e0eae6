package org.bestiary.experiments.search.study;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.bestiary.experiments.search.Sweep;
import org.bestiary.experiments.search.method.Observation;
import org.bestiary.experiments.search.space.Assignment;
import org.bestiary.experiments.search.space.Values;
import org.bestiary.reports.study.IntermediateValue;
import org.bestiary.reports.study.StudyStore;
import org.bestiary.reports.study.Trial;
import org.bestiary.reports.study.TrialStatus;

/**
 * What a study knows, as search methods and pruners see it.
 *
 * <p>The runs of a trial lie one behind the other in the store: epoch {@code e} of its second run is epoch {@code epochs + e}
 * of the trial, with {@code epochs} those of a whole run. Pruners see the first run only, so that all trials are compared with
 * the same seed (and fold).
 */
public final class StudyHistory {
    private static final String EPOCHS = "training.epochs";

    private final Sweep sweep;
    private final StudyStore store;
    private final String study;

    /**
     * @param sweep the sweep
     * @param store where the study is
     * @param study its id
     */
    public StudyHistory(Sweep sweep, StudyStore store, String study) {
        this.sweep = sweep;
        this.store = store;
        this.study = study;
    }

    /** Epochs of one whole run of a trial. */
    int epochs(Assignment point) {
        return point.get(EPOCHS).map(n -> n.asInt()).orElse(sweep.epochs());
    }

    /** Every trial, in the order of their numbers. */
    public List<Observation> observations() {
        // The trials first: one that ends in between then has all its values.
        List<Trial> trials = store.trials(study);
        Map<Integer, Map<Integer, Double>> values = values();
        List<Observation> all = new ArrayList<>();
        for (Trial t : trials) {
            all.add(observation(t, values.getOrDefault(t.number(), Map.of())));
        }
        return all;
    }

    /** The values of every trial by epoch, from 1, with the runs of a trial one behind the other. */
    public Map<Integer, Map<Integer, Double>> values() {
        Map<Integer, Map<Integer, Double>> values = new LinkedHashMap<>();
        for (IntermediateValue v : store.values(study)) {
            values.computeIfAbsent(v.trial(), n -> new TreeMap<>()).put(v.epoch(), v.value());
        }
        return values;
    }

    private Observation observation(Trial trial, Map<Integer, Double> values) {
        Assignment point = parameters(trial.parameters());
        int epochs = epochs(point);
        List<Double> losses = values.entrySet().stream()
                .filter(e -> e.getKey() <= epochs)
                .map(e -> sweep.objective().loss(e.getValue()))
                .toList();
        OptionalDouble loss = trial.value().isPresent()
                ? OptionalDouble.of(sweep.objective().loss(trial.value().getAsDouble()))
                : trial.status() == TrialStatus.PRUNED
                        ? OptionalDouble.of(Double.POSITIVE_INFINITY)
                        : OptionalDouble.empty();
        return new Observation(trial.number(), point, trial.status(), losses, loss);
    }

    /** The point of a trial. */
    public static Assignment parameters(JsonNode stored) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        stored.properties().forEach(e -> values.put(e.getKey(), Values.canonical(e.getValue())));
        return new Assignment(values);
    }

    /** Epochs of all trials together. */
    long spentEpochs() {
        return store.epochs(study);
    }

    /**
     * What a trial has come to: the mean over its runs of the best epoch of each.
     *
     * @return empty if no epoch has a number
     */
    OptionalDouble value(int number, Assignment point) {
        int epochs = epochs(point);
        Map<Integer, Double> bestLosses = new TreeMap<>();
        for (IntermediateValue v : store.values(study, number)) {
            if (!Double.isNaN(v.value())) {
                bestLosses.merge((v.epoch() - 1) / epochs, sweep.objective().loss(v.value()), Math::min);
            }
        }
        OptionalDouble mean =
                bestLosses.values().stream().mapToDouble(Double::doubleValue).average();
        // The same sign twice: back from the loss to the objective.
        return mean.isPresent() ? OptionalDouble.of(sweep.objective().loss(mean.getAsDouble())) : mean;
    }
}
