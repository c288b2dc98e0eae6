package org.bestiary.experiments.search.method;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bestiary.datasets.RandomStream;
import org.bestiary.experiments.search.space.Assignment;
import org.bestiary.experiments.search.space.SearchSpace;
import org.bestiary.reports.study.TrialStatus;

/**
 * The tree-structured Parzen estimator: J. Bergstra, R. Bardenet, Y. Bengio and B. Kegl, Algorithms for Hyper-Parameter
 * Optimization, NIPS 2011, <a href="https://papers.nips.cc/paper/4443">papers.nips.cc/paper/4443</a>.
 *
 * <p>The finished trials are split into a good and a bad part, a density is put over each, and of some points drawn from the
 * good one that is taken whose ratio of good to bad density is highest, which is where the expected improvement is. Use it
 * when a trial costs more than a second and there will be twenty or more; below that it is random search.
 *
 * <p>Departures from the paper: the densities are over all parameters jointly (see {@link ParzenMixture}), not one for each;
 * trials under way count as bad, so that those that run side by side spread out; of trials that were pruned those count as
 * better that got further.
 */
public final class Tpe implements Suggester {
    private static final int STARTUP_TRIALS = 10;
    private static final int CANDIDATES = 48;
    private static final double GOOD_SHARE = 0.15;
    private static final int MOST_GOOD = 25;
    private static final int ATTEMPTS = 20;

    private static final Comparator<Observation> BEST_FIRST = Comparator.comparingInt(Tpe::rank)
            .thenComparingInt(o -> o.status() == TrialStatus.PRUNED ? -o.epochs() : 0)
            .thenComparingDouble(o -> o.loss().orElse(Double.POSITIVE_INFINITY))
            .thenComparingInt(Observation::number);

    private final SearchSpace space;
    private final long seed;

    /**
     * @param space what is searched
     * @param seed of everything random
     */
    public Tpe(SearchSpace space, long seed) {
        this.space = space;
        this.seed = seed;
    }

    private static int rank(Observation o) {
        if (!isJudged(o)) {
            return 3;
        }
        if (o.loss().isEmpty() || Double.isInfinite(o.loss().getAsDouble())) {
            return 2;
        }
        return o.status() == TrialStatus.COMPLETED ? 0 : 1;
    }

    /** One that was stopped and goes on is as good as it was when it was stopped. */
    private static boolean isJudged(Observation o) {
        return o.status().isFinished() || o.loss().isPresent();
    }

    @Override
    public Optional<Assignment> suggest(int number, List<Observation> earlier) {
        RandomStream random = RandomStream.of(seed).split("tpe").split(number);
        Set<Assignment> tried = new HashSet<>();
        earlier.forEach(o -> tried.add(o.parameters()));
        long finished = earlier.stream().filter(Tpe::isJudged).count();
        Assignment next = null;
        // Where there are few points left, one may have to be tried again.
        for (int attempt = 0; attempt < ATTEMPTS && (next == null || tried.contains(next)); attempt++) {
            next = finished < STARTUP_TRIALS ? space.at(p -> random.nextDouble()) : best(earlier, random);
        }
        return Optional.of(next);
    }

    private Assignment best(List<Observation> earlier, RandomStream random) {
        List<Observation> sorted = new ArrayList<>(earlier);
        sorted.sort(BEST_FIRST);
        long finished = sorted.stream().filter(Tpe::isJudged).count();
        int good = (int) Math.min(MOST_GOOD, Math.ceil(GOOD_SHARE * finished));
        ParzenMixture above = mixture(sorted.subList(0, good));
        ParzenMixture below = mixture(sorted.subList(good, sorted.size()));
        Assignment best = null;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < CANDIDATES; i++) {
            Assignment candidate = above.draw(random);
            double ratio = above.logDensity(candidate) - below.logDensity(candidate);
            if (best == null || ratio > most) {
                best = candidate;
                most = ratio;
            }
        }
        return best;
    }

    private ParzenMixture mixture(List<Observation> observations) {
        return new ParzenMixture(
                space, observations.stream().map(Observation::parameters).toList());
    }
}
