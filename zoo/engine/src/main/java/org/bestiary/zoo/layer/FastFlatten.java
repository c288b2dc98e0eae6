package org.bestiary.zoo.layer;

import org.bestiary.zoo.kernel.CopyShape;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Feature maps [N, H, W, C] to a matrix [N, C * H * W] whose columns are in the order channel, row, column. That is the
 * order in NCHW, so a dense layer on top has the same weights in every engine.
 */
public class FastFlatten extends FastPlain {

    private static final long serialVersionUID = 1L;

    @Override
    public InputType getOutputType(int index, InputType type) {
        InputType.InputTypeConvolutional map = Checks.maps(getLayerName(), type);
        return InputType.feedForward(map.getChannels() * map.getHeight() * map.getWidth());
    }

    @Override
    FastPlainLayer<?> layer(NeuralNetConfiguration conf, DataType type) {
        return new Running(conf, type);
    }

    @SuppressWarnings("serial")
    private static final class Running extends FastPlainLayer<FastFlatten> {

        Running(NeuralNetConfiguration conf, DataType type) {
            super(conf, type);
        }

        private static CopyShape shape(INDArray x) {
            long n = x.size(0);
            long pixels = x.size(1) * x.size(2);
            long c = x.size(3);
            return new CopyShape(
                    new long[] {n, pixels, c}, new long[] {pixels * c, c, 1}, 0, new long[] {pixels * c, 1, pixels}, 0);
        }

        @Override
        INDArray forward(INDArray x, boolean training, LayerWorkspaceMgr workspaces) {
            Checks.map(name(), x, 0);
            INDArray y = output(workspaces, x.size(0), x.size(1) * x.size(2) * x.size(3));
            kernels.memory().copy(shape(x), x, y);
            return y;
        }

        @Override
        INDArray back(INDArray dy, LayerWorkspaceMgr workspaces) {
            INDArray dx = gradient(workspaces, input.shape());
            Checks.shape(name(), "a gradient", dy, input.size(0), dx.length() / input.size(0));
            kernels.memory().copy(shape(input).reversed(), dy, dx);
            return dx;
        }
    }
}
