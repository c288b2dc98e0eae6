package org.bestiary.zoo.layer;

import java.util.Arrays;
import org.bestiary.zoo.kernel.EngineException;
import org.bestiary.zoo.kernel.PoolShape;
import org.bestiary.zoo.kernel.Windows;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Max or average pooling of feature maps [N, H, W, C] to [N, H', W', C]. In ceil mode a last window may hang over the padded
 * image if it starts inside; what hangs over never counts, and padding counts only for the average that says so.
 */
public class FastPool extends FastPlain {

    private static final long serialVersionUID = 1L;

    private PoolShape.Kind kind = PoolShape.Kind.MAX;
    private int[] kernel = {2, 2};
    private int[] stride = {2, 2};
    private int[] padding = {0, 0, 0, 0};
    private boolean ceil;

    /** For JSON: a maximum over 2 x 2 with stride 2. */
    public FastPool() {}

    /**
     * A pooling.
     *
     * @param kind maximum or average
     * @param kernel window height and width
     * @param stride vertical and horizontal stride
     * @param padding above, below, left, right; each smaller than the window
     * @param ceil whether a last window may hang over
     */
    public FastPool(PoolShape.Kind kind, int[] kernel, int[] stride, int[] padding, boolean ceil) {
        this.kind = kind;
        this.kernel = kernel.clone();
        this.stride = stride.clone();
        this.padding = padding.clone();
        this.ceil = ceil;
    }

    /** Maximum or average. */
    public PoolShape.Kind getKind() {
        return kind;
    }

    /** Sets {@link #getKind()}. */
    public void setKind(PoolShape.Kind kind) {
        this.kind = kind;
    }

    /** Window height and width. */
    public int[] getKernel() {
        return kernel;
    }

    /** Sets {@link #getKernel()}. */
    public void setKernel(int[] kernel) {
        this.kernel = kernel;
    }

    /** Vertical and horizontal stride. */
    public int[] getStride() {
        return stride;
    }

    /** Sets {@link #getStride()}. */
    public void setStride(int[] stride) {
        this.stride = stride;
    }

    /** Padding above, below, left, right. */
    public int[] getPadding() {
        return padding;
    }

    /** Sets {@link #getPadding()}. */
    public void setPadding(int[] padding) {
        this.padding = padding;
    }

    /** Whether a last window may hang over. */
    public boolean isCeil() {
        return ceil;
    }

    /** Sets {@link #isCeil()}. */
    public void setCeil(boolean ceil) {
        this.ceil = ceil;
    }

    private int positions(int size, int axis) {
        int before = padding[2 * axis];
        int after = padding[2 * axis + 1];
        int out = Windows.pooled(size, kernel[axis], stride[axis], before, after, ceil);
        if (out == 0) {
            throw new EngineException("the window must fit into the padded input, but got a window of " + kernel[axis]
                    + " on " + (size + before + after));
        }
        return out;
    }

    private PoolShape shape(long batch, long height, long width, long channels) {
        return new PoolShape(
                (int) batch,
                (int) height,
                (int) width,
                (int) channels,
                positions((int) height, 0),
                positions((int) width, 1),
                kernel[0],
                kernel[1],
                stride[0],
                stride[1],
                padding[0],
                padding[1],
                padding[2],
                padding[3],
                kind);
    }

    @Override
    public InputType getOutputType(int index, InputType type) {
        InputType.InputTypeConvolutional map = Checks.maps(getLayerName(), type);
        PoolShape s = shape(1, map.getHeight(), map.getWidth(), map.getChannels());
        if (s.outHeight() < 1 || s.outWidth() < 1) {
            throw new IllegalStateException(
                    "layer '" + getLayerName() + "': the window must fit into the padded input, got " + s);
        }
        return InputType.convolutional(s.outHeight(), s.outWidth(), s.channels(), CNN2DFormat.NHWC);
    }

    @Override
    FastPlainLayer<?> layer(NeuralNetConfiguration conf, DataType type) {
        return new Running(conf, type);
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other)
                && other instanceof FastPool that
                && kind == that.kind
                && Arrays.equals(kernel, that.kernel)
                && Arrays.equals(stride, that.stride)
                && Arrays.equals(padding, that.padding)
                && ceil == that.ceil;
    }

    @Override
    public int hashCode() {
        return super.hashCode() * 31 + Arrays.hashCode(kernel) + Arrays.hashCode(stride) + Arrays.hashCode(padding);
    }

    @SuppressWarnings("serial")
    private static final class Running extends FastPlainLayer<FastPool> {

        private transient PoolShape shape;
        private transient INDArray indices;

        Running(NeuralNetConfiguration conf, DataType type) {
            super(conf, type);
        }

        @Override
        INDArray forward(INDArray x, boolean training, LayerWorkspaceMgr workspaces) {
            Checks.map(name(), x, 0);
            shape = layerConf().shape(x.size(0), x.size(1), x.size(2), x.size(3));
            if (shape.outHeight() < 1 || shape.outWidth() < 1) {
                throw new DL4JInvalidInputException(
                        "layer '" + name() + "': expected an input that the window fits into, got " + shape);
            }
            INDArray y = output(workspaces, shape.batch(), shape.outHeight(), shape.outWidth(), shape.channels());
            indices = training ? scratch(ArrayType.ACTIVATIONS, workspaces) : null;
            kernels.pool().forward(shape, x, indices, y);
            return y;
        }

        private INDArray scratch(ArrayType where, LayerWorkspaceMgr workspaces) {
            long length = kernels.pool().indices(shape);
            return length == 0 ? null : workspaces.createUninitialized(where, DataType.FLOAT, new long[] {length}, 'c');
        }

        @Override
        INDArray back(INDArray dy, LayerWorkspaceMgr workspaces) {
            Checks.shape(
                    name(), "a gradient", dy, shape.batch(), shape.outHeight(), shape.outWidth(), shape.channels());
            if (indices == null && kernels.pool().indices(shape) > 0) {
                // The forward pass was one for inference and kept no indices.
                indices = scratch(ArrayType.BP_WORKING_MEM, workspaces);
                INDArray discarded =
                        workspaces.createUninitialized(ArrayType.BP_WORKING_MEM, DataType.FLOAT, dy.shape(), 'c');
                kernels.pool().forward(shape, input, indices, discarded);
            }
            INDArray dx = gradient(workspaces, input.shape());
            kernels.pool().back(shape, dy, indices, dx);
            indices = null;
            return dx;
        }

        @Override
        public void clear() {
            super.clear();
            indices = null;
        }
    }
}
