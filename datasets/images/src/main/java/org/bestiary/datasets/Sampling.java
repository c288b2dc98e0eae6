package org.bestiary.datasets;

/** How often an epoch of training shows the images of each class; an epoch always shows as many images as there are. */
public enum Sampling {
    /** Every image once. */
    NATURAL,
    /**
     * Every class equally often: images of rare classes several times in an epoch, those of frequent classes in turn over
     * several epochs. Within a class every image comes equally often, over the epochs.
     */
    BALANCED
}
