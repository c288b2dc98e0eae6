package org.bestiary.datasets;

/** The three parts of a data set. */
public enum Split {
    /** What the network learns from: the published training images without the validation share. */
    TRAIN,
    /** Cut from the published training images by a {@link Holdout}; for choosing epochs and hyperparameters. */
    VALIDATION,
    /** The published test images; looked at once, at the end. */
    TEST
}
