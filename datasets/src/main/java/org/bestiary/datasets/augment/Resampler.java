package org.bestiary.datasets.augment;

import java.util.Arrays;
import org.bestiary.datasets.ImageShape;

/**
 * Scales a rectangle of an image to another size, first its rows, then its columns, with a triangle filter as wide as a
 * source pixel is small: bilinear when enlarging, smooth averages when reducing (no aliasing).
 */
public final class Resampler {
    private static final int BITS = 14;
    private static final int ONE = 1 << BITS;

    private Resampler() {}

    /**
     * Scales.
     *
     * @param from pixels of the source in HWC order
     * @param shape of the source
     * @param left column where the rectangle begins
     * @param top row where it begins
     * @param width of the rectangle, positive; it lies inside the source
     * @param height of the rectangle, positive
     * @param into receives the result in HWC order
     * @param size of the result; as many channels as the source
     */
    public static void scale(
            byte[] from, ImageShape shape, int left, int top, int width, int height, byte[] into, ImageShape size) {
        int channels = shape.channels();
        Taps across = new Taps(width, size.width());
        Taps down = new Taps(height, size.height());
        int outRow = size.width() * channels;
        byte[] narrow = new byte[height * outRow];
        for (int y = 0; y < height; y++) {
            across.row(from, ((top + y) * shape.width() + left) * channels, channels, narrow, y * outRow);
        }
        int[] sums = new int[outRow];
        for (int y = 0; y < size.height(); y++) {
            down.column(narrow, y, sums);
            for (int c = 0; c < outRow; c++) {
                into[y * outRow + c] = (byte) (sums[c] >> BITS);
            }
        }
    }

    /** For every place of the result the source places that count and their weights, which add up to {@link #ONE}. */
    private static final class Taps {
        private final int[] first;
        private final int[][] weights;

        Taps(int from, int to) {
            first = new int[to];
            weights = new int[to][];
            double scale = (double) from / to;
            double reach = Math.max(scale, 1);
            for (int i = 0; i < to; i++) {
                double centre = (i + 0.5) * scale;
                int begin = Math.max(0, (int) (centre - reach + 0.5));
                int end = Math.min(from, (int) (centre + reach + 0.5));
                double[] exact = new double[Math.max(1, end - begin)];
                double sum = 0;
                for (int k = 0; k < exact.length; k++) {
                    exact[k] = Math.max(0, 1 - Math.abs(begin + k + 0.5 - centre) / reach);
                    sum += exact[k];
                }
                int[] rounded = new int[exact.length];
                int rest = ONE;
                int largest = 0;
                for (int k = 0; k < exact.length; k++) {
                    rounded[k] = sum == 0 ? 0 : (int) (exact[k] / sum * ONE + 0.5);
                    rest -= rounded[k];
                    largest = rounded[k] > rounded[largest] ? k : largest;
                }
                rounded[largest] += rest; // a flat colour stays exactly as it is
                first[i] = begin;
                weights[i] = rounded;
            }
        }

        /** Scales one row of pixels. */
        void row(byte[] from, int base, int channels, byte[] into, int to) {
            int at = to;
            for (int i = 0; i < first.length; i++) {
                int[] weight = weights[i];
                int start = base + first[i] * channels;
                if (channels == 3) {
                    int red = ONE / 2;
                    int green = ONE / 2;
                    int blue = ONE / 2;
                    for (int k = 0, place = start; k < weight.length; k++, place += 3) {
                        red += weight[k] * (from[place] & 0xFF);
                        green += weight[k] * (from[place + 1] & 0xFF);
                        blue += weight[k] * (from[place + 2] & 0xFF);
                    }
                    into[at++] = (byte) (red >> BITS);
                    into[at++] = (byte) (green >> BITS);
                    into[at++] = (byte) (blue >> BITS);
                    continue;
                }
                for (int c = 0; c < channels; c++) {
                    int sum = ONE / 2;
                    for (int k = 0; k < weight.length; k++) {
                        sum += weight[k] * (from[start + k * channels + c] & 0xFF);
                    }
                    into[at++] = (byte) (sum >> BITS);
                }
            }
        }

        /** Adds up whole source rows for result row {@code i}; the inner loop has no dependency and is vectorised. */
        void column(byte[] rows, int i, int[] sums) {
            Arrays.fill(sums, ONE / 2);
            for (int k = 0; k < weights[i].length; k++) {
                int weight = weights[i][k];
                int start = (first[i] + k) * sums.length;
                for (int c = 0; c < sums.length; c++) {
                    sums[c] += weight * (rows[start + c] & 0xFF);
                }
            }
        }
    }
}
