package org.bestiary.zoo.layer;

import java.util.ArrayList;
import java.util.List;
import org.bestiary.zoo.kernel.CopyShape;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The parameter-free shortcut of residual networks (He et al. 2016, option A): every stride-th row and column of [N, H, W,
 * C], and channels of zeros beside its own.
 */
public class FastZeroPaddedShortcut extends FastPlain {

    private static final long serialVersionUID = 1L;

    private int channels;
    private int stride = 1;
    private int zerosBefore;

    /** For JSON. */
    public FastZeroPaddedShortcut() {}

    /**
     * A shortcut.
     *
     * @param channels channels of the output, at least those of the input
     * @param stride step over rows and columns
     * @param zerosBefore how many of the channels of zeros come before the input's own; the rest is appended
     */
    public FastZeroPaddedShortcut(int channels, int stride, int zerosBefore) {
        this.channels = channels;
        this.stride = stride;
        this.zerosBefore = zerosBefore;
    }

    /** Channels of the output. */
    public int getChannels() {
        return channels;
    }

    /** Sets {@link #getChannels()}. */
    public void setChannels(int channels) {
        this.channels = channels;
    }

    /** Step over rows and columns. */
    public int getStride() {
        return stride;
    }

    /** Sets {@link #getStride()}. */
    public void setStride(int stride) {
        this.stride = stride;
    }

    /** How many channels of zeros come before the input's own; 0 in networks saved before there was a choice. */
    public int getZerosBefore() {
        return zerosBefore;
    }

    /** Sets {@link #getZerosBefore()}. */
    public void setZerosBefore(int zerosBefore) {
        this.zerosBefore = zerosBefore;
    }

    @Override
    public InputType getOutputType(int index, InputType type) {
        InputType.InputTypeConvolutional map = Checks.maps(getLayerName(), type);
        return InputType.convolutional(
                (map.getHeight() + stride - 1) / stride,
                (map.getWidth() + stride - 1) / stride,
                channels,
                CNN2DFormat.NHWC);
    }

    @Override
    FastPlainLayer<?> layer(NeuralNetConfiguration conf, DataType type) {
        return new Running(conf, type);
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other)
                && other instanceof FastZeroPaddedShortcut that
                && channels == that.channels
                && stride == that.stride
                && zerosBefore == that.zerosBefore;
    }

    @Override
    public int hashCode() {
        return (super.hashCode() * 31 + channels * 8 + stride) * 31 + zerosBefore;
    }

    @SuppressWarnings("serial")
    private static final class Running extends FastPlainLayer<FastZeroPaddedShortcut> {

        Running(NeuralNetConfiguration conf, DataType type) {
            super(conf, type);
        }

        private long[] outputShape(INDArray x) {
            int stride = layerConf().getStride();
            return new long[] {
                x.size(0),
                (x.size(1) + stride - 1) / stride,
                (x.size(2) + stride - 1) / stride,
                layerConf().getChannels()
            };
        }

        /**
         * One copy for the rows and columns that lie wholly inside, and others for a last one that does not if the stride
         * does not divide the size: oneDNN takes it that each step is inside, and would see an overlap with the next row
         * or image.
         */
        private List<CopyShape> shapes(INDArray x, long[] y) {
            long wholeRows = x.size(1) / layerConf().getStride();
            long wholeColumns = x.size(2) / layerConf().getStride();
            List<CopyShape> shapes = new ArrayList<>();
            for (long[] rows : new long[][] {{0, wholeRows}, {wholeRows, y[1] - wholeRows}}) {
                for (long[] columns : new long[][] {{0, wholeColumns}, {wholeColumns, y[2] - wholeColumns}}) {
                    if (rows[1] > 0 && columns[1] > 0) {
                        shapes.add(block(x, y, rows, columns));
                    }
                }
            }
            return shapes;
        }

        /** Rows and columns are a first one and a count, in the output. */
        private CopyShape block(INDArray x, long[] y, long[] rows, long[] columns) {
            long step = layerConf().getStride();
            long c = x.size(3);
            long from = x.size(2) * c;
            long to = y[2] * y[3];
            return new CopyShape(
                    new long[] {y[0], rows[1], columns[1], c},
                    new long[] {x.size(1) * from, step * from, step * c, 1},
                    step * (rows[0] * from + columns[0] * c),
                    new long[] {y[1] * to, to, y[3], 1},
                    rows[0] * to + columns[0] * y[3] + layerConf().getZerosBefore());
        }

        @Override
        INDArray forward(INDArray x, boolean training, LayerWorkspaceMgr workspaces) {
            Checks.map(name(), x, 0);
            long[] size = outputShape(x);
            int before = layerConf().getZerosBefore();
            if (before < 0 || size[3] - before < x.size(3)) {
                throw new DL4JInvalidInputException("layer '" + name() + "': expected at most " + (size[3] - before)
                        + " channels, got " + x.size(3));
            }
            INDArray y = output(workspaces, size);
            if (size[3] > x.size(3)) {
                y.assign(0);
            }
            shapes(x, size).forEach(s -> kernels.memory().copy(s, x, y));
            return y;
        }

        @Override
        INDArray back(INDArray dy, LayerWorkspaceMgr workspaces) {
            long[] size = outputShape(input);
            Checks.shape(name(), "a gradient", dy, size);
            INDArray dx = gradient(workspaces, input.shape());
            if (layerConf().getStride() > 1) {
                dx.assign(0);
            }
            shapes(input, size).forEach(s -> kernels.memory().copy(s.reversed(), dy, dx));
            return dx;
        }
    }
}
