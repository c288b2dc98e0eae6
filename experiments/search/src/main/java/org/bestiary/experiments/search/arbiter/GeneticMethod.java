package org.bestiary.experiments.search.arbiter;

import org.bestiary.common.catalog.Kind;
import org.bestiary.experiments.search.method.SearchMethod;
import org.bestiary.experiments.search.method.Suggester;
import org.bestiary.experiments.search.space.SearchSpace;

/** Asks for {@link GeneticSearch}. */
public record GeneticMethod() implements SearchMethod {
    /** Its name. */
    public static final Kind<SearchMethod> KIND =
            Kind.of("genetic", GeneticMethod.class, "points crossed from two good ones, and mutated");

    @Override
    public Suggester suggester(SearchSpace space, long seed) {
        return new GeneticSearch(space, seed);
    }
}
