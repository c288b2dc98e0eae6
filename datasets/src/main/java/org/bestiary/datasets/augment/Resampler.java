package org.bestiary.datasets.augment;

import org.bestiary.datasets.ImageShape;

/**
 * Scales a rectangle of an image to another size, first its rows, then its columns, with a triangle filter as wide as a
 * source pixel is small: bilinear when enlarging, smooth averages when reducing (no aliasing).
 */
public final class Resampler {
    private static final int ONE = 1 << 14;

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
            int source = ((top + y) * shape.width() + left) * channels;
            for (int x = 0; x < size.width(); x++) {
                across.sum(from, source, channels, x, narrow, y * outRow + x * channels, channels);
            }
        }
        for (int y = 0; y < size.height(); y++) {
            down.sum(narrow, 0, outRow, y, into, y * outRow, outRow);
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

        /** Writes {@code count} neighbouring values of result place {@code i}; source places are {@code step} apart. */
        void sum(byte[] from, int base, int step, int i, byte[] into, int at, int count) {
            int[] weight = weights[i];
            int start = base + first[i] * step;
            for (int c = 0; c < count; c++) {
                int sum = ONE / 2;
                for (int k = 0, place = start + c; k < weight.length; k++, place += step) {
                    sum += weight[k] * (from[place] & 0xFF);
                }
                into[at + c] = (byte) (sum / ONE);
            }
        }
    }
}
