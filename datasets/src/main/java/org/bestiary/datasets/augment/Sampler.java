package org.bestiary.datasets.augment;

import org.bestiary.datasets.ImageShape;

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

    /** Writes the colour at column {@code x} and row {@code y} (pixel centres are whole numbers) to {@code into[at..]}. */
    void read(double x, double y, byte[] into, int at) {
        int column = (int) Math.floor(x);
        int row = (int) Math.floor(y);
        int right = (int) ((x - column) * 256);
        int down = (int) ((y - row) * 256);
        if (column >= 0 && row >= 0 && column < width - 1 && row < height - 1) {
            int here = (row * width + column) * channels;
            blend(here, here + channels, here + width * channels, here + (width + 1) * channels, right, down, into, at);
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
