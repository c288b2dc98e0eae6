package org.bestiary.zoo.layer;

import java.util.Arrays;
import java.util.Collection;
import org.bestiary.zoo.kernel.Act;
import org.bestiary.zoo.kernel.ConvShape;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Convolution with filters of their own for every input channel, [N, H, W, in] to [N, H', W', in * multiplier], with
 * optional bias and fused activation. Weights are 'c' [kernel height, kernel width, in, multiplier] after the bias, as in
 * DL4J's own layer.
 */
public class FastDepthwiseConvolution extends DepthwiseConvolution2D {

    private static final long serialVersionUID = 1L;

    private int[] paddingEnd = {0, 0};
    private boolean imageInput;

    /** For JSON. */
    public FastDepthwiseConvolution() {
        cnn2dDataFormat = CNN2DFormat.NHWC;
    }

    /**
     * A depthwise convolution with the settings of a DL4J builder.
     *
     * @param settings as for {@link FastConvolution}, and the multiplier
     * @param paddingEnd rows of zeros below and columns at the right
     */
    public FastDepthwiseConvolution(DepthwiseConvolution2D.Builder settings, int[] paddingEnd) {
        super(settings);
        this.paddingEnd = paddingEnd.clone();
        this.cnn2dDataFormat = CNN2DFormat.NHWC;
    }

    /** Rows of zeros below and columns of zeros at the right; {@link #getPadding()} is above and at the left. */
    public int[] getPaddingEnd() {
        return paddingEnd;
    }

    /** Sets {@link #getPaddingEnd()}. */
    public void setPaddingEnd(int[] paddingEnd) {
        this.paddingEnd = paddingEnd;
    }

    /** Whether the input is the network's image, of which training needs no gradient. */
    public boolean isImageInput() {
        return imageInput;
    }

    /** Sets {@link #isImageInput()}. */
    public void setImageInput(boolean imageInput) {
        this.imageInput = imageInput;
    }

    private ConvShape shape(long batch, long height, long width) {
        return new ConvShape(
                (int) batch,
                (int) height,
                (int) width,
                (int) nIn,
                (int) nOut,
                kernelSize[0],
                kernelSize[1],
                stride[0],
                stride[1],
                padding[0],
                paddingEnd[0],
                padding[1],
                paddingEnd[1],
                dilation[0],
                dilation[1],
                (int) nIn,
                ConvShape.WeightLayout.HEIGHT_WIDTH_IN_MULTIPLIER);
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int index,
            INDArray paramsView,
            boolean initialise,
            DataType type) {
        if (nIn < 1 || nOut != nIn * depthMultiplier) {
            throw new IllegalArgumentException("layer '" + getLayerName()
                    + "': a depthwise convolution has in * multiplier filters, got " + nIn + " in, " + nOut
                    + " filters, multiplier " + depthMultiplier);
        }
        return new FastConvolutionLayer(conf, type, this::shape, Act.of(getActivationFn(), getLayerName()), imageInput)
                .start(listeners, index, paramsView, initialise);
    }

    @Override
    public void setNIn(InputType type, boolean override) {
        super.setNIn(type, override);
        if (nOut == 0 || override) {
            nOut = nIn * depthMultiplier;
        }
    }

    @Override
    public InputType getOutputType(int index, InputType type) {
        InputType.InputTypeConvolutional map = Checks.maps(getLayerName(), type);
        return FastConvolution.outputType(getLayerName(), type, nOut, shape(1, map.getHeight(), map.getWidth()));
    }

    @Override
    public FastDepthwiseConvolution clone() {
        FastDepthwiseConvolution copy = (FastDepthwiseConvolution) super.clone();
        copy.paddingEnd = paddingEnd.clone();
        return copy;
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other)
                && other instanceof FastDepthwiseConvolution that
                && Arrays.equals(paddingEnd, that.paddingEnd)
                && imageInput == that.imageInput;
    }

    @Override
    public int hashCode() {
        return super.hashCode() * 31 + Arrays.hashCode(paddingEnd);
    }
}
