package org.bestiary.zoo.layer;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Dropout, scaled while training: each value is dropped with probability {@code rate}, and what is kept is divided by 1 -
 * rate. What is dropped depends on the network's seed, the layer's name, the iteration and the position only, so a run
 * that is resumed, or whose batches are prepared by more threads, drops the same.
 */
public class FastDropout extends FastPlain {

    private static final long serialVersionUID = 1L;

    private double rate = 0.5;

    /** For JSON: a rate of one half. */
    public FastDropout() {}

    /** Drops this share of the values, from 0 to below 1. */
    public FastDropout(double rate) {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("the dropout rate must be from 0 to below 1, got " + rate);
        }
        this.rate = rate;
    }

    /** Share of the values that is dropped. DL4J's own dropout names the share that is kept. */
    public double getRate() {
        return rate;
    }

    /** Sets {@link #getRate()}. */
    public void setRate(double rate) {
        this.rate = rate;
    }

    @Override
    FastPlainLayer<?> layer(NeuralNetConfiguration conf, DataType type) {
        return new Running(conf, type);
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other) && other instanceof FastDropout that && rate == that.rate;
    }

    @Override
    public int hashCode() {
        return super.hashCode() * 31 + Double.hashCode(rate);
    }

    @SuppressWarnings("serial")
    private static final class Running extends FastPlainLayer<FastDropout> {

        private static final long GOLDEN = 0x9E3779B97F4A7C15L;
        private static final int BLOCK = 8192;

        private final transient float[] block = new float[BLOCK];
        private transient INDArray factors;

        Running(NeuralNetConfiguration conf, DataType type) {
            super(conf, type);
        }

        @Override
        INDArray forward(INDArray x, boolean training, LayerWorkspaceMgr workspaces) {
            INDArray y = output(workspaces, x.shape());
            if (!training || layerConf().getRate() == 0) {
                factors = null;
                return y.assign(x);
            }
            factors = output(workspaces, x.length());
            draw(factors);
            x.reshape(x.length()).muli(factors, y.reshape(y.length()));
            return y;
        }

        /** SplitMix64 as a counter: two draws of 32 bits from each hash. */
        private void draw(INDArray to) {
            double rate = layerConf().getRate();
            float kept = (float) (1 / (1 - rate));
            long dropBelow = (long) (rate * (1L << 32));
            long stream =
                    mix(conf.getSeed() ^ mix(("dropout/" + name()).hashCode())) + mix(iterationCount + 1L) * GOLDEN;
            for (long start = 0; start < to.length(); start += BLOCK) {
                int n = (int) Math.min(BLOCK, to.length() - start);
                for (int i = 0; i < n; i += 2) {
                    long bits = mix(stream + (start + i) * GOLDEN);
                    block[i] = (bits >>> 32) < dropBelow ? 0 : kept;
                    block[i + 1] = (bits & 0xFFFFFFFFL) < dropBelow ? 0 : kept;
                }
                kernels.memory().write(block, n, to, start);
            }
        }

        private static long mix(long z) {
            long a = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
            long b = (a ^ a >>> 27) * 0x94D049BB133111EBL;
            return b ^ b >>> 31;
        }

        @Override
        INDArray back(INDArray dy, LayerWorkspaceMgr workspaces) {
            INDArray dx = gradient(workspaces, dy.shape());
            if (factors == null) {
                return dx.assign(dy);
            }
            dy.reshape(dy.length()).muli(factors, dx.reshape(dx.length()));
            return dx;
        }

        @Override
        public void clear() {
            super.clear();
            factors = null;
        }
    }
}
