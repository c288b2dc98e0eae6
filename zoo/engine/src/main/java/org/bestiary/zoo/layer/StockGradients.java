package org.bestiary.zoo.layer;

import java.util.Arrays;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.layers.ActivationLayer;
import org.deeplearning4j.nn.layers.DropoutLayer;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.deeplearning4j.nn.layers.normalization.LocalResponseNormalization;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Gradients of those layers of DL4J whose own are wrong or missing: batch normalisation in evaluation mode (DL4J
 * differentiates the training formula), dropout in evaluation mode (DL4J misses its mask) and local response normalisation
 * (DL4J leaves neighbouring channels out of the sum). Each is the derivative of what the layer computes forward.
 */
final class StockGradients {

    private StockGradients() {}

    /**
     * Whether a layer must be run forward as in training, which changes nothing else about it: in evaluation mode DL4J's
     * activation layer overwrites the input that its gradient is worked out from.
     */
    static boolean needsTraining(GraphVertex vertex) {
        return vertex.hasLayer()
                && vertex.getLayer() instanceof ActivationLayer layer
                && layer.layerConf().getIDropout() == null;
    }

    /** The gradient with respect to the vertex's input, or null where DL4J's own is right. */
    static INDArray of(GraphVertex vertex, INDArray dy, boolean training) {
        if (!vertex.hasLayer()) {
            return null;
        }
        Layer layer = vertex.getLayer();
        if (layer instanceof LocalResponseNormalization norm) {
            return response(norm, dy);
        }
        if (training) {
            return null;
        }
        if (layer instanceof BatchNormalization norm) {
            return normalisation(norm, dy);
        }
        return layer instanceof DropoutLayer ? dy : null;
    }

    /** A scale by gamma / sqrt(variance + epsilon): the statistics are constants. */
    static INDArray normalisation(BatchNormalization layer, INDArray dy) {
        org.deeplearning4j.nn.conf.layers.BatchNormalization conf = layer.layerConf();
        INDArray variance = conf.isUseLogStd()
                ? Transforms.exp(layer.getParam(BatchNormalizationParamInitializer.GLOBAL_LOG_STD)
                        .mul(2 * Math.log(10)))
                : layer.getParam(BatchNormalizationParamInitializer.GLOBAL_VAR);
        INDArray scale = Transforms.pow(variance.add(conf.getEps()), -0.5, true);
        scale = conf.isLockGammaBeta()
                ? scale.mul(conf.getGamma())
                : scale.mul(layer.getParam(BatchNormalizationParamInitializer.GAMMA));
        int channels = dy.rank() == 4 && conf.getCnn2DFormat() == CNN2DFormat.NHWC ? 3 : 1;
        long[] broadcast = new long[dy.rank()];
        Arrays.fill(broadcast, 1);
        broadcast[channels] = scale.length();
        return dy.mul(scale.reshape(broadcast));
    }

    /**
     * With u = k + alpha (sum of x^2 over the window) and y = x u^-beta: dx_i = dy_i u_i^-beta - 2 alpha beta x_i (sum over
     * the window around i of dy_j x_j u_j^(-beta-1)). Channels are the second axis.
     */
    private static INDArray response(LocalResponseNormalization layer, INDArray dy) {
        org.deeplearning4j.nn.conf.layers.LocalResponseNormalization conf = layer.layerConf();
        INDArray x = layer.input();
        int half = (int) conf.getN() / 2;
        INDArray u = windowSum(x.mul(x), half).muli(conf.getAlpha()).addi(conf.getK());
        INDArray shrink = Transforms.pow(u, -conf.getBeta(), true);
        INDArray around = windowSum(dy.mul(x).muli(shrink).divi(u), half);
        return dy.mul(shrink).subi(around.muli(x).muli(2 * conf.getAlpha() * conf.getBeta()));
    }

    /** For every channel the sum over the channels at most {@code half} away. */
    private static INDArray windowSum(INDArray x, int half) {
        long channels = x.size(1);
        INDArray sum = x.dup('c');
        for (int d = 1; d <= half && d < channels; d++) {
            sum.get(channels(0, channels - d)).addi(x.get(channels(d, channels)));
            sum.get(channels(d, channels)).addi(x.get(channels(0, channels - d)));
        }
        return sum;
    }

    private static INDArrayIndex[] channels(long from, long to) {
        return new INDArrayIndex[] {
            NDArrayIndex.all(), NDArrayIndex.interval(from, to), NDArrayIndex.all(), NDArrayIndex.all()
        };
    }
}
