package org.bestiary.experiments.search.method;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bestiary.datasets.RandomStream;
import org.bestiary.experiments.search.space.Assignment;
import org.bestiary.experiments.search.space.Choice;
import org.bestiary.experiments.search.space.IntegerRange;
import org.bestiary.experiments.search.space.SearchParameter;
import org.bestiary.experiments.search.space.SearchSpace;

/**
 * A density over the whole space: one kernel around each of some points, and one that is the prior, all with the same weight.
 * A kernel is a product over the parameters, so that parameters that go together in good points go together in what is
 * drawn. For a parameter that a point does not have the factor is the prior: such a point says nothing about it.
 */
final class ParzenMixture {
    private static final double PRIOR_DEVIATION = 1.0;

    private static final TruncatedNormal PRIOR = new TruncatedNormal(0.5, PRIOR_DEVIATION);

    private final SearchSpace space;
    private final List<Kernel> kernels = new ArrayList<>();
    private final double deviation;
    private final double elsewhere;

    /**
     * @param space what the points are of
     * @param points may be none
     */
    ParzenMixture(SearchSpace space, List<Assignment> points) {
        this.space = space;
        long numeric = space.parameters().stream()
                .filter(p -> !(p.dimension() instanceof Choice))
                .count();
        // Scott's rule for points that are spread over the unit interval, but never narrower than the grid of so many
        // points.
        double scott = 0.25 * Math.pow(Math.max(1, points.size()), -1.0 / (numeric + 4));
        this.deviation = Math.max(scott, 1.0 / (points.size() + 10));
        this.elsewhere = 1 / (1 + Math.sqrt(points.size()));
        points.forEach(p -> kernels.add(kernel(p)));
        kernels.add(new Kernel(new Assignment(Map.of()), Map.of()));
    }

    /**
     * What is put around a point; the prior, where the point has no value.
     *
     * @param point its values
     * @param normals factors of those that are numbers, by path
     */
    private record Kernel(Assignment point, Map<String, TruncatedNormal> normals) {
        TruncatedNormal normal(SearchParameter p) {
            return normals.getOrDefault(p.path(), PRIOR);
        }
    }

    private Kernel kernel(Assignment point) {
        Map<String, TruncatedNormal> normals = new HashMap<>();
        for (SearchParameter p : space.parameters()) {
            if (!(p.dimension() instanceof Choice)) {
                point.get(p.path())
                        .ifPresent(v -> normals.put(
                                p.path(), new TruncatedNormal(p.dimension().unit(v), deviation)));
            }
        }
        return new Kernel(point, normals);
    }

    /** Draws a point. */
    Assignment draw(RandomStream random) {
        Kernel kernel = kernels.get(random.nextInt(kernels.size()));
        return space.at(p -> position(p, kernel, random));
    }

    private double position(SearchParameter parameter, Kernel kernel, RandomStream random) {
        if (parameter.dimension() instanceof Choice choice) {
            Optional<JsonNode> value = kernel.point().get(parameter.path());
            return value.isPresent() && random.nextDouble() >= elsewhere
                    ? choice.unit(value.get())
                    : random.nextDouble();
        }
        return kernel.normal(parameter).quantile(random.nextDouble());
    }

    /** The logarithm of the density at a point, up to a constant that is the same for all mixtures over the same space. */
    double logDensity(Assignment at) {
        double[] terms = kernels.stream().mapToDouble(k -> logKernel(k, at)).toArray();
        double most = Arrays.stream(terms).max().orElseThrow();
        double sum = Arrays.stream(terms).map(t -> Math.exp(t - most)).sum();
        return most + Math.log(sum / terms.length);
    }

    private double logKernel(Kernel kernel, Assignment at) {
        double sum = 0;
        for (SearchParameter p : space.parameters()) {
            Optional<JsonNode> x = at.get(p.path());
            if (x.isPresent()) {
                sum += logFactor(p, kernel, x.get());
            }
        }
        return sum;
    }

    private double logFactor(SearchParameter parameter, Kernel kernel, JsonNode x) {
        if (parameter.dimension() instanceof Choice choice) {
            double uniform = 1.0 / choice.values().size();
            double mass = kernel.point()
                    .get(parameter.path())
                    .map(c -> elsewhere * uniform + (c.equals(x) ? 1 - elsewhere : 0))
                    .orElse(uniform);
            return Math.log(mass);
        }
        if (parameter.dimension() instanceof IntegerRange range) {
            double[] cell = range.cell(x);
            return kernel.normal(parameter).logDensity(cell[0], cell[1]);
        }
        return kernel.normal(parameter).logDensity(parameter.dimension().unit(x));
    }
}
