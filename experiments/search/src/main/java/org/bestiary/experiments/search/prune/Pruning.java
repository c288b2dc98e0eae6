package org.bestiary.experiments.search.prune;

/** How a sweep is asked to stop trials early: a pruner with its numbers. A record; immutable. */
public interface Pruning {
    /**
     * What decides.
     *
     * @param epochs of a whole run of a trial
     * @return a pure function of what the trials have come to
     */
    Pruner pruner(int epochs);

    /**
     * Epochs that another trial needs to come past the first look at it: with fewer left it is not worth beginning.
     *
     * @return at least 1
     */
    default long pastTheFirstLook() {
        return 1;
    }

    /**
     * In words.
     *
     * @return as {@code asha (from epoch 1, one of 3 goes on)}
     */
    default String label() {
        return Prunings.all()
                .catalog()
                .kindOf(this)
                .map(kind -> kind.text(this))
                .orElseGet(this::toString);
    }
}
