package org.bestiary.zoo.op;

import org.bestiary.zoo.Shape;
import org.bestiary.zoo.ZooException;

/** The arithmetic of sliding windows (Dumoulin and Visin: A guide to convolution arithmetic for deep learning, 2016). */
public final class Window {
    private Window() {}

    /**
     * Number of positions of a window along one axis.
     *
     * @param padded length of the axis with its padding
     * @param kernel window length
     * @param stride step
     * @param dilation distance between window elements
     * @param ceil whether a last window that hangs over counts; the first one may then hang over too, by less than a step
     * @throws ZooException if not even one window fits
     */
    public static int output(int padded, int kernel, int stride, int dilation, boolean ceil) {
        int span = dilation * (kernel - 1) + 1;
        int steps = padded - span + (ceil ? stride - 1 : 0);
        if (steps < 0) {
            throw new ZooException(
                    "the window must fit into the padded input, but got a window of " + span + " on " + padded);
        }
        return steps / stride + 1;
    }

    /**
     * Number of positions of a pooling window along one axis. In ceil mode a window must start inside the map or the
     * padding before it, as Caffe and torch have it.
     *
     * @param size length of the axis
     * @param kernel window length
     * @param stride step
     * @param before padding before
     * @param after padding after
     * @param ceil whether a last window that hangs over counts
     * @throws ZooException if not even one window fits
     */
    public static int pooled(int size, int kernel, int stride, int before, int after, boolean ceil) {
        int out = output(size + before + after, kernel, stride, 1, ceil);
        return ceil && (out - 1) * stride >= size + before ? out - 1 : out;
    }

    /** The padding that makes the output ceil(input / stride), the odd row at the bottom and column at the right. */
    static Padding same(Shape in, int kernelHeight, int kernelWidth, int stride, int dilation) {
        int rows = total(in.height(), kernelHeight, stride, dilation);
        int columns = total(in.width(), kernelWidth, stride, dilation);
        return new Padding(rows / 2, rows - rows / 2, columns / 2, columns - columns / 2);
    }

    private static int total(int size, int kernel, int stride, int dilation) {
        int out = (size + stride - 1) / stride;
        return Math.max(0, (out - 1) * stride + dilation * (kernel - 1) + 1 - size);
    }
}
