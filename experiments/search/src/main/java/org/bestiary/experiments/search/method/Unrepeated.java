package org.bestiary.experiments.search.method;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.bestiary.datasets.RandomStream;
import org.bestiary.experiments.search.space.Assignment;
import org.bestiary.experiments.search.space.SearchSpace;

/**
 * A method whose points are all different where there are only so many, as long as some are left: the same values and seeds
 * would give the same result again, to the last bit.
 *
 * @param method what suggests
 * @param space what it searches
 * @param seed of the points that are taken in place of repeated ones
 */
public record Unrepeated(Suggester method, SearchSpace space, long seed) implements Suggester {
    /** So many draws miss the last of a thousand points once in 10^400 times. */
    private static final int DRAWS = 1_000_000;

    @Override
    public Optional<Assignment> suggest(int number, List<Observation> earlier) {
        OptionalLong points = space.points();
        if (points.isEmpty()) {
            return method.suggest(number, earlier);
        }
        Set<Assignment> tried = new HashSet<>();
        earlier.forEach(o -> tried.add(o.parameters()));
        if (tried.size() >= points.getAsLong()) {
            return Optional.empty();
        }
        Optional<Assignment> wanted = method.suggest(number, earlier);
        if (wanted.isEmpty() || !tried.contains(wanted.get())) {
            return wanted;
        }
        RandomStream random =
                RandomStream.of(seed).split("in place of a repeated point").split(number);
        for (int i = 0; i < DRAWS; i++) {
            Assignment point = space.at(p -> random.nextDouble());
            if (!tried.contains(point)) {
                return Optional.of(point);
            }
        }
        return Optional.empty();
    }
}
