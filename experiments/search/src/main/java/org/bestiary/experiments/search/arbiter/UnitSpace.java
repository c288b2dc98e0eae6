package org.bestiary.experiments.search.arbiter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.bestiary.experiments.search.space.Assignment;
import org.bestiary.experiments.search.space.SearchParameter;
import org.bestiary.experiments.search.space.SearchSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.FixedValue;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;

/**
 * A search space as Arbiter sees it: one leaf for each parameter, whose value is a position on the unit interval. Arbiter's
 * leaves have no conditions; a position of a parameter that is not there is simply not used.
 */
final class UnitSpace implements ParameterSpace<double[]> {
    private final SearchSpace space;
    private final Map<SearchParameter, ParameterSpace<Double>> leaves = new LinkedHashMap<>();

    UnitSpace(SearchSpace space) {
        this.space = space;
        int index = 0;
        for (SearchParameter p : space.parameters()) {
            ParameterSpace<Double> leaf = leaf(p);
            leaves.put(p, leaf);
            // A fixed value takes no position, and Arbiter's grid fails on a leaf with only one value.
            if (leaf.numParameters() > 0) {
                leaf.setIndices(index++);
            }
        }
    }

    private static ParameterSpace<Double> leaf(SearchParameter p) {
        long count = p.dimension().count().orElse(0);
        if (count == 0 || count > GridSearch.MOST_POINTS) {
            return new ContinuousParameterSpace(0, 1);
        }
        if (count == 1) {
            return new FixedValue<>(0.5);
        }
        Double[] middles = new Double[Math.toIntExact(count)];
        Arrays.setAll(middles, i -> (i + 0.5) / count);
        return new DiscreteParameterSpace<>(middles);
    }

    /** Positions stand for themselves: Arbiter copies values by serialisation, which is not for points. */
    @Override
    public double[] getValue(double[] flat) {
        return flat.clone();
    }

    /** The point at Arbiter's positions. */
    Assignment point(double... flat) {
        return space.at(p -> leaves.get(p).getValue(flat));
    }

    /**
     * The inverse of {@link #point}.
     *
     * @param point the values
     * @param elsewhere position of parameters that are not there
     */
    double[] flat(Assignment point, ToDoubleFunction<SearchParameter> elsewhere) {
        List<Double> flat = new ArrayList<>();
        leaves.forEach((p, leaf) -> {
            if (leaf.numParameters() > 0) {
                flat.add(point.get(p.path())
                        .map(v -> p.dimension().unit(v))
                        .orElseGet(() -> elsewhere.applyAsDouble(p)));
            }
        });
        return flat.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @Override
    public int numParameters() {
        return leaves.values().stream().mapToInt(ParameterSpace::numParameters).sum();
    }

    @Override
    @SuppressWarnings("rawtypes") // Arbiter's signature
    public List<ParameterSpace> collectLeaves() {
        return List.copyOf(leaves.values());
    }

    @Override
    @SuppressWarnings("rawtypes") // Arbiter's signature
    public Map<String, ParameterSpace> getNestedSpaces() {
        Map<String, ParameterSpace> nested = new LinkedHashMap<>();
        leaves.forEach((p, leaf) -> nested.put(p.path(), leaf));
        return nested;
    }

    @Override
    public boolean isLeaf() {
        return false;
    }

    @Override
    public void setIndices(int... indices) {
        throw new UnsupportedOperationException("the leaves have their own");
    }
}
