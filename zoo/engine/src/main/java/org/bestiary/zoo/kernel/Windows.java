package org.bestiary.zoo.kernel;

/** How many windows fit (Dumoulin and Visin: A guide to convolution arithmetic for deep learning, 2016). */
public final class Windows {
    private Windows() {}

    /**
     * Number of positions of a window along one axis.
     *
     * @param padded length of the axis with its padding
     * @param kernel window length
     * @param stride step
     * @param dilation distance between window elements
     * @param ceil whether a last window that hangs over counts; the first one may then hang over too, by less than a step
     * @return at least 1, or 0 if not even one window fits
     */
    public static int along(int padded, int kernel, int stride, int dilation, boolean ceil) {
        int span = dilation * (kernel - 1) + 1;
        int steps = padded - span + (ceil ? stride - 1 : 0);
        return steps < 0 ? 0 : steps / stride + 1;
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
     * @return at least 1, or 0 if not even one window fits
     */
    public static int pooled(int size, int kernel, int stride, int before, int after, boolean ceil) {
        int out = along(size + before + after, kernel, stride, 1, ceil);
        return ceil && (out - 1) * stride >= size + before ? out - 1 : out;
    }
}
