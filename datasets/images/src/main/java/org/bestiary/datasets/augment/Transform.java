package org.bestiary.datasets.augment;

import org.bestiary.common.image.ImageShape;
import org.bestiary.datasets.Picture;
import org.bestiary.datasets.RandomStream;

/** One change of an image. Immutable and pure: the result depends on the picture and the stream only. */
public non-sealed interface Transform extends Step {
    /**
     * Changes an image.
     *
     * @param picture the image, in place
     * @param random where every choice comes from
     */
    void apply(Picture picture, RandomStream random);

    /**
     * The shape of what comes out.
     *
     * @param in the shape of what goes in
     * @return the same, unless the transform crops or resizes
     */
    default ImageShape shape(ImageShape in) {
        return in;
    }

    /**
     * Whether an image may come out mirrored.
     *
     * @return false for most
     */
    default boolean mirrors() {
        return false;
    }
}
