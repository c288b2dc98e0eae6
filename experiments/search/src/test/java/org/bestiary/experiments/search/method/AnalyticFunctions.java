package org.bestiary.experiments.search.method;

import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.bestiary.datasets.RandomStream;
import org.bestiary.experiments.search.space.Assignment;
import org.bestiary.experiments.search.space.Choice;
import org.bestiary.experiments.search.space.Condition;
import org.bestiary.experiments.search.space.IntegerRange;
import org.bestiary.experiments.search.space.RealRange;
import org.bestiary.experiments.search.space.SearchParameter;
import org.bestiary.experiments.search.space.SearchSpace;

/**
 * Functions that stand for trials.
 *
 * @param name what it is called
 * @param space where it is defined
 * @param truth the value at a point, without noise
 * @param noise standard deviation of what a trial sees in addition
 * @param minimum the least value
 */
record AnalyticFunctions(
        String name,
        SearchSpace space,
        BiFunction<AnalyticFunctions, Assignment, Double> truth,
        double noise,
        double minimum) {
    private static final double[] HARTMANN_ALPHA = {1.0, 1.2, 3.0, 3.2};
    private static final double[][] HARTMANN_A = {
        {10, 3, 17, 3.5, 1.7, 8}, {0.05, 10, 17, 0.1, 8, 14}, {3, 3.5, 1.7, 10, 17, 8}, {17, 8, 0.05, 10, 0.1, 14}
    };
    private static final double[][] HARTMANN_P = {
        {0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886},
        {0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991},
        {0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650},
        {0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381}
    };

    static double number(Assignment at, String path) {
        return at.get(path).orElseThrow().asDouble();
    }

    /** Branin's function of two variables, minimum 0.397887. */
    static AnalyticFunctions branin() {
        SearchSpace space = new SearchSpace(List.of(
                SearchParameter.always("x", new RealRange(-5, 10, false)),
                SearchParameter.always("y", new RealRange(0, 15, false))));
        return new AnalyticFunctions(
                "Branin",
                space,
                (f, at) -> {
                    double x = number(at, "x");
                    double y = number(at, "y");
                    double inner = y - 5.1 / (4 * Math.PI * Math.PI) * x * x + 5 / Math.PI * x - 6;
                    return inner * inner + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10;
                },
                0,
                0.397887);
    }

    /** Hartmann's function of six variables, minimum -3.32237. */
    static AnalyticFunctions hartmann6() {
        List<SearchParameter> parameters = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            parameters.add(SearchParameter.always("x" + i, new RealRange(0, 1, false)));
        }
        return new AnalyticFunctions(
                "Hartmann-6",
                new SearchSpace(parameters),
                (f, at) -> {
                    double sum = 0;
                    for (int i = 0; i < 4; i++) {
                        double exponent = 0;
                        for (int j = 0; j < 6; j++) {
                            double d = number(at, "x" + j) - HARTMANN_P[i][j];
                            exponent += HARTMANN_A[i][j] * d * d;
                        }
                        sum -= HARTMANN_ALPHA[i] * Math.exp(-exponent);
                    }
                    return sum;
                },
                0,
                -3.32237);
    }

    /**
     * Like the choice of an optimiser: a rate on a logarithmic scale whose best value depends on the kind, a momentum that only
     * one kind has, a depth in whole numbers; with noise. Minimum 0 with nesterov at rate 0.03, momentum 0.9 and depth 20.
     */
    static AnalyticFunctions noisyMixed() {
        SearchSpace space = new SearchSpace(List.of(
                SearchParameter.always(
                        "kind",
                        new Choice(List.of(
                                TextNode.valueOf("sgd"), TextNode.valueOf("nesterov"), TextNode.valueOf("adam")))),
                SearchParameter.always("rate", new RealRange(1e-5, 1, true)),
                new SearchParameter(
                        "momentum",
                        new RealRange(0, 0.99, false),
                        Optional.of(new Condition("kind", List.of(TextNode.valueOf("nesterov"))))),
                SearchParameter.always("depth", new IntegerRange(2, 50, 1, true)),
                SearchParameter.always("width", new Choice(List.of(LongNode.valueOf(16), LongNode.valueOf(32))))));
        return new AnalyticFunctions(
                "noisy mixed",
                space,
                (f, at) -> {
                    String kind = at.get("kind").orElseThrow().asText();
                    double best = kind.equals("adam") ? 1e-3 : kind.equals("sgd") ? 0.3 : 0.03;
                    double rate = Math.log10(number(at, "rate") / best);
                    double momentum = at.get("momentum").isPresent() ? number(at, "momentum") - 0.9 : 0;
                    double depth = Math.log(number(at, "depth") / 20);
                    double base = kind.equals("nesterov") ? 0 : kind.equals("adam") ? 0.3 : 0.6;
                    return base
                            + rate * rate
                            + 4 * momentum * momentum
                            + 0.5 * depth * depth
                            + (number(at, "width") == 32 ? 0 : 0.4);
                },
                0.2,
                0);
    }

    /**
     * Searches with a budget.
     *
     * @return the true value at the point whose trial looked best, above the minimum
     */
    double regret(Suggester method, int trials, long seed) {
        List<Observation> history = new ArrayList<>();
        RandomStream random = RandomStream.of(seed).split("noise");
        for (int i = 0; i < trials; i++) {
            Assignment point = method.suggest(i, history).orElseThrow();
            double seen = truth.apply(this, point) + noise * random.nextGaussian();
            history.add(Observation.completed(i, point, seen));
        }
        Assignment best = history.stream()
                .min((a, b) -> Double.compare(a.loss().orElseThrow(), b.loss().orElseThrow()))
                .orElseThrow()
                .parameters();
        return truth.apply(this, best) - minimum;
    }
}
