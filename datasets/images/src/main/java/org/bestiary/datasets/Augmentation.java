package org.bestiary.datasets;

import org.bestiary.common.image.ImageShape;

/**
 * A way of changing training images that leaves their meaning alone.
 *
 * <p>Implementations are immutable and safe for many threads, and pure: the result depends on the image and the random
 * stream only. The stream of an image is a function of (seed, epoch, index, how often the epoch has shown it before), that of
 * a batch of (seed, epoch, batch).
 */
public interface Augmentation {
    /**
     * What it is called for people: the name of a preset, or the names of its steps.
     *
     * @return a short text
     */
    String name();

    /**
     * What it does, with every value: augmentations with equal texts do the same to the same image and random stream. What was
     * computed from changed images is kept under it.
     *
     * @return one line
     */
    String identity();

    /**
     * The shape of what comes out.
     *
     * @param in the shape of what goes in
     * @return the shape of every image after {@link #apply}
     * @throws DataException if images of this shape cannot be augmented so
     */
    ImageShape shape(ImageShape in);

    /**
     * Changes an image.
     *
     * @param picture the image, in place
     * @param random where every choice comes from
     */
    void apply(Picture picture, RandomStream random);

    /**
     * Changes a batch of changed images, for example by mixing them.
     *
     * @param batch in place
     * @param random where every choice comes from
     */
    void applyToBatch(FloatBatch batch, RandomStream random);

    /**
     * Whether {@link #apply} does anything; if not, images may be numbers that are no pixels.
     *
     * @return false if only batches are changed
     */
    default boolean changesImages() {
        return true;
    }

    /**
     * Whether {@link #applyToBatch} does anything, such as mixing images and their labels.
     *
     * @return false if only single images are changed
     */
    default boolean changesBatches() {
        return true;
    }

    /**
     * Whether left and right, or top and bottom, may be exchanged; wrong for signs such as digits and letters.
     *
     * @return true if an image may come out mirrored
     */
    boolean mirrors();
}
