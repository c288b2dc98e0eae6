package org.bestiary.zoo.layer;

import org.bestiary.zoo.kernel.PoolShape;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The mean of each channel: feature maps [N, H, W, C] to a matrix [N, C]. */
public class FastGlobalAveragePool extends FastPlain {

    private static final long serialVersionUID = 1L;

    @Override
    public InputType getOutputType(int index, InputType type) {
        return InputType.feedForward(Checks.maps(getLayerName(), type).getChannels());
    }

    @Override
    FastPlainLayer<?> layer(NeuralNetConfiguration conf, DataType type) {
        return new Running(conf, type);
    }

    @SuppressWarnings("serial")
    private static final class Running extends FastPlainLayer<FastGlobalAveragePool> {

        Running(NeuralNetConfiguration conf, DataType type) {
            super(conf, type);
        }

        /** One window over the whole image. */
        private static PoolShape shape(INDArray x) {
            int h = (int) x.size(1);
            int w = (int) x.size(2);
            return new PoolShape(
                    (int) x.size(0), h, w, (int) x.size(3), 1, 1, h, w, 1, 1, 0, 0, 0, 0, PoolShape.Kind.AVERAGE);
        }

        @Override
        INDArray forward(INDArray x, boolean training, LayerWorkspaceMgr workspaces) {
            Checks.map(name(), x, 0);
            INDArray y = output(workspaces, x.size(0), x.size(3));
            kernels.pool().forward(shape(x), x, null, y);
            return y;
        }

        @Override
        INDArray back(INDArray dy, LayerWorkspaceMgr workspaces) {
            Checks.shape(name(), "a gradient", dy, input.size(0), input.size(3));
            INDArray dx = gradient(workspaces, input.shape());
            kernels.pool().back(shape(input), dy, null, dx);
            return dx;
        }
    }
}
