package org.bestiary.zoo.export;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bestiary.zoo.graph.Network;
import org.bestiary.zoo.graph.Node;
import org.bestiary.zoo.onnx.OnnxNode;
import org.bestiary.zoo.onnx.OnnxTensor;
import org.bestiary.zoo.op.BatchNorm;
import org.bestiary.zoo.op.Conv;
import org.bestiary.zoo.weights.GraphWeights;
import org.bestiary.zoo.weights.TensorLayout.Part;

/** The ONNX graph of a network while it is put together: its nodes and initialisers, and which value is which node's output. */
final class OnnxGraph {
    private static final Set<String> TAKEN = Set.of(OnnxExport.INPUT, OnnxExport.LOGITS, OnnxExport.PROBABILITIES);

    private final Network network;
    private final GraphWeights weights;
    private final boolean fold;
    private final Map<Node, List<Node>> readers;
    private final Map<Node, String> values = new HashMap<>();
    private final List<OnnxNode> nodes = new ArrayList<>();
    private final List<OnnxTensor> tensors = new ArrayList<>();

    /**
     * The graph up to the scores, which are called {@value OnnxExport#LOGITS}.
     *
     * @param network for predictions
     * @param weights its parameters, with torch's axes
     * @param fold whether a batch normalisation that alone reads a convolution becomes part of it
     */
    OnnxGraph(Network network, GraphWeights weights, boolean fold) {
        this.network = network;
        this.weights = weights;
        this.fold = fold;
        this.readers = network.consumers();
        network.nodes().forEach(node -> node.op().accept(new OnnxOperations(this, node)));
        String scores = value(network.logits());
        if (!scores.equals(OnnxExport.LOGITS)) {
            add(new OnnxNode("Identity", OnnxExport.LOGITS, List.of(scores)));
        }
    }

    List<OnnxNode> nodes() {
        return nodes;
    }

    List<OnnxTensor> tensors() {
        return tensors;
    }

    /** What the output of a node is to be called. */
    String name(Node node) {
        if (node == network.logits()) {
            return OnnxExport.LOGITS;
        }
        return TAKEN.contains(node.name()) ? node.name() + ".value" : node.name();
    }

    /** What the output of a node is called. */
    String value(Node node) {
        return values.get(node);
    }

    /** Says what the output of a node is called. */
    void is(Node node, String value) {
        values.put(node, value);
    }

    void add(OnnxNode node) {
        nodes.add(node);
    }

    String add(OnnxTensor tensor) {
        tensors.add(tensor);
        return tensor.name();
    }

    String tensor(Node node, Part part) {
        return weights.tensor(node, part);
    }

    /** Adds one of a layer's parameters. */
    String parameter(Node node, Part part) {
        String name = tensor(node, part);
        return add(OnnxTensor.floats(name, weights.shapes().get(name), out -> Exported.write(weights, name, out)));
    }

    /** The batch normalisation that becomes part of a convolution. */
    Optional<Node> foldedInto(Node node) {
        List<Node> reading = readers.get(node);
        return fold
                        && node.op() instanceof Conv
                        && node != network.logits()
                        && reading.size() == 1
                        && reading.get(0).op() instanceof BatchNorm
                ? Optional.of(reading.get(0))
                : Optional.empty();
    }

    /** Adds the weights of a convolution, and its bias if it has one then. */
    String convolution(Node node) {
        Optional<Node> norm = foldedInto(node);
        if (norm.isPresent()) {
            return folded(node, (Conv) node.op(), norm.get());
        }
        String weight = parameter(node, Part.WEIGHT);
        if (((Conv) node.op()).bias()) {
            parameter(node, Part.BIAS);
        }
        return weight;
    }

    private String folded(Node node, Conv conv, Node norm) {
        String name = tensor(node, Part.WEIGHT);
        List<Long> shape = weights.shapes().get(name);
        double[] scales = scales(norm);
        float[] mean = read(norm, Part.MEAN);
        float[] shift = read(norm, Part.SHIFT);
        float[] bias = conv.bias() ? read(node, Part.BIAS) : new float[conv.filters()];
        for (int i = 0; i < bias.length; i++) {
            bias[i] = (float) (shift[i] + (bias[i] - (double) mean[i]) * scales[i]);
        }
        add(OnnxTensor.floats(tensor(node, Part.BIAS), List.of((long) bias.length), bias));
        return add(OnnxTensor.floats(name, shape, out -> {
            float[] kernels = weights.read(name);
            int each = kernels.length / scales.length;
            for (int i = 0; i < kernels.length; i++) {
                kernels[i] = (float) (kernels[i] * scales[i / each]);
            }
            out.write(OnnxTensor.littleEndian(kernels));
        }));
    }

    /** What a normalisation multiplies each channel with. */
    private double[] scales(Node norm) {
        float[] gamma = read(norm, Part.SCALE);
        float[] variance = read(norm, Part.VARIANCE);
        double epsilon = ((BatchNorm) norm.op()).epsilon();
        double[] scales = new double[gamma.length];
        for (int i = 0; i < scales.length; i++) {
            scales[i] = gamma[i] / Math.sqrt(variance[i] + epsilon);
        }
        return scales;
    }

    private float[] read(Node node, Part part) {
        return weights.read(tensor(node, part));
    }
}
