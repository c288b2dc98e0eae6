package org.bestiary.datasets.augment;

import org.bestiary.common.image.ImageShape;

/** Reads pixels between pixels: bilinear, in fixed point with 8 bits, so that results are the same everywhere. */
final class Sampler {
    private final byte[] pixels;
    private final int height;
    private final int width;
    private final int channels;
    private final Fill fill;

    Sampler(byte[] pixels, ImageShape shape, Fill fill) {
        this.pixels = pixels;
        this.height = shape.height();
        this.width = shape.width();
        this.channels = shape.channels();
        this.fill = fill;
    }

    /** A coordinate in fixed point: 16 bits after the point, of which the upper 8 are used. */
    static long fixed(double coordinate) {
        return Math.round(coordinate * 65536);
    }

    /** Writes the colour at column {@code x} and row {@code y} (pixel centres are whole numbers) to {@code into[at..]}. */
    void read(double x, double y, byte[] into, int at) {
        read(fixed(x), fixed(y), into, at);
    }

    /** The same with coordinates from {@link #fixed}. */
    void read(long x, long y, byte[] into, int at) {
        int column = (int) (x >> 16);
        int row = (int) (y >> 16);
        int right = (int) (x >> 8) & 0xFF;
        int down = (int) (y >> 8) & 0xFF;
        if (column >= 0 && row >= 0 && column < width - 1 && row < height - 1) {
            inside((row * width + column) * channels, right, down, into, at);
            return;
        }
        int left = fill.index(column, width);
        int next = fill.index(column + 1, width);
        int above = fill.index(row, height);
        int below = fill.index(row + 1, height);
        blend(
                offset(above, left),
                offset(above, next),
                offset(below, left),
                offset(below, next),
                right,
                down,
                into,
                at);
    }

    /** The usual case: all four neighbours exist. Four weights that add up to 2^16 give the same sums as blend. */
    private void inside(int here, int right, int down, byte[] into, int at) {
        int d = right * down;
        int c = (down << 8) - d;
        int b = (right << 8) - d;
        int a = 0x10000 - b - c - d;
        int under = here + width * channels;
        byte[] from = pixels;
        if (channels == 3) {
            into[at] = (byte) ((a * (from[here] & 0xFF)
                            + b * (from[here + 3] & 0xFF)
                            + c * (from[under] & 0xFF)
                            + d * (from[under + 3] & 0xFF)
                            + 0x8000)
                    >> 16);
            into[at + 1] = (byte) ((a * (from[here + 1] & 0xFF)
                            + b * (from[here + 4] & 0xFF)
                            + c * (from[under + 1] & 0xFF)
                            + d * (from[under + 4] & 0xFF)
                            + 0x8000)
                    >> 16);
            into[at + 2] = (byte) ((a * (from[here + 2] & 0xFF)
                            + b * (from[here + 5] & 0xFF)
                            + c * (from[under + 2] & 0xFF)
                            + d * (from[under + 5] & 0xFF)
                            + 0x8000)
                    >> 16);
            return;
        }
        for (int channel = 0; channel < channels; channel++) {
            into[at + channel] = (byte) ((a * (from[here + channel] & 0xFF)
                            + b * (from[here + channels + channel] & 0xFF)
                            + c * (from[under + channel] & 0xFF)
                            + d * (from[under + channels + channel] & 0xFF)
                            + 0x8000)
                    >> 16);
        }
    }

    private int offset(int row, int column) {
        return row < 0 || column < 0 ? -1 : (row * width + column) * channels;
    }

    private void blend(int a, int b, int c, int d, int right, int down, byte[] into, int at) {
        for (int channel = 0; channel < channels; channel++) {
            int top = value(a, channel) * (256 - right) + value(b, channel) * right;
            int bottom = value(c, channel) * (256 - right) + value(d, channel) * right;
            into[at + channel] = (byte) ((top * (256 - down) + bottom * down + 0x8000) >> 16);
        }
    }

    private int value(int offset, int channel) {
        return offset < 0 ? 0 : pixels[offset + channel] & 0xFF;
    }
}
