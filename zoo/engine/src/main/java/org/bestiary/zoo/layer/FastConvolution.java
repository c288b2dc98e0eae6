package org.bestiary.zoo.layer;

import java.util.Arrays;
import java.util.Collection;
import org.bestiary.zoo.kernel.Act;
import org.bestiary.zoo.kernel.ConvShape;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Convolution of feature maps [N, H, W, in] to [N, H', W', out] with optional bias and fused activation. Weights are 'c'
 * [out, in / groups, kernel height, kernel width] after the bias, as in DL4J's own layer, so the parameters of the two are
 * interchangeable; with groups, those of one DL4J layer per group.
 */
public class FastConvolution extends ConvolutionLayer {

    private static final long serialVersionUID = 1L;

    private int[] paddingEnd = {0, 0};
    private int groups = 1;
    private boolean imageInput;

    /** For JSON. */
    public FastConvolution() {
        cnn2dDataFormat = CNN2DFormat.NHWC;
    }

    /**
     * A convolution with the settings of a DL4J builder.
     *
     * @param settings kernel, stride, dilation, bias, filters, activation and weight initialisation; its padding is what is
     *     above and at the left
     * @param paddingEnd rows of zeros below and columns at the right
     * @param groups channel groups
     */
    public FastConvolution(ConvolutionLayer.Builder settings, int[] paddingEnd, int groups) {
        super(settings);
        this.paddingEnd = paddingEnd.clone();
        this.groups = groups;
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

    /** Number of channel groups that do not see each other. */
    public int getGroups() {
        return groups;
    }

    /** Sets {@link #getGroups()}. */
    public void setGroups(int groups) {
        this.groups = groups;
    }

    /**
     * Whether the input is the network's image, of which training needs no gradient. {@link InputGradients} asks for
     * it all the same.
     */
    public boolean isImageInput() {
        return imageInput;
    }

    /** Sets {@link #isImageInput()}. */
    public void setImageInput(boolean imageInput) {
        this.imageInput = imageInput;
    }

    /** The shape of this convolution for an input of known size. */
    ConvShape shape(long batch, long height, long width) {
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
                groups,
                ConvShape.WeightLayout.OUT_IN_HEIGHT_WIDTH);
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int index,
            INDArray paramsView,
            boolean initialise,
            DataType type) {
        check();
        return new FastConvolutionLayer(conf, type, this::shape, Act.of(getActivationFn(), getLayerName()), imageInput)
                .start(listeners, index, paramsView, initialise);
    }

    private void check() {
        if (nIn < 1 || nOut < 1 || groups < 1 || nIn % groups != 0 || nOut % groups != 0) {
            throw new IllegalArgumentException("layer '" + getLayerName()
                    + "': channels must be positive multiples of the groups, got " + nIn + " in, " + nOut + " out, "
                    + groups + " groups");
        }
    }

    @Override
    public ParamInitializer initializer() {
        return groups == 1 ? super.initializer() : GroupedConvolutionParams.INSTANCE;
    }

    @Override
    public InputType getOutputType(int index, InputType type) {
        return outputType(
                getLayerName(),
                type,
                nOut,
                shape(1, maps(type).getHeight(), maps(type).getWidth()));
    }

    private InputType.InputTypeConvolutional maps(InputType type) {
        return Checks.maps(getLayerName(), type);
    }

    static InputType outputType(String name, InputType type, long filters, ConvShape s) {
        if (s.outHeight() < 1 || s.outWidth() < 1) {
            throw new IllegalStateException(
                    "layer '" + name + "': the kernel must fit into the padded input, got " + s);
        }
        return InputType.convolutional(s.outHeight(), s.outWidth(), filters, CNN2DFormat.NHWC);
    }

    @Override
    public FastConvolution clone() {
        FastConvolution copy = (FastConvolution) super.clone();
        copy.paddingEnd = paddingEnd.clone();
        return copy;
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other)
                && other instanceof FastConvolution that
                && Arrays.equals(paddingEnd, that.paddingEnd)
                && groups == that.groups
                && imageInput == that.imageInput;
    }

    @Override
    public int hashCode() {
        return super.hashCode() * 31 + Arrays.hashCode(paddingEnd) + groups;
    }
}
