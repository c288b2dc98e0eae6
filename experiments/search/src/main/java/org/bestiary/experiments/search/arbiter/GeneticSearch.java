package org.bestiary.experiments.search.arbiter;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.SynchronizedRandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.bestiary.datasets.RandomStream;
import org.bestiary.experiments.search.method.Observation;
import org.bestiary.experiments.search.method.Suggester;
import org.bestiary.experiments.search.space.Assignment;
import org.bestiary.experiments.search.space.SearchSpace;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.optimize.api.OptimizationResult;
import org.deeplearning4j.arbiter.optimize.api.data.DataProvider;
import org.deeplearning4j.arbiter.optimize.api.data.DataSource;
import org.deeplearning4j.arbiter.optimize.api.score.ScoreFunction;
import org.deeplearning4j.arbiter.optimize.generator.GeneticSearchCandidateGenerator;
import org.deeplearning4j.arbiter.optimize.generator.genetic.crossover.SinglePointCrossover;
import org.deeplearning4j.arbiter.optimize.generator.genetic.crossover.parentselection.RandomTwoParentSelection;
import org.deeplearning4j.arbiter.optimize.generator.genetic.mutation.RandomMutationOperator;
import org.deeplearning4j.arbiter.optimize.generator.genetic.population.PopulationModel;
import org.deeplearning4j.arbiter.optimize.generator.genetic.selection.GeneticSelectionOperator;

/**
 * Genetic search: new points are crossed from two good ones, and mutated. For spaces in which parameters depend on each other
 * and trials are many and cheap.
 *
 * <p>For each suggestion the trials so far are told to a new generator in their order, which breeds or culls its population
 * as if it had been there all the time.
 */
public final class GeneticSearch implements Suggester {
    private static final int POPULATION = 20;
    private static final double MUTATION_RATE = 0.1;
    private static final double CROSSOVER_RATE = 0.85;
    private static final int ATTEMPTS = 20;

    private final UnitSpace space;
    private final long seed;

    /**
     * @param space what is searched
     * @param seed of everything random
     */
    public GeneticSearch(SearchSpace space, long seed) {
        this.space = new UnitSpace(space);
        this.seed = seed;
    }

    @Override
    public Optional<Assignment> suggest(int number, List<Observation> earlier) {
        RandomStream stream = RandomStream.of(seed).split("genetic");
        GeneticSearchCandidateGenerator generator = generator(new SynchronizedRandomGenerator(
                new Well19937c(stream.split(number).nextLong())));
        Set<Assignment> tried = new HashSet<>();
        for (Observation o : earlier) {
            tried.add(o.parameters());
            if (o.loss().isPresent()) {
                generator.reportResults(result(o, stream));
            }
        }
        Assignment next = point(generator);
        // Arbiter repeats values; where there are few points left, one may have to be tried again all the same.
        for (int attempt = 1; attempt < ATTEMPTS && tried.contains(next); attempt++) {
            next = point(generator);
        }
        return Optional.of(next);
    }

    private Assignment point(GeneticSearchCandidateGenerator generator) {
        return space.point(generator.getCandidate().getFlatParameters());
    }

    private OptimizationResult result(Observation o, RandomStream stream) {
        double[] genes = space.flat(
                o.parameters(), p -> stream.split(o.number()).split(p.path()).nextDouble());
        Candidate<double[]> candidate = new Candidate<>(genes, o.number(), genes);
        return new OptimizationResult(candidate, o.loss().getAsDouble(), o.number(), null, null, null);
    }

    private GeneticSearchCandidateGenerator generator(RandomGenerator random) {
        GeneticSelectionOperator selection = new GeneticSelectionOperator.Builder()
                .randomGenerator(random)
                .crossoverOperator(new SinglePointCrossover.Builder()
                        .crossoverRate(CROSSOVER_RATE)
                        .randomGenerator(random)
                        .parentSelection(new RandomTwoParentSelection(random))
                        .build())
                .mutationOperator(new RandomMutationOperator.Builder()
                        .mutationRate(MUTATION_RATE)
                        .randomGenerator(random)
                        .build())
                .build();
        return new GeneticSearchCandidateGenerator.Builder(space, new Loss())
                .populationModel(
                        new PopulationModel.Builder().populationSize(POPULATION).build())
                .selectionOperator(selection)
                .build();
    }

    /** Tells Arbiter that less is better; the score itself is never asked for here. */
    @SuppressWarnings("deprecation") // Arbiter's signature
    private static final class Loss implements ScoreFunction {
        private static final long serialVersionUID = 1L;

        @Override
        public double score(Object model, DataProvider data, Map<String, Object> parameters) {
            throw new UnsupportedOperationException("trials are scored elsewhere");
        }

        @Override
        public double score(Object model, Class<? extends DataSource> source, Properties properties) {
            throw new UnsupportedOperationException("trials are scored elsewhere");
        }

        @Override
        public boolean minimize() {
            return true;
        }

        @Override
        public List<Class<?>> getSupportedModelTypes() {
            return List.of();
        }

        @Override
        public List<Class<?>> getSupportedDataTypes() {
            return List.of();
        }
    }
}
