package org.bestiary.experiments.search.prune;

import org.bestiary.common.catalog.Kind;

/**
 * Asks for {@link Hyperband}.
 *
 * @param minEpochs epochs of the first rung of the first bracket
 * @param reduction one trial of so many goes on
 */
public record HyperbandPruning(int minEpochs, int reduction) implements Pruning {
    /** Its name and numbers. */
    public static final Kind<Pruning> KIND = Kind.of(
            "hyperband",
            HyperbandPruning.class,
            "several of those, from one that stops early to one that stops none",
            Rungs.MIN_EPOCHS,
            Rungs.REDUCTION);

    /** Checks the numbers. */
    public HyperbandPruning {
        KIND.check(minEpochs, reduction);
    }

    @Override
    public Pruner pruner(int epochs) {
        return new Hyperband(minEpochs, epochs, reduction);
    }

    @Override
    public long pastTheFirstLook() {
        return (long) minEpochs * reduction;
    }

    @Override
    public String label() {
        return Rungs.label(KIND.name(), minEpochs, reduction);
    }
}
