package org.bestiary.zoo.layer;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.weights.WeightInitUtil;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Parameters of a grouped convolution: the bias, then 'c' [out, in / groups, kernel height, kernel width]. */
final class GroupedConvolutionParams extends ConvolutionParamInitializer {

    static final GroupedConvolutionParams INSTANCE = new GroupedConvolutionParams();

    private GroupedConvolutionParams() {}

    private static long[] shape(FastConvolution c) {
        return new long[] {c.getNOut(), c.getNIn() / c.getGroups(), c.getKernelSize()[0], c.getKernelSize()[1]};
    }

    private static long weights(FastConvolution c) {
        long[] s = shape(c);
        return s[0] * s[1] * s[2] * s[3];
    }

    @Override
    public long numParams(Layer layer) {
        FastConvolution c = (FastConvolution) layer;
        return weights(c) + (c.hasBias() ? c.getNOut() : 0);
    }

    @Override
    public Map<String, INDArray> getGradientsFromFlattened(NeuralNetConfiguration conf, INDArray view) {
        FastConvolution c = (FastConvolution) conf.getLayer();
        long bias = c.hasBias() ? c.getNOut() : 0;
        INDArray flat = view.reshape(view.length());
        Map<String, INDArray> gradients = new LinkedHashMap<>();
        if (bias > 0) {
            gradients.put(BIAS_KEY, flat.get(NDArrayIndex.interval(0, bias)));
        }
        gradients.put(
                WEIGHT_KEY,
                flat.get(NDArrayIndex.interval(bias, bias + weights(c))).reshape('c', shape(c)));
        return gradients;
    }

    @Override
    protected INDArray createWeightMatrix(NeuralNetConfiguration conf, INDArray view, boolean initialise) {
        FastConvolution c = (FastConvolution) conf.getLayer();
        if (!initialise) {
            return WeightInitUtil.reshapeWeights(shape(c), view, 'c');
        }
        double area = (double) c.getKernelSize()[0] * c.getKernelSize()[1];
        double fanIn = c.getNIn() / c.getGroups() * area;
        double fanOut = c.getNOut() / c.getGroups() * area / ((double) c.getStride()[0] * c.getStride()[1]);
        return c.getWeightInitFn().init(fanIn, fanOut, shape(c), 'c', view);
    }
}
