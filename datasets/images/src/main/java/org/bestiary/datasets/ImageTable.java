package org.bestiary.datasets;

import java.util.Arrays;
import java.util.List;
import org.bestiary.common.image.ImageShape;

/**
 * Decoded images of one shape with their labels: what every iterator and every contact sheet reads from.
 *
 * <p>Pixels are unsigned bytes in the order height, width, channel (HWC, channels interleaved, red first), rows from top
 * to bottom: the order image decoders produce and NHWC batches need. Tables are immutable and safe for use by many
 * threads.
 */
public interface ImageTable {
    /**
     * How many images there are.
     *
     * @return the number of images, at least 0
     */
    int count();

    /**
     * The shape all images share.
     *
     * @return channels, height and width
     */
    ImageShape shape();

    /**
     * How many classes labels may name.
     *
     * @return the number of classes; every label is in {@code [0, classes)}
     */
    int classes();

    /**
     * The class of an image.
     *
     * @param index of the image, in {@code [0, count)}
     * @return its label in {@code [0, classes)}
     */
    int label(int index);

    /**
     * Copies the pixels of one image, {@code shape().values()} bytes in HWC order.
     *
     * @param index of the image, in {@code [0, count)}
     * @param into where the bytes go
     * @param offset of the first byte in {@code into}
     * @throws DataException if the values are no pixels, see {@link #numeric}
     */
    void read(int index, byte[] into, int offset);

    /**
     * Whether the values are numbers of a scale of their own, such as the readings of a sensor, and not pixels. Such a
     * table is read with {@link #readNumbers} and looked at through {@link #pictures}; {@link #read} refuses.
     *
     * @return false for pixels
     */
    default boolean numeric() {
        return false;
    }

    /**
     * Copies the values of one image as numbers, {@code shape().values()} of them in HWC order: pixels from 0 to 1, all
     * others as they were measured.
     *
     * @param index of the image, in {@code [0, count)}
     * @param into where the numbers go
     * @param offset of the first number in {@code into}
     */
    default void readNumbers(int index, float[] into, int offset) {
        byte[] pixels = pixels(index);
        for (int i = 0; i < pixels.length; i++) {
            into[offset + i] = (pixels[i] & 0xFF) / 255f;
        }
    }

    /**
     * The same images as people are shown them, with the same labels in the same order.
     *
     * @return this table, unless its values are no pixels; then drawings of 1 or 3 channels, maybe of another size
     */
    default ImageTable pictures() {
        return this;
    }

    /**
     * Identity of the data: images, labels, their order and shape.
     *
     * @return SHA-256 in lower case hexadecimal; equal exactly when the tables hold the same
     */
    String sha256();

    /**
     * The pixels of one image in a new array.
     *
     * @param index of the image, in {@code [0, count)}
     * @return {@code shape().values()} bytes in HWC order
     */
    default byte[] pixels(int index) {
        byte[] pixels = new byte[shape().values()];
        read(index, pixels, 0);
        return pixels;
    }

    /**
     * How many images each class has; shows imbalance and empty classes.
     *
     * @return one count per class
     */
    default int[] classCounts() {
        int[] counts = new int[classes()];
        for (int i = 0; i < count(); i++) {
            counts[label(i)]++;
        }
        return counts;
    }

    /**
     * Which images each class has.
     *
     * @return for every class the indices of its images, ascending
     */
    default List<int[]> imagesByClass() {
        List<int[]> byClass = Arrays.stream(classCounts()).mapToObj(int[]::new).toList();
        int[] filled = new int[classes()];
        for (int i = 0; i < count(); i++) {
            int label = label(i);
            byClass.get(label)[filled[label]++] = i;
        }
        return byClass;
    }
}
