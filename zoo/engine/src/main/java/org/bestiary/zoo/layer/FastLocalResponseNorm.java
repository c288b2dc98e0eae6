package org.bestiary.zoo.layer;

import org.bestiary.zoo.kernel.LrnShape;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Local response normalisation across channels (Krizhevsky et al. 2012): x / (k + alpha / size * sum of squares over size
 * neighbouring channels) ^ beta. Alpha is divided by the size, as the paper's own program, Caffe and torch do; DL4J's layer
 * does not.
 */
public class FastLocalResponseNorm extends FastPlain {

    private static final long serialVersionUID = 1L;

    private int size = 5;
    private double alpha = 1e-4;
    private double beta = 0.75;
    private double k = 2;

    /** For JSON: the paper's numbers. */
    public FastLocalResponseNorm() {}

    /**
     * A normalisation.
     *
     * @param size channels in a window, odd
     * @param alpha weight of the sum of squares, before the division by the size
     * @param beta exponent
     * @param k constant
     */
    public FastLocalResponseNorm(int size, double alpha, double beta, double k) {
        this.size = size;
        this.alpha = alpha;
        this.beta = beta;
        this.k = k;
    }

    /** Channels in a window. */
    public int getSize() {
        return size;
    }

    /** Sets {@link #getSize()}. */
    public void setSize(int size) {
        this.size = size;
    }

    /** Weight of the sum of squares, before the division by the size. */
    public double getAlpha() {
        return alpha;
    }

    /** Sets {@link #getAlpha()}. */
    public void setAlpha(double alpha) {
        this.alpha = alpha;
    }

    /** The exponent. */
    public double getBeta() {
        return beta;
    }

    /** Sets {@link #getBeta()}. */
    public void setBeta(double beta) {
        this.beta = beta;
    }

    /** The constant. */
    public double getK() {
        return k;
    }

    /** Sets {@link #getK()}. */
    public void setK(double k) {
        this.k = k;
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
        return super.equals(other)
                && other instanceof FastLocalResponseNorm that
                && size == that.size
                && alpha == that.alpha
                && beta == that.beta
                && k == that.k;
    }

    @Override
    public int hashCode() {
        return super.hashCode() * 31 + Double.hashCode(alpha) + Double.hashCode(beta) + size;
    }

    @SuppressWarnings("serial")
    private static final class Running extends FastPlainLayer<FastLocalResponseNorm> {

        private transient INDArray scratch;

        Running(NeuralNetConfiguration conf, DataType type) {
            super(conf, type);
        }

        private LrnShape shape(INDArray x) {
            FastLocalResponseNorm c = layerConf();
            return new LrnShape(
                    (int) x.size(0),
                    (int) x.size(1),
                    (int) x.size(2),
                    (int) x.size(3),
                    c.getSize(),
                    (float) c.getAlpha(),
                    (float) c.getBeta(),
                    (float) c.getK());
        }

        @Override
        INDArray forward(INDArray x, boolean training, LayerWorkspaceMgr workspaces) {
            Checks.map(name(), x, 0);
            INDArray y = output(workspaces, x.shape());
            scratch = training ? scratch(ArrayType.ACTIVATIONS, x, workspaces) : null;
            kernels.response().respond(shape(x), x, scratch, y);
            return y;
        }

        private INDArray scratch(ArrayType where, INDArray x, LayerWorkspaceMgr workspaces) {
            long length = kernels.response().scratch(shape(x));
            return length == 0 ? null : workspaces.createUninitialized(where, DataType.FLOAT, new long[] {length}, 'c');
        }

        @Override
        INDArray back(INDArray dy, LayerWorkspaceMgr workspaces) {
            Checks.shape(name(), "a gradient", dy, input.shape());
            if (scratch == null) {
                scratch = scratch(ArrayType.BP_WORKING_MEM, input, workspaces);
                if (scratch != null) {
                    INDArray discarded =
                            workspaces.createUninitialized(ArrayType.BP_WORKING_MEM, DataType.FLOAT, dy.shape(), 'c');
                    kernels.response().respond(shape(input), input, scratch, discarded);
                }
            }
            INDArray dx = gradient(workspaces, input.shape());
            kernels.response().respondBack(shape(input), input, dy, scratch, dx);
            scratch = null;
            return dx;
        }

        @Override
        public void clear() {
            super.clear();
            scratch = null;
        }
    }
}
