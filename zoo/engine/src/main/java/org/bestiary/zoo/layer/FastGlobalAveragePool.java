package org.bestiary.zoo.layer;

import org.bestiary.zoo.kernel.PoolShape;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The mean of each channel: feature maps [N, H, W, C] to a matrix [N, C], or to maps of one pixel [N, 1, 1, C]. */
public class FastGlobalAveragePool extends FastPlain {

    private static final long serialVersionUID = 1L;

    private boolean pixel;

    /** A matrix comes out. */
    public FastGlobalAveragePool() {}

    /**
     * @param pixel whether the output is a map of one pixel
     */
    public FastGlobalAveragePool(boolean pixel) {
        this.pixel = pixel;
    }

    /** Whether the output is a map of one pixel, not a matrix. */
    public boolean isPixel() {
        return pixel;
    }

    /** Sets {@link #isPixel()}. */
    public void setPixel(boolean pixel) {
        this.pixel = pixel;
    }

    @Override
    public InputType getOutputType(int index, InputType type) {
        long channels = Checks.maps(getLayerName(), type).getChannels();
        return pixel ? InputType.convolutional(1, 1, channels, CNN2DFormat.NHWC) : InputType.feedForward(channels);
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other) && other instanceof FastGlobalAveragePool that && pixel == that.pixel;
    }

    @Override
    public int hashCode() {
        return super.hashCode() * 31 + Boolean.hashCode(pixel);
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

        private long[] shapeOfMeans(INDArray x) {
            return layerConf().isPixel() ? new long[] {x.size(0), 1, 1, x.size(3)} : new long[] {x.size(0), x.size(3)};
        }

        @Override
        INDArray forward(INDArray x, boolean training, LayerWorkspaceMgr workspaces) {
            Checks.map(name(), x, 0);
            INDArray y = output(workspaces, shapeOfMeans(x));
            kernels.pool().forward(shape(x), x, null, y);
            return y;
        }

        @Override
        INDArray back(INDArray dy, LayerWorkspaceMgr workspaces) {
            Checks.shape(name(), "a gradient", dy, shapeOfMeans(input));
            INDArray dx = gradient(workspaces, input.shape());
            kernels.pool().back(shape(input), dy, null, dx);
            return dx;
        }
    }
}
