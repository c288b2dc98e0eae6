package org.bestiary.experiments.search.method;

import org.bestiary.common.catalog.Kind;
import org.bestiary.experiments.search.space.SearchSpace;

/** Asks for {@link Tpe}. */
public record TpeMethod() implements SearchMethod {
    /** Its name. */
    public static final Kind<SearchMethod> KIND = Kind.of("tpe", TpeMethod.class, "tree-structured Parzen estimators");

    @Override
    public Suggester suggester(SearchSpace space, long seed) {
        return new Tpe(space, seed);
    }
}
