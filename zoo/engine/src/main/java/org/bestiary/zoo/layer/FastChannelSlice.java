package org.bestiary.zoo.layer;

import org.bestiary.zoo.kernel.CopyShape;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Some neighbouring channels of feature maps: [N, H, W, C] to [N, H, W, channels]. */
public class FastChannelSlice extends FastPlain {

    private static final long serialVersionUID = 1L;

    private int from;
    private int channels = 1;

    /** For JSON. */
    public FastChannelSlice() {}

    /** The channels {@code from} to {@code from + channels - 1}. */
    public FastChannelSlice(int from, int channels) {
        this.from = from;
        this.channels = channels;
    }

    /** The first channel that is kept. */
    public int getFrom() {
        return from;
    }

    /** Sets {@link #getFrom()}. */
    public void setFrom(int from) {
        this.from = from;
    }

    /** How many are kept. */
    public int getChannels() {
        return channels;
    }

    /** Sets {@link #getChannels()}. */
    public void setChannels(int channels) {
        this.channels = channels;
    }

    @Override
    public InputType getOutputType(int index, InputType type) {
        InputType.InputTypeConvolutional map = Checks.maps(getLayerName(), type);
        if (from + channels > map.getChannels()) {
            throw new IllegalStateException("layer '" + getLayerName() + "': channels " + from + " to "
                    + (from + channels - 1) + " are wanted, got " + map.getChannels());
        }
        return InputType.convolutional(map.getHeight(), map.getWidth(), channels, CNN2DFormat.NHWC);
    }

    @Override
    FastPlainLayer<?> layer(NeuralNetConfiguration conf, DataType type) {
        return new Running(conf, type);
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other)
                && other instanceof FastChannelSlice that
                && from == that.from
                && channels == that.channels;
    }

    @Override
    public int hashCode() {
        return (super.hashCode() * 31 + from) * 31 + channels;
    }

    @SuppressWarnings("serial")
    private static final class Running extends FastPlainLayer<FastChannelSlice> {

        Running(NeuralNetConfiguration conf, DataType type) {
            super(conf, type);
        }

        private CopyShape shape(INDArray x) {
            long c = x.size(3);
            long kept = layerConf().getChannels();
            return new CopyShape(
                    new long[] {x.length() / c, kept},
                    new long[] {c, 1},
                    layerConf().getFrom(),
                    new long[] {kept, 1},
                    0);
        }

        @Override
        INDArray forward(INDArray x, boolean training, LayerWorkspaceMgr workspaces) {
            Checks.map(name(), x, 0);
            if (x.size(3) < layerConf().getFrom() + layerConf().getChannels()) {
                throw new DL4JInvalidInputException("layer '" + name() + "': expected at least "
                        + (layerConf().getFrom() + layerConf().getChannels()) + " channels, got " + x.size(3));
            }
            INDArray y = output(
                    workspaces, x.size(0), x.size(1), x.size(2), layerConf().getChannels());
            kernels.memory().copy(shape(x), x, y);
            return y;
        }

        @Override
        INDArray back(INDArray dy, LayerWorkspaceMgr workspaces) {
            INDArray dx = gradient(workspaces, input.shape());
            dx.assign(0);
            kernels.memory().copy(shape(input).reversed(), dy, dx);
            return dx;
        }
    }
}
