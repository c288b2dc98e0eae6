package org.bestiary.experiments.search.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.bestiary.datasets.RandomStream;
import org.bestiary.experiments.search.method.Observation;
import org.bestiary.experiments.search.space.Choice;
import org.bestiary.experiments.search.space.SearchParameter;
import org.bestiary.experiments.search.space.SearchSpace;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.common.tree.RandomForestTrainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.ensemble.AveragingCombiner;
import org.tribuo.regression.rtree.CARTRegressionTrainer;
import org.tribuo.regression.rtree.impurity.MeanSquaredError;

/**
 * How much each parameter matters: the permutation importance of L. Breiman, Random Forests, Machine Learning 45, 2001. A
 * forest learns to foretell a trial's loss from its point; how much worse it does it when the values of one parameter are
 * exchanged among the trials is what that parameter is worth. Shares of 1.
 */
public final class Importance {
    /** With fewer trials there is nothing to learn. */
    static final int LEAST_TRIALS = 8;

    private static final int TREES = 100;
    private static final int DEPTH = 8;
    private static final float LEAST_WEIGHT = 2f;
    private static final float FEATURES = 0.7f;
    private static final int REPEATS = 10;
    private static final long SEED = 1;
    /** Kept, so that the level that is set on it lasts. */
    private static final Logger TRIBUO = Logger.getLogger("org.tribuo");

    private final SearchSpace space;
    private final List<Observation> trials;
    private final Model<Regressor> forest;

    private Importance(SearchSpace space, List<Observation> trials) {
        TRIBUO.setLevel(Level.WARNING);
        this.space = space;
        this.trials = trials;
        RegressionFactory factory = new RegressionFactory();
        MutableDataset<Regressor> data =
                new MutableDataset<>(new SimpleDataSourceProvenance("trials", factory), factory);
        for (Observation o : trials) {
            data.add(example(o.loss().getAsDouble(), values(o)));
        }
        forest = new RandomForestTrainer<>(
                        new CARTRegressionTrainer(
                                DEPTH, LEAST_WEIGHT, 0f, FEATURES, false, new MeanSquaredError(), SEED),
                        new AveragingCombiner(),
                        TREES,
                        SEED)
                .train(data);
    }

    /**
     * The importance of every parameter.
     *
     * @param observations of these those count that came to a finite loss
     * @return shares by path, in the order of the space; empty with fewer than {@value #LEAST_TRIALS} trials, or when no
     *     parameter makes a difference
     */
    public static Map<String, Double> of(SearchSpace space, List<Observation> observations) {
        List<Observation> told = observations.stream()
                .filter(o -> o.loss().isPresent() && Double.isFinite(o.loss().getAsDouble()))
                .toList();
        return told.size() < LEAST_TRIALS ? Map.of() : new Importance(space, told).shares();
    }

    private Map<String, Double> shares() {
        Map<String, Double> worse = new LinkedHashMap<>();
        List<Map<String, JsonNode>> points =
                trials.stream().map(Importance::values).toList();
        double error = error(points);
        double sum = 0;
        for (SearchParameter p : space.parameters()) {
            double more = Math.max(0, permutedError(p, points) - error);
            worse.put(p.path(), more);
            sum += more;
        }
        if (sum == 0) {
            return Map.of();
        }
        double total = sum;
        worse.replaceAll((path, more) -> more / total);
        return worse;
    }

    private static Map<String, JsonNode> values(Observation o) {
        return o.parameters().values();
    }

    /** Values are exchanged only among trials that have the parameter: whether it is there is another one's doing. */
    private double permutedError(SearchParameter p, List<Map<String, JsonNode>> points) {
        List<Integer> having = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            if (points.get(i).containsKey(p.path())) {
                having.add(i);
            }
        }
        RandomStream random = RandomStream.of(SEED).split(p.path());
        double sum = 0;
        for (int repeat = 0; repeat < REPEATS; repeat++) {
            List<Map<String, JsonNode>> permuted = new ArrayList<>(points);
            int[] order = having.isEmpty() ? new int[0] : random.split(repeat).permutation(having.size());
            for (int i = 0; i < order.length; i++) {
                Map<String, JsonNode> changed = new LinkedHashMap<>(points.get(having.get(i)));
                changed.put(p.path(), points.get(having.get(order[i])).get(p.path()));
                permuted.set(having.get(i), changed);
            }
            sum += error(permuted);
        }
        return sum / REPEATS;
    }

    private double error(List<Map<String, JsonNode>> points) {
        double sum = 0;
        for (int i = 0; i < points.size(); i++) {
            double foretold =
                    forest.predict(example(0, points.get(i))).getOutput().getValues()[0];
            double off = foretold - trials.get(i).loss().getAsDouble();
            sum += off * off;
        }
        return sum / points.size();
    }

    /** Numbers as positions on their axes, a choice as one feature for each of its values; what is not there is -1. */
    private Example<Regressor> example(double loss, Map<String, JsonNode> point) {
        ArrayExample<Regressor> example = new ArrayExample<>(new Regressor("loss", loss));
        for (SearchParameter p : space.parameters()) {
            JsonNode value = point.get(p.path());
            if (p.dimension() instanceof Choice choice) {
                for (int i = 0; i < choice.values().size(); i++) {
                    example.add(p.path() + "=" + i, choice.values().get(i).equals(value) ? 1 : 0);
                }
            } else {
                example.add(p.path(), value == null ? -1 : p.dimension().unit(value));
            }
        }
        return example;
    }
}
