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

    /**
     * For every place of the result the source places that count and their weights, which add up to {@link #ONE}. All
     * places have the same number of taps, filled up with weights of 0: loops of a fixed length have no branch to
     * mispredict, which makes rows of colour images about three times faster.
     */
    private static final class Taps {
        private final int taps;
        private final int[] first;
        private final int[] weights;

        Taps(int from, int to) {
            double scale = (double) from / to;
            double reach = Math.max(scale, 1);
            int[] begin = new int[to];
            int[][] rounded = new int[to][];
            int most = 1;
            for (int i = 0; i < to; i++) {
                double centre = (i + 0.5) * scale;
                begin[i] = Math.max(0, (int) (centre - reach + 0.5));
                int end = Math.min(from, (int) (centre + reach + 0.5));
                rounded[i] = rounded(begin[i], Math.max(1, end - begin[i]), centre, reach);
                most = Math.max(most, rounded[i].length);
            }
            taps = most;
            first = new int[to];
            weights = new int[to * taps];
            for (int i = 0; i < to; i++) {
                first[i] = Math.min(begin[i], from - taps); // zeros in front where none fit behind
                System.arraycopy(rounded[i], 0, weights, i * taps + begin[i] - first[i], rounded[i].length);
            }
        }

        private static int[] rounded(int begin, int count, double centre, double reach) {
            double[] exact = new double[count];
            double sum = 0;
            for (int k = 0; k < count; k++) {
                exact[k] = Math.max(0, 1 - Math.abs(begin + k + 0.5 - centre) / reach);
                sum += exact[k];
            }
            int[] rounded = new int[count];
            int rest = ONE;
            int largest = 0;
            for (int k = 0; k < count; k++) {
                rounded[k] = sum == 0 ? 0 : (int) (exact[k] / sum * ONE + 0.5);
                rest -= rounded[k];
                largest = rounded[k] > rounded[largest] ? k : largest;
            }
            rounded[largest] += rest; // a flat colour stays exactly as it is
            return rounded;
        }

        /** Scales one row of pixels. */
        void row(byte[] from, int base, int channels, byte[] into, int to) {
            if (channels == 3 && taps == 2) {
                twoTaps(from, base, into, to);
            } else if (channels == 3 && taps == 3) {
                threeTaps(from, base, into, to);
            } else {
                anyTaps(from, base, channels, into, to);
            }
        }

        private void twoTaps(byte[] from, int base, byte[] into, int to) {
            for (int i = 0, at = to; i < first.length; i++, at += 3) {
                int a = weights[2 * i];
                int b = weights[2 * i + 1];
                int p = base + first[i] * 3;
                for (int c = 0; c < 3; c++) {
                    into[at + c] = (byte) ((a * (from[p + c] & 0xFF) + b * (from[p + c + 3] & 0xFF) + ONE / 2) >> BITS);
                }
            }
        }

        private void threeTaps(byte[] from, int base, byte[] into, int to) {
            for (int i = 0, at = to; i < first.length; i++, at += 3) {
                int a = weights[3 * i];
                int b = weights[3 * i + 1];
                int c = weights[3 * i + 2];
                int p = base + first[i] * 3;
                for (int k = 0; k < 3; k++) {
                    into[at + k] = (byte) ((a * (from[p + k] & 0xFF)
                                    + b * (from[p + k + 3] & 0xFF)
                                    + c * (from[p + k + 6] & 0xFF)
                                    + ONE / 2)
                            >> BITS);
                }
            }
        }

        private void anyTaps(byte[] from, int base, int channels, byte[] into, int to) {
            int at = to;
            for (int i = 0; i < first.length; i++) {
                int start = base + first[i] * channels;
                for (int c = 0; c < channels; c++) {
                    int sum = ONE / 2;
                    for (int k = 0; k < taps; k++) {
                        sum += weights[i * taps + k] * (from[start + k * channels + c] & 0xFF);
                    }
                    into[at++] = (byte) (sum >> BITS);
                }
            }
        }

        /** Adds up whole source rows for result row {@code i}; the inner loop has no dependency and is vectorised. */
        void column(byte[] rows, int i, int[] sums) {
            Arrays.fill(sums, ONE / 2);
            for (int k = 0; k < taps; k++) {
                int weight = weights[i * taps + k];
                if (weight == 0) {
                    continue;
                }
                int start = (first[i] + k) * sums.length;
                for (int c = 0; c < sums.length; c++) {
                    sums[c] += weight * (rows[start + c] & 0xFF);
                }
            }
        }
    }
}
