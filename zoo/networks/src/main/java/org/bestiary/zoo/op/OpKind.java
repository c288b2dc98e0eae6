package org.bestiary.zoo.op;

/** The kinds of operations, as people tell them apart in a picture. */
public enum OpKind {
    /** The image. */
    INPUT,
    /** Convolutions. */
    CONVOLUTION,
    /** Pooling of any kind. */
    POOL,
    /** Where branches come together. */
    JOIN,
    /** Fully connected. */
    DENSE,
    /** Local response normalisation. */
    NORM,
    /** The loss and its probabilities. */
    OUTPUT,
    /** Changes of shape without arithmetic. */
    RESHAPE,
    /** Normalisation, activation and dropout, number by number. */
    POINTWISE;

    /** Whether papers count it as a layer of the depth in a network's name. */
    public boolean isWeightLayer() {
        return this == CONVOLUTION || this == DENSE;
    }
}
