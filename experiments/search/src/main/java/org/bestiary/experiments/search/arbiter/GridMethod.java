package org.bestiary.experiments.search.arbiter;

import java.util.Optional;
import org.bestiary.common.catalog.CatalogException;
import org.bestiary.common.catalog.Kind;
import org.bestiary.experiments.search.method.SearchMethod;
import org.bestiary.experiments.search.method.Suggester;
import org.bestiary.experiments.search.space.SearchParameter;
import org.bestiary.experiments.search.space.SearchSpace;

/**
 * Asks for {@link GridSearch}.
 *
 * @param steps values taken of each continuous parameter; may be empty where there is none
 */
public record GridMethod(Optional<Integer> steps) implements SearchMethod {
    /** Its name and numbers. */
    public static final Kind<SearchMethod> KIND = Kind.of(
            "grid",
            GridMethod.class,
            "every combination",
            org.bestiary.common.catalog.Parameter.whole(
                            "steps", 2, 1000, "with grid: values taken of each continuous parameter")
                    .unlessGiven("only single values"));

    /** Checks the numbers. */
    public GridMethod {
        KIND.check(steps);
    }

    @Override
    public Suggester suggester(SearchSpace space, long seed) {
        return new GridSearch(space, steps.orElse(0));
    }

    @Override
    public boolean isExhaustive() {
        return true;
    }

    @Override
    public void check(SearchSpace space) {
        for (SearchParameter p : space.parameters()) {
            if (p.dimension().count().isEmpty() && steps.isEmpty()) {
                throw new CatalogException(
                        "search.space." + p.path(),
                        "a grid over the continuous " + p.path()
                                + " must say how many values to take, but search.steps is"
                                + " missing; add 'steps: 5' to search, or make it a choice");
            }
        }
        try {
            suggester(space, 0);
        } catch (IllegalArgumentException e) {
            throw new CatalogException("search.space", e.getMessage(), e);
        }
    }
}
