package org.bestiary.datasets.inspect;

import org.bestiary.common.image.Filter;
import org.bestiary.common.image.Fit;
import org.bestiary.common.image.ImageShape;
import org.bestiary.common.image.Preparation;
import org.bestiary.common.image.RgbImage;

/**
 * What is left of an image when it is made very small: it stays nearly the same when the image is scaled, packed anew or
 * made a little brighter, so that near duplicates are found by it. The limits were chosen on CIFAR-10, MNIST and
 * photographs: halved, brighter by a tenth, or packed at quality 30 they are found; of 50 million pairs of handwritten
 * digits 21 are taken for near duplicates.
 *
 * @param hash a difference hash: 64 bits, each whether the image becomes brighter from one cell of a grid of 9x8 to the
 *     next one in its row
 * @param grey the image in grey at 16x16 pixels
 * @param colours the image at 4x4 pixels, to tell apart what only has the same shapes
 */
@SuppressWarnings("ArrayRecordComponent") // measured, not compared
record Fingerprint(long hash, byte[] grey, byte[] colours) {
    private static final int SIDE = 8;
    private static final Preparation CELLS =
            new Preparation(new ImageShape(1, SIDE, SIDE + 1), Fit.STRETCH, Filter.BOX);
    private static final Preparation GREY = new Preparation(new ImageShape(1, 16, 16), Fit.STRETCH, Filter.BOX);
    private static final Preparation COLOURS = new Preparation(new ImageShape(3, 4, 4), Fit.STRETCH, Filter.BOX);
    /** Bits that may differ; chance pairs of photographs differ in 32. */
    private static final int MOST_BITS = 6;

    private static final double LEAST_CORRELATION = 0.99;
    /** Mean differences of colours, of 255, from which on two images with the same shapes are two images. */
    private static final int LEAST_DIFFERENCE = 32;

    private static final int LEAST_DIFFERENCE_OF_FLAT = 4;

    static Fingerprint of(RgbImage image) {
        byte[] cells = CELLS.prepare(image);
        long hash = 0;
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                int at = y * (SIDE + 1) + x;
                boolean brighter = (cells[at + 1] & 0xFF) > (cells[at] & 0xFF);
                hash = hash << 1 | (brighter ? 1 : 0);
            }
        }
        return new Fingerprint(hash, GREY.prepare(image), COLOURS.prepare(image));
    }

    /** Whether two hashes may be those of nearly the same image. */
    static boolean similar(long hash, long other) {
        return Long.bitCount(hash ^ other) <= MOST_BITS;
    }

    /** Whether the other one is that of nearly the same image. */
    boolean near(Fingerprint other) {
        if (!similar(hash, other.hash)) {
            return false;
        }
        boolean flat = flat(grey) || flat(other.grey);
        if (difference(other) >= (flat ? LEAST_DIFFERENCE_OF_FLAT : LEAST_DIFFERENCE)) {
            return false;
        }
        return flat ? flat(grey) && flat(other.grey) : correlation(grey, other.grey) >= LEAST_CORRELATION;
    }

    private double difference(Fingerprint other) {
        int sum = 0;
        for (int i = 0; i < colours.length; i++) {
            sum += Math.abs((colours[i] & 0xFF) - (other.colours[i] & 0xFF));
        }
        return (double) sum / colours.length;
    }

    /** Whether nothing is to be seen in it: a deviation below 1 of 255. */
    private static boolean flat(byte[] grey) {
        return covariance(grey, grey) < 1;
    }

    private static double correlation(byte[] a, byte[] b) {
        return covariance(a, b) / Math.sqrt(covariance(a, a) * covariance(b, b));
    }

    private static double covariance(byte[] a, byte[] b) {
        long sumA = 0;
        long sumB = 0;
        long products = 0;
        for (int i = 0; i < a.length; i++) {
            int x = a[i] & 0xFF;
            int y = b[i] & 0xFF;
            sumA += x;
            sumB += y;
            products += x * y;
        }
        return ((double) products - (double) sumA * sumB / a.length) / a.length;
    }
}
