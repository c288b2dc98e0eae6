package org.bestiary.zoo.kernel;

/**
 * A two-dimensional convolution of known sizes: what a kernel is built for.
 *
 * @param batch images
 * @param height input height in pixels
 * @param width input width in pixels
 * @param in input channels
 * @param out output channels
 * @param kernelHeight kernel height
 * @param kernelWidth kernel width
 * @param strideHeight vertical stride
 * @param strideWidth horizontal stride
 * @param top rows of zeros above
 * @param bottom rows of zeros below
 * @param left columns of zeros at the left
 * @param right columns of zeros at the right
 * @param dilationHeight distance of kernel rows, 1 for a dense kernel
 * @param dilationWidth distance of kernel columns, 1 for a dense kernel
 * @param groups channel groups; {@code in} for a depthwise convolution
 * @param layout how the weights lie in memory
 */
public record ConvShape(
        int batch,
        int height,
        int width,
        int in,
        int out,
        int kernelHeight,
        int kernelWidth,
        int strideHeight,
        int strideWidth,
        int top,
        int bottom,
        int left,
        int right,
        int dilationHeight,
        int dilationWidth,
        int groups,
        WeightLayout layout) {

    /** Order of the weight array's axes. */
    public enum WeightLayout {
        /** [out, in / groups, kernelHeight, kernelWidth]. */
        OUT_IN_HEIGHT_WIDTH,
        /** [kernelHeight, kernelWidth, in, out / in], a depthwise convolution as DL4J stores it. */
        HEIGHT_WIDTH_IN_MULTIPLIER
    }

    /** Output rows, or zero and less if the kernel does not fit. */
    public int outHeight() {
        return Math.floorDiv(height + top + bottom - dilationHeight * (kernelHeight - 1) - 1, strideHeight) + 1;
    }

    /** Output columns, or zero and less if the kernel does not fit. */
    public int outWidth() {
        return Math.floorDiv(width + left + right - dilationWidth * (kernelWidth - 1) - 1, strideWidth) + 1;
    }
}
