package org.bestiary.zoo.layer;

import org.bestiary.zoo.kernel.CopyShape;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Channel shuffle (Zhang et al. 2018): channel g * n + i of G groups of n goes to i * G + g. */
public class FastChannelShuffle extends FastPlain {

    private static final long serialVersionUID = 1L;

    private int groups = 1;

    /** For JSON. */
    public FastChannelShuffle() {}

    /** A shuffle of this many groups, a divisor of the channels. */
    public FastChannelShuffle(int groups) {
        this.groups = groups;
    }

    /** Number of groups. */
    public int getGroups() {
        return groups;
    }

    /** Sets {@link #getGroups()}. */
    public void setGroups(int groups) {
        this.groups = groups;
    }

    @Override
    public InputType getOutputType(int index, InputType type) {
        return Checks.maps(getLayerName(), type);
    }

    @Override
    FastPlainLayer<?> layer(NeuralNetConfiguration conf, DataType type) {
        return new Running(conf, type);
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other) && other instanceof FastChannelShuffle that && groups == that.groups;
    }

    @Override
    public int hashCode() {
        return super.hashCode() * 31 + groups;
    }

    @SuppressWarnings("serial")
    private static final class Running extends FastPlainLayer<FastChannelShuffle> {

        Running(NeuralNetConfiguration conf, DataType type) {
            super(conf, type);
        }

        private CopyShape shape(INDArray x) {
            long g = layerConf().getGroups();
            long c = x.size(3);
            long pixels = x.length() / c;
            return new CopyShape(new long[] {pixels, g, c / g}, new long[] {c, c / g, 1}, 0, new long[] {c, 1, g}, 0);
        }

        @Override
        INDArray forward(INDArray x, boolean training, LayerWorkspaceMgr workspaces) {
            Checks.map(name(), x, 0);
            if (x.size(3) % layerConf().getGroups() != 0) {
                throw new DL4JInvalidInputException("layer '" + name() + "': expected a multiple of "
                        + layerConf().getGroups() + " channels, got " + x.size(3));
            }
            INDArray y = output(workspaces, x.shape());
            kernels.memory().copy(shape(x), x, y);
            return y;
        }

        @Override
        INDArray back(INDArray dy, LayerWorkspaceMgr workspaces) {
            Checks.shape(name(), "a gradient", dy, input.shape());
            INDArray dx = gradient(workspaces, input.shape());
            kernels.memory().copy(shape(input).reversed(), dy, dx);
            return dx;
        }
    }
}
