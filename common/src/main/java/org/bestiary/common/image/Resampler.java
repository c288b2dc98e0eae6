package org.bestiary.common.image;

import java.util.Arrays;

/**
 * Scales a rectangle of an image to another size, first its rows, then its columns, each rounded to whole bytes as image
 * libraries do.
 */
public final class Resampler {
    private Resampler() {}

    /**
     * Scales a rectangle with {@link Filter#TRIANGLE}.
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
        scale(from, shape, left, top, width, height, into, size, Filter.TRIANGLE);
    }

    /**
     * Scales a rectangle.
     *
     * @param from pixels of the source in HWC order
     * @param shape of the source
     * @param left column where the rectangle begins
     * @param top row where it begins
     * @param width of the rectangle, positive; it lies inside the source
     * @param height of the rectangle, positive
     * @param into receives the result in HWC order
     * @param size of the result; as many channels as the source
     * @param filter how pixels between pixels are found
     */
    public static void scale(
            byte[] from,
            ImageShape shape,
            int left,
            int top,
            int width,
            int height,
            byte[] into,
            ImageShape size,
            Filter filter) {
        Taps across = new Taps(width, size.width(), 0, size.width(), filter);
        Taps down = new Taps(height, size.height(), 0, size.height(), filter);
        scale(from, shape, left, top, across, down, into, size);
    }

    /**
     * Scales a whole image and cuts a part out of the result; what lies outside the part is not computed.
     *
     * @param from pixels of the source in HWC order
     * @param shape of the source
     * @param height rows of the whole after scaling
     * @param width columns of the whole after scaling
     * @param top first row of the part, in the scaled image
     * @param left first column of the part, in the scaled image
     * @param into receives the part in HWC order
     * @param size of the part, which lies inside the scaled image; as many channels as the source
     * @param filter how pixels between pixels are found
     */
    public static void scaleAndCut(
            byte[] from,
            ImageShape shape,
            int height,
            int width,
            int top,
            int left,
            byte[] into,
            ImageShape size,
            Filter filter) {
        Taps across = new Taps(shape.width(), width, left, size.width(), filter);
        Taps down = new Taps(shape.height(), height, top, size.height(), filter);
        scale(from, shape, 0, 0, across, down, into, size);
    }

    private static void scale(
            byte[] from, ImageShape shape, int left, int top, Taps across, Taps down, byte[] into, ImageShape size) {
        int channels = shape.channels();
        int outRow = size.width() * channels;
        int begin = down.begin();
        int rows = down.end() - begin;
        byte[] narrow = new byte[rows * outRow];
        for (int y = 0; y < rows; y++) {
            across.row(from, ((top + begin + y) * shape.width() + left) * channels, channels, narrow, y * outRow);
        }
        int[] sums = new int[outRow];
        for (int y = 0; y < size.height(); y++) {
            down.column(narrow, begin, y, sums, into, y * outRow);
        }
    }

    /**
     * For places of the result the source places that count and their weights. All places have the same number of taps,
     * filled up with weights of 0: loops of a fixed length have no branch to mispredict, which makes rows of colour images
     * about three times faster.
     */
    private static final class Taps {
        private final int bits;
        private final int half;
        private final boolean lobes;
        private final int taps;
        private final int[] first;
        private final int[] weights;

        /**
         * @param from source places
         * @param to places of the result
         * @param skip places of the result that are not wanted before the first that is
         * @param count places that are wanted
         */
        Taps(int from, int to, int skip, int count, Filter filter) {
            bits = filter.bits();
            half = 1 << (bits - 1);
            lobes = filter == Filter.BICUBIC || filter == Filter.LANCZOS;
            double scale = (double) from / to;
            double stretch = Math.max(scale, 1);
            double reach = stretch * filter.reach();
            int[] begin = new int[count];
            int[][] rounded = new int[count][];
            int most = 1;
            double nearest = 0.5 * scale;
            for (int i = 0; i < skip; i++) {
                nearest += scale;
            }
            for (int i = 0; i < count; i++, nearest += scale) {
                double centre = (skip + i + 0.5) * scale;
                if (filter == Filter.NEAREST) {
                    // Added up as Pillow does: between two pixels rounding errors decide.
                    begin[i] = Math.min(from - 1, (int) nearest);
                    rounded[i] = new int[] {1 << bits};
                } else {
                    begin[i] = Math.max(0, (int) (centre - reach + 0.5));
                    int end = Math.min(from, (int) (centre + reach + 0.5));
                    rounded[i] = rounded(begin[i], Math.max(1, end - begin[i]), centre, stretch, filter);
                }
                most = Math.max(most, rounded[i].length);
            }
            taps = most;
            first = new int[count];
            weights = new int[count * taps];
            for (int i = 0; i < count; i++) {
                first[i] = Math.min(begin[i], from - taps); // zeros in front where none fit behind
                System.arraycopy(rounded[i], 0, weights, i * taps + begin[i] - first[i], rounded[i].length);
            }
        }

        private static int[] rounded(int begin, int count, double centre, double stretch, Filter filter) {
            int one = 1 << filter.bits();
            double[] exact = new double[count];
            double sum = 0;
            for (int k = 0; k < count; k++) {
                exact[k] = filter.weight((begin + k + 0.5 - centre) / stretch);
                sum += exact[k];
            }
            int[] rounded = new int[count];
            int rest = one;
            int largest = 0;
            for (int k = 0; k < count; k++) {
                double weight = sum == 0 ? 0 : exact[k] / sum * one;
                rounded[k] = (int) (weight < 0 ? weight - 0.5 : weight + 0.5);
                rest -= rounded[k];
                largest = rounded[k] > rounded[largest] ? k : largest;
            }
            if (filter.addsUp() || sum == 0) {
                rounded[largest] += rest; // a flat colour stays exactly as it is
            }
            return rounded;
        }

        /** The first source place that counts for any place of the result. */
        int begin() {
            return first[0];
        }

        /** One more than the last source place that counts. */
        int end() {
            return first[first.length - 1] + taps;
        }

        /** Scales one row of pixels. */
        void row(byte[] from, int base, int channels, byte[] into, int to) {
            if (lobes) {
                tapsWithLobes(from, base, channels, into, to);
            } else if (channels == 3 && taps == 2) {
                twoTaps(from, base, into, to);
            } else if (channels == 3 && taps == 3) {
                threeTaps(from, base, into, to);
            } else if (channels == 3) {
                colourTaps(from, base, into, to);
            } else {
                anyTaps(from, base, channels, into, to);
            }
        }

        private void twoTaps(byte[] from, int base, byte[] into, int to) {
            int round = half;
            int shift = bits;
            for (int i = 0, at = to; i < first.length; i++, at += 3) {
                int a = weights[2 * i];
                int b = weights[2 * i + 1];
                int p = base + first[i] * 3;
                into[at] = (byte) ((a * (from[p] & 0xFF) + b * (from[p + 3] & 0xFF) + round) >> shift);
                into[at + 1] = (byte) ((a * (from[p + 1] & 0xFF) + b * (from[p + 4] & 0xFF) + round) >> shift);
                into[at + 2] = (byte) ((a * (from[p + 2] & 0xFF) + b * (from[p + 5] & 0xFF) + round) >> shift);
            }
        }

        private void threeTaps(byte[] from, int base, byte[] into, int to) {
            int round = half;
            int shift = bits;
            for (int i = 0, at = to; i < first.length; i++, at += 3) {
                int a = weights[3 * i];
                int b = weights[3 * i + 1];
                int c = weights[3 * i + 2];
                int p = base + first[i] * 3;
                int red = a * (from[p] & 0xFF) + b * (from[p + 3] & 0xFF) + c * (from[p + 6] & 0xFF);
                int green = a * (from[p + 1] & 0xFF) + b * (from[p + 4] & 0xFF) + c * (from[p + 7] & 0xFF);
                int blue = a * (from[p + 2] & 0xFF) + b * (from[p + 5] & 0xFF) + c * (from[p + 8] & 0xFF);
                into[at] = (byte) ((red + round) >> shift);
                into[at + 1] = (byte) ((green + round) >> shift);
                into[at + 2] = (byte) ((blue + round) >> shift);
            }
        }

        /** Each weight is read once for the three channels of a pixel. */
        private void colourTaps(byte[] from, int base, byte[] into, int to) {
            for (int i = 0, at = to, w = 0; i < first.length; i++, at += 3) {
                int red = half;
                int green = half;
                int blue = half;
                for (int k = 0, p = base + first[i] * 3; k < taps; k++, p += 3) {
                    int weight = weights[w++];
                    red += weight * (from[p] & 0xFF);
                    green += weight * (from[p + 1] & 0xFF);
                    blue += weight * (from[p + 2] & 0xFF);
                }
                into[at] = (byte) (red >> bits);
                into[at + 1] = (byte) (green >> bits);
                into[at + 2] = (byte) (blue >> bits);
            }
        }

        private void anyTaps(byte[] from, int base, int channels, byte[] into, int to) {
            int at = to;
            for (int i = 0; i < first.length; i++) {
                int start = base + first[i] * channels;
                for (int c = 0; c < channels; c++) {
                    into[at++] = (byte) (sum(from, start + c, channels, i) >> bits);
                }
            }
        }

        /** Weights below zero make values beyond the range of a byte, which are cut off. */
        private void tapsWithLobes(byte[] from, int base, int channels, byte[] into, int to) {
            int at = to;
            for (int i = 0; i < first.length; i++) {
                int start = base + first[i] * channels;
                for (int c = 0; c < channels; c++) {
                    into[at++] = clipped(sum(from, start + c, channels, i) >> bits);
                }
            }
        }

        private int sum(byte[] from, int start, int channels, int i) {
            int sum = half;
            for (int k = 0; k < taps; k++) {
                sum += weights[i * taps + k] * (from[start + k * channels] & 0xFF);
            }
            return sum;
        }

        private static void add(byte[] rows, int start, int weight, int[] sums) {
            for (int c = 0; c < sums.length; c++) {
                sums[c] += weight * (rows[start + c] & 0xFF);
            }
        }

        private static byte clipped(int value) {
            return (byte) Math.max(0, Math.min(255, value));
        }

        /**
         * Adds up whole source rows for result row {@code i}; the inner loop has no dependency and is vectorised.
         *
         * @param rows source rows from {@code begin} on
         */
        void column(byte[] rows, int begin, int i, int[] sums, byte[] into, int to) {
            Arrays.fill(sums, half);
            for (int k = 0; k < taps; k++) {
                int weight = weights[i * taps + k];
                if (weight != 0) {
                    add(rows, (first[i] - begin + k) * sums.length, weight, sums);
                }
            }
            if (lobes) {
                for (int c = 0; c < sums.length; c++) {
                    into[to + c] = clipped(sums[c] >> bits);
                }
            } else {
                for (int c = 0; c < sums.length; c++) {
                    into[to + c] = (byte) (sums[c] >> bits);
                }
            }
        }
    }
}
