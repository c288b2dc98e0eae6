package org.bestiary.zoo.kernel;

/**
 * A two-dimensional pooling of known sizes.
 *
 * @param batch images
 * @param height input height
 * @param width input width
 * @param channels channels
 * @param outHeight output height; windows may hang over the bottom edge (ceil mode)
 * @param outWidth output width
 * @param kernelHeight window height
 * @param kernelWidth window width
 * @param strideHeight vertical stride
 * @param strideWidth horizontal stride
 * @param top padding above
 * @param bottom padding below, without the overhang of ceil mode
 * @param left padding at the left
 * @param right padding at the right, without the overhang
 * @param kind maximum or average
 */
public record PoolShape(
        int batch,
        int height,
        int width,
        int channels,
        int outHeight,
        int outWidth,
        int kernelHeight,
        int kernelWidth,
        int strideHeight,
        int strideWidth,
        int top,
        int bottom,
        int left,
        int right,
        Kind kind) {

    /** What a window is reduced to. */
    public enum Kind {
        /** The largest value inside the image. */
        MAX,
        /** The mean over the pixels inside the image. */
        AVERAGE,
        /** The mean over the window including padding, but not what hangs over beyond it. */
        AVERAGE_COUNTING_PADDING
    }

    /** Rows by which the last window hangs over the padded image. */
    public int overhangHeight() {
        return Math.max(0, (outHeight - 1) * strideHeight + kernelHeight - height - top - bottom);
    }

    /** Columns by which the last window hangs over the padded image. */
    public int overhangWidth() {
        return Math.max(0, (outWidth - 1) * strideWidth + kernelWidth - width - left - right);
    }
}
