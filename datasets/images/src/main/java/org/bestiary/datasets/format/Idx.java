package org.bestiary.datasets.format;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.bestiary.common.image.ImageShape;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.memory.PackedImages;

/**
 * The IDX format of MNIST and its successors: a magic number (two zero bytes, type 8 for unsigned bytes, number of
 * dimensions), one big-endian 32-bit size per dimension, then the bytes. Files are read gzip-compressed.
 *
 * <p>Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits".
 */
public final class Idx {
    private static final int UNSIGNED_BYTE = 8;

    private Idx() {}

    /**
     * Reads a pair of files.
     *
     * @param imageGzip bytes of a gzip file with {@code [count, height, width]} pixels
     * @param imageName how to call it in messages
     * @param labelGzip bytes of a gzip file with {@code [count]} labels
     * @param labelName how to call it in messages
     * @param classes number of classes; labels must be below it
     * @return grey images
     * @throws DataException if a file is not gzip, not IDX, truncated, too long, or the two do not belong together
     */
    public static PackedImages read(
            byte[] imageGzip, String imageName, byte[] labelGzip, String labelName, int classes) {
        Array images = array(imageGzip, imageName, 3);
        Array labels = array(labelGzip, labelName, 1);
        if (images.sizes[0] != labels.sizes[0]) {
            throw new DataException(imageName + " has " + images.sizes[0] + " images but " + labelName + " has "
                    + labels.sizes[0] + " labels; the two files do not belong together.");
        }
        int[] numbers = new int[labels.bytes.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = labels.bytes[i] & 0xFF;
            if (numbers[i] >= classes) {
                throw new DataException(labelName + " must hold labels 0 to " + (classes - 1) + ", found " + numbers[i]
                        + " for image " + i + "; fetch the file again.");
            }
        }
        return new PackedImages(new ImageShape(1, images.sizes[1], images.sizes[2]), classes, images.bytes, numbers);
    }

    private record Array(int[] sizes, byte[] bytes) {}

    private static Array array(byte[] gzip, String name, int dimensions) {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip), 1 << 16)) {
            int magic = integer(in, name);
            int expected = UNSIGNED_BYTE << 8 | dimensions;
            if (magic != expected) {
                throw new DataException(String.format(
                        "%s must begin with the magic number 0x%08x (unsigned bytes, %d dimensions), found 0x%08x%s",
                        name, expected, dimensions, magic, kind(magic)));
            }
            int[] sizes = new int[dimensions];
            long total = 1;
            for (int i = 0; i < dimensions; i++) {
                sizes[i] = integer(in, name);
                total *= sizes[i];
                if (sizes[i] < 1 || total > Integer.MAX_VALUE - 8) {
                    throw new DataException(name + " states an impossible size of " + sizes[i] + " in dimension "
                            + (i + 1) + "; the file is damaged, fetch it again.");
                }
            }
            byte[] bytes = in.readNBytes((int) total);
            if (bytes.length < total || in.read() >= 0) {
                throw new DataException(name + " states " + total + " bytes of data but holds "
                        + (bytes.length < total ? "only " + bytes.length : "more") + "; fetch it again.");
            }
            return new Array(sizes, bytes);
        } catch (EOFException e) {
            throw new DataException(name + " ends too early: the gzip data are cut off; fetch it again.", e);
        } catch (IOException e) {
            throw new DataException(name + " is not a sound gzip file: " + e.getMessage() + "; fetch it again.", e);
        }
    }

    private static String kind(int magic) {
        return switch (magic) {
            case UNSIGNED_BYTE << 8 | 1 -> ", which is a file of labels; were the files swapped?";
            case UNSIGNED_BYTE << 8 | 3 -> ", which is a file of images; were the files swapped?";
            default -> "; this is not such an IDX file.";
        };
    }

    private static int integer(InputStream in, String name) throws IOException {
        byte[] four = in.readNBytes(4);
        if (four.length < 4) {
            throw new DataException(name + " ends within its header; fetch it again.");
        }
        return (four[0] & 0xFF) << 24 | (four[1] & 0xFF) << 16 | (four[2] & 0xFF) << 8 | four[3] & 0xFF;
    }
}
