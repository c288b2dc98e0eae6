package org.bestiary.experiments.schedule;

/** What a schedule counts. */
public enum Unit {
    /** Passes over the training images. */
    EPOCHS,
    /** Updates of the weights. */
    STEPS;

    /** Updates in one of it. */
    long steps(Span span) {
        return this == EPOCHS ? span.stepsPerEpoch() : 1;
    }
}
