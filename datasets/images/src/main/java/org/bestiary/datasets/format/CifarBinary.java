package org.bestiary.datasets.format;

import java.util.List;
import org.bestiary.common.image.ImageShape;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.memory.PackedImages;

/**
 * The binary version of CIFAR: records of one or two label bytes followed by 1,024 red, 1,024 green and 1,024 blue bytes
 * of a 32x32 image, rows from top to bottom.
 *
 * <p>Source: A. Krizhevsky, "Learning Multiple Layers of Features from Tiny Images", 2009, and its download page.
 */
public final class CifarBinary {
    private static final int SIDE = 32;
    private static final int PLANE = SIDE * SIDE;
    private static final int PIXELS = 3 * PLANE;

    private final int labelBytes;
    private final int classes;

    /**
     * A record format.
     *
     * @param labelBytes label bytes before the pixels, of which the last is used: 1 for CIFAR-10, 2 (coarse, fine) for
     *     CIFAR-100
     * @param classes number of classes
     */
    public CifarBinary(int labelBytes, int classes) {
        this.labelBytes = labelBytes;
        this.classes = classes;
    }

    /**
     * A file that has been read.
     *
     * @param name how to call it in messages
     * @param bytes its contents
     */
    @SuppressWarnings("ArrayRecordComponent") // moved, not compared
    public record Batch(String name, byte[] bytes) {}

    /**
     * Reads files one after the other into one table, converting planes to interleaved channels.
     *
     * @param batches in order
     * @return images of shape 3x32x32
     * @throws DataException if a file is not a whole number of records or a label is out of range
     */
    public PackedImages read(List<Batch> batches) {
        int record = labelBytes + PIXELS;
        int count = 0;
        for (Batch batch : batches) {
            if (batch.bytes().length == 0 || batch.bytes().length % record != 0) {
                throw new DataException(batch.name() + " must be a whole number of records of " + record
                        + " bytes, found " + batch.bytes().length + " bytes; fetch it again.");
            }
            count = Math.addExact(count, batch.bytes().length / record);
        }
        byte[] pixels = new byte[Math.multiplyExact(count, PIXELS)];
        int[] labels = new int[count];
        int image = 0;
        for (Batch batch : batches) {
            byte[] bytes = batch.bytes();
            for (int at = 0; at < bytes.length; at += record, image++) {
                int label = bytes[at + labelBytes - 1] & 0xFF;
                if (label >= classes) {
                    throw new DataException(batch.name() + " must hold labels 0 to " + (classes - 1) + ", found "
                            + label + " in record " + at / record + "; fetch it again.");
                }
                labels[image] = label;
                interleave(bytes, at + labelBytes, pixels, image * PIXELS);
            }
        }
        return new PackedImages(new ImageShape(3, SIDE, SIDE), classes, pixels, labels);
    }

    private static void interleave(byte[] planes, int from, byte[] pixels, int to) {
        for (int i = 0; i < PLANE; i++) {
            pixels[to + 3 * i] = planes[from + i];
            pixels[to + 3 * i + 1] = planes[from + PLANE + i];
            pixels[to + 3 * i + 2] = planes[from + 2 * PLANE + i];
        }
    }
}
