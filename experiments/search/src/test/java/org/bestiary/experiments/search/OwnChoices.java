package org.bestiary.experiments.search;

import java.util.List;
import java.util.Optional;
import org.bestiary.common.catalog.Bounds;
import org.bestiary.common.catalog.Kind;
import org.bestiary.common.catalog.Parameter;
import org.bestiary.experiments.search.method.SearchMethod;
import org.bestiary.experiments.search.method.SearchMethodProvider;
import org.bestiary.experiments.search.method.Suggester;
import org.bestiary.experiments.search.prune.Pruner;
import org.bestiary.experiments.search.prune.Pruning;
import org.bestiary.experiments.search.prune.PruningProvider;
import org.bestiary.experiments.search.space.SearchSpace;

/** A search method and a pruner of a user's own, found on the class path. */
final class OwnChoices {
    private OwnChoices() {}

    /** Takes the same point every time. */
    record Points(double at) implements SearchMethod {
        static final Kind<SearchMethod> KIND = Kind.of(
                "own-points",
                Points.class,
                "the same point every time",
                Parameter.decimal("at", Bounds.from(0, 1), "where in the range of each parameter")
                        .usually(0.5));

        Points {
            KIND.check(at);
        }

        @Override
        public Suggester suggester(SearchSpace space, long seed) {
            return (number, earlier) -> Optional.of(space.at(p -> at));
        }
    }

    /** Stops a trial that has not improved for some epochs. */
    record Patience(int patience) implements Pruning {
        static final Kind<Pruning> KIND = Kind.of(
                "own-patience",
                Patience.class,
                "stops a trial that does not improve",
                Parameter.whole("patience", 1, 100, "epochs without improvement that are waited for")
                        .usually(3));

        Patience {
            KIND.check(patience);
        }

        @Override
        public Pruner pruner(int epochs) {
            return (trial, others) -> trial.epochs() > patience
                    && trial.bestUntil(trial.epochs()) == trial.bestUntil(trial.epochs() - patience);
        }
    }

    /** Adds the method. */
    public static final class Methods implements SearchMethodProvider {
        @Override
        public List<Kind<SearchMethod>> kinds() {
            return List.of(Points.KIND);
        }
    }

    /** Adds the pruner. */
    public static final class Pruners implements PruningProvider {
        @Override
        public List<Kind<Pruning>> kinds() {
            return List.of(Patience.KIND);
        }
    }
}
