package org.bestiary.datasets.augment;

/** What a recipe is made of: a {@link Transform} of each image, or a {@link BatchChange} of whole batches. */
public sealed interface Step permits Transform, BatchChange {
    /**
     * What it does, with every value: steps with equal texts do the same. What was computed from changed images is kept
     * under it, so whoever reads a file must put what is in it here.
     *
     * @return one line, as in a spec; of a class that {@link Steps} does not list, its {@code toString}
     */
    default String identity() {
        return Steps.identity(this);
    }
}
