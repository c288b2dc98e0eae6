package org.bestiary.datasets;

import org.bestiary.common.image.ImageShape;

/**
 * One image being worked on: unsigned bytes in HWC order in a buffer, and a second buffer to write a changed copy into.
 *
 * <p>Both buffers are kept from image to image, so that augmentation allocates nothing. Not thread safe: one per thread.
 */
public final class Picture {
    private byte[] pixels = new byte[0];
    private byte[] spare = new byte[0];
    private ImageShape shape = new ImageShape(1, 1, 1);

    /**
     * Begins with an image of a table.
     *
     * @param images the table
     * @param index of the image
     */
    public void read(ImageTable images, int index) {
        shape = images.shape();
        pixels = atLeast(pixels, shape.values());
        images.read(index, pixels, 0);
    }

    /**
     * The current pixels, to be read or changed in place.
     *
     * @return a buffer whose first {@code shape().values()} bytes count; may be longer
     */
    public byte[] pixels() {
        return pixels;
    }

    /**
     * The current shape.
     *
     * @return channels, height, width
     */
    public ImageShape shape() {
        return shape;
    }

    /**
     * The other buffer, with undefined contents.
     *
     * @param values that it must hold
     * @return a buffer of at least that length; {@link #swap} makes it the current one
     */
    public byte[] spare(int values) {
        spare = atLeast(spare, values);
        return spare;
    }

    /**
     * Makes the spare buffer the current one.
     *
     * @param now the shape of what was written into it
     */
    public void swap(ImageShape now) {
        byte[] before = pixels;
        pixels = spare;
        spare = before;
        shape = now;
    }

    private static byte[] atLeast(byte[] buffer, int values) {
        return buffer.length >= values ? buffer : new byte[values];
    }
}
