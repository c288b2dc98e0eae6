package org.bestiary.experiments.search.arbiter;

import org.bestiary.common.catalog.Kind;
import org.bestiary.experiments.search.method.SearchMethod;
import org.bestiary.experiments.search.method.Suggester;
import org.bestiary.experiments.search.space.SearchSpace;

/** Asks for {@link RandomSearch}. */
public record RandomMethod() implements SearchMethod {
    /** Its name. */
    public static final Kind<SearchMethod> KIND = Kind.of("random", RandomMethod.class, "any point, all alike");

    @Override
    public Suggester suggester(SearchSpace space, long seed) {
        return new RandomSearch(space, seed);
    }
}
