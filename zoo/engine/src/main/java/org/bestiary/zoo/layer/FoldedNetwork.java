package org.bestiary.zoo.layer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bestiary.zoo.kernel.Act;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * A copy of a network of fast layers for inference: a batch normalisation that alone reads a convolution becomes part of its
 * weights and bias, and the activation behind it part of the convolution. Outputs are the same up to rounding. The folded
 * vertex has the convolution's name. Training the copy trains another network, without normalisation.
 */
public final class FoldedNetwork {

    private final ComputationGraph source;
    private final ComputationGraphConfiguration configuration;
    private final Map<String, FastBatchNorm> folded = new LinkedHashMap<>();
    private final Map<String, String> normOf = new LinkedHashMap<>();

    private FoldedNetwork(ComputationGraph source) {
        this.source = source;
        this.configuration = source.getConfiguration().clone();
    }

    /**
     * The folded copy; where there is nothing to fold, a plain copy.
     *
     * @param network initialised, in evaluation or after training; its parameters are copied as they are now
     */
    public static ComputationGraph of(ComputationGraph network) {
        return new FoldedNetwork(network).fold();
    }

    private ComputationGraph fold() {
        for (String name : new ArrayList<>(configuration.getVertices().keySet())) {
            convolution(name).ifPresent(c -> foldBehind(name, c));
        }
        configuration.setTopologicalOrder(null);
        configuration.setTopologicalOrderStr(null);
        ComputationGraph copy = new ComputationGraph(configuration);
        copy.init();
        copyParameters(copy);
        return copy;
    }

    private Optional<Layer> layer(String vertex) {
        GraphVertex v = configuration.getVertices().get(vertex);
        return v instanceof LayerVertex l && l.getPreProcessor() == null
                ? Optional.of(l.getLayerConf().getLayer())
                : Optional.empty();
    }

    private Optional<ConvolutionLayer> convolution(String vertex) {
        return layer(vertex)
                .filter(l -> l instanceof FastConvolution || l instanceof FastDepthwiseConvolution)
                .map(ConvolutionLayer.class::cast)
                .filter(c -> Act.of(c.getActivationFn(), vertex) == Act.IDENTITY);
    }

    private void foldBehind(String name, ConvolutionLayer convolution) {
        Optional<String> next = onlyReader(name);
        if (next.flatMap(this::layer).orElse(null) instanceof FastBatchNorm norm) {
            folded.put(name, norm);
            normOf.put(name, next.get());
            convolution.setHasBias(true);
            remove(next.get(), name);
            Act act = norm.isRelu() ? Act.RELU : absorbActivation(name);
            convolution.setActivationFn(act.stock().orElseThrow().getActivationFunction());
        }
    }

    private Act absorbActivation(String name) {
        Optional<String> next = onlyReader(name);
        if (next.flatMap(this::layer).orElse(null) instanceof FastActivation activation
                && activation.getAct().stock().isPresent()) {
            remove(next.get(), name);
            return activation.getAct();
        }
        return Act.IDENTITY;
    }

    /** The one vertex that reads this one, if there is just one and this one is not an output of the network. */
    private Optional<String> onlyReader(String name) {
        if (configuration.getNetworkOutputs().contains(name)) {
            return Optional.empty();
        }
        List<String> readers = new ArrayList<>();
        configuration
                .getVertexInputs()
                .forEach(
                        (reader, inputs) -> inputs.stream().filter(name::equals).forEach(i -> readers.add(reader)));
        return readers.size() == 1 && !configuration.getNetworkOutputs().contains(readers.get(0))
                ? Optional.of(readers.get(0))
                : Optional.empty();
    }

    private void remove(String vertex, String replacement) {
        configuration.getVertices().remove(vertex);
        configuration.getVertexInputs().remove(vertex);
        configuration
                .getVertexInputs()
                .replaceAll((reader, inputs) -> inputs.stream()
                        .map(i -> i.equals(vertex) ? replacement : i)
                        .toList());
    }

    private void copyParameters(ComputationGraph copy) {
        for (Map.Entry<String, INDArray> e : copy.paramTable().entrySet()) {
            int cut = e.getKey().lastIndexOf('_');
            String vertex = e.getKey().substring(0, cut);
            if (!folded.containsKey(vertex)) {
                e.getValue().assign(source.getParam(e.getKey()));
            }
        }
        folded.forEach((name, norm) -> foldParameters(copy, name, norm));
    }

    private void foldParameters(ComputationGraph copy, String name, FastBatchNorm norm) {
        String from = normOf.get(name);
        INDArray mean = source.getParam(from + "_mean");
        INDArray scale = Transforms.pow(source.getParam(from + "_var").add(norm.getEps()), -0.5, false)
                .muli(source.getParam(from + "_gamma"));
        INDArray bias = source.getParam(name + "_b");
        INDArray shift = bias == null ? mean.neg() : bias.reshape(mean.shape()).sub(mean);
        INDArray target = copy.getParam(name + "_b");
        target.assign(shift.muli(scale).addi(source.getParam(from + "_beta")).reshape(target.shape()));
        INDArray weights = copy.getParam(name + "_W").assign(source.getParam(name + "_W"));
        long channels = scale.length();
        if (layer(name).orElseThrow() instanceof FastDepthwiseConvolution) {
            // [height, width, in, multiplier]: the channel is the last two axes together.
            weights.reshape('c', weights.length() / channels, channels).muliRowVector(scale);
        } else {
            weights.reshape('c', channels, weights.length() / channels).muliColumnVector(scale.reshape(channels, 1));
        }
    }
}
