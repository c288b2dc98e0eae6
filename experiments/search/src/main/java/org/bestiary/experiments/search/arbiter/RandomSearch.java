package org.bestiary.experiments.search.arbiter;

import java.util.List;
import java.util.Optional;
import org.bestiary.datasets.RandomStream;
import org.bestiary.experiments.search.method.Observation;
import org.bestiary.experiments.search.method.Suggester;
import org.bestiary.experiments.search.space.Assignment;
import org.bestiary.experiments.search.space.SearchSpace;
import org.deeplearning4j.arbiter.optimize.generator.RandomSearchGenerator;

/**
 * Random search: J. Bergstra and Y. Bengio, JMLR 13, 2012. The one to beat, and the best there is where all trials run at once.
 */
public final class RandomSearch implements Suggester {
    private final UnitSpace space;
    private final long seed;

    /**
     * @param space what is searched
     * @param seed of everything random
     */
    public RandomSearch(SearchSpace space, long seed) {
        this.space = new UnitSpace(space);
        this.seed = seed;
    }

    @Override
    public Optional<Assignment> suggest(int number, List<Observation> earlier) {
        RandomSearchGenerator generator = new RandomSearchGenerator(space);
        generator.setRngSeed(RandomStream.of(seed).split("random").split(number).nextLong());
        return Optional.of(space.point(generator.getCandidate().getFlatParameters()));
    }
}
