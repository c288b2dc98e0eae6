package org.bestiary.experiments.search.prune;

import org.bestiary.common.catalog.Kind;

/** Every trial goes on to its end. */
public record NoPruning() implements Pruning {
    /** Its name. */
    public static final Kind<Pruning> KIND = Kind.of("none", NoPruning.class, "every trial goes on to its end");

    @Override
    public Pruner pruner(int epochs) {
        return Pruner.NONE;
    }

    @Override
    public String label() {
        return KIND.name();
    }
}
