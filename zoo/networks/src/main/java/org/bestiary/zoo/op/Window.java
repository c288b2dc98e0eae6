package org.bestiary.zoo.op;

import org.bestiary.zoo.Shape;
import org.bestiary.zoo.ZooException;
import org.bestiary.zoo.kernel.Windows;

/** The output and the padding of sliding windows. */
final class Window {
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
    static int output(int padded, int kernel, int stride, int dilation, boolean ceil) {
        return some(Windows.along(padded, kernel, stride, dilation, ceil), dilation * (kernel - 1) + 1, padded);
    }

    /**
     * Number of positions of a pooling window along one axis.
     *
     * @param size length of the axis
     * @param padding on either side
     * @throws ZooException if not even one window fits
     */
    static int pooled(int size, int kernel, int stride, int padding, boolean ceil) {
        return some(Windows.pooled(size, kernel, stride, padding, padding, ceil), kernel, size + 2 * padding);
    }

    private static int some(int positions, int window, int padded) {
        if (positions == 0) {
            throw new ZooException(
                    "the window must fit into the padded input, but got a window of " + window + " on " + padded);
        }
        return positions;
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
