package org.bestiary.datasets.augment;

/** What is said alike of the sizes of several steps. */
final class Sides {
    /** More pixels than any image that fits into memory with others has on a side. */
    static final int LARGEST = 16_384;

    /** What holds when a step is given no size. */
    static final String OWN = "the image's own size";

    private Sides() {}
}
