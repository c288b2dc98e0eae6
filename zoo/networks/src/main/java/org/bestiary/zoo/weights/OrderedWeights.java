package org.bestiary.zoo.weights;

import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.bestiary.zoo.ZooException;
import org.bestiary.zoo.graph.Network;
import org.bestiary.zoo.graph.Node;
import org.bestiary.zoo.onnx.OnnxFile;
import org.bestiary.zoo.op.BatchNorm;
import org.bestiary.zoo.op.Conv;
import org.bestiary.zoo.op.Dense;
import org.bestiary.zoo.op.Flatten;
import org.bestiary.zoo.weights.TensorLayout.Part;

/**
 * The weights of an ONNX model under our own names: the first convolution of the model is that of the network, and so on,
 * each kind of layer by itself. Where a model has a convolution with a bias and the network one with a batch normalisation
 * behind it, the normalisation was folded: it becomes one that only adds the bias. Whether shapes fit is for {@link
 * WeightLoader} to say.
 */
final class OrderedWeights implements TensorSource {
    private static final Set<String> CONVOLUTIONS = Set.of("Conv");
    private static final Set<String> PRODUCTS = Set.of("Gemm", "MatMul");
    private static final Set<String> NORMS = Set.of("BatchNormalization");

    private final OnnxWeights file;
    private final Map<String, String> tensors = new LinkedHashMap<>();
    private final Map<String, Float> constants = new LinkedHashMap<>();
    private final Map<String, List<Long>> shapes = new LinkedHashMap<>();

    /**
     * Pairs layers.
     *
     * @throws ZooException if there are more or fewer of a kind, or the model counts the numbers of a map in another order
     */
    OrderedWeights(OnnxWeights file, Network network) {
        this.file = file;
        boolean flattens =
                network.nodes().stream().anyMatch(n -> n.op() instanceof Flatten && n.in().size() > n.in().channels());
        if (file.file().transposes() && flattens) {
            throw new ZooException(
                    file.name() + " exchanges axes, as models do that come from one with channels last, and"
                            + " the order in which it flattens a map cannot be known; save the weights from the program that made"
                            + " it");
        }
        List<OnnxFile.Use> convolutions = file.layers(CONVOLUTIONS);
        List<OnnxFile.Use> products = file.layers(PRODUCTS);
        List<OnnxFile.Use> norms = file.layers(NORMS);
        Map<Node, List<Node>> readers = network.consumers();
        List<Node> ours =
                network.nodes().stream().filter(n -> n.op() instanceof Conv).toList();
        check(network, "convolutions", convolutions.size(), ours.size());
        Map<Node, String> folded = new LinkedHashMap<>();
        for (int i = 0; i < ours.size(); i++) {
            Node node = ours.get(i);
            List<String> inputs = convolutions.get(i).inputs();
            put(node, Part.WEIGHT, inputs.get(1));
            boolean bias = inputs.size() > 2 && file.shapes().containsKey(inputs.get(2));
            Node next = readers.get(node).size() == 1 ? readers.get(node).get(0) : node;
            if (bias && next.op() instanceof BatchNorm && isFolded(file, network)) {
                folded.put(next, inputs.get(2));
                if (((Conv) node.op()).bias()) {
                    put(node, Part.BIAS, 0);
                }
            } else if (bias) {
                put(node, Part.BIAS, inputs.get(2));
            }
        }
        products(network, products);
        norms(network, norms, folded);
        used(convolutions, products, norms);
    }

    /** Whether a model has fewer batch normalisations than the network, as after folding them into convolutions. */
    static boolean isFolded(OnnxWeights file, Network network) {
        return file.layers(NORMS).size() < norms(network);
    }

    private static int norms(Network network) {
        return (int) network.nodes().stream()
                .filter(n -> n.op() instanceof BatchNorm)
                .count();
    }

    private void products(Network network, List<OnnxFile.Use> products) {
        List<Node> ours =
                network.nodes().stream().filter(n -> n.op() instanceof Dense).toList();
        check(network, "dense layers", products.size(), ours.size());
        for (int i = 0; i < ours.size(); i++) {
            List<String> inputs = products.get(i).inputs();
            put(ours.get(i), Part.WEIGHT, inputs.get(1));
            if (inputs.size() > 2) {
                put(ours.get(i), Part.BIAS, inputs.get(2));
            }
        }
    }

    private void norms(Network network, List<OnnxFile.Use> norms, Map<Node, String> folded) {
        check(
                network,
                "batch normalisations, " + folded.size() + " of them folded",
                norms.size() + folded.size(),
                norms(network));
        Iterator<OnnxFile.Use> next = norms.iterator();
        for (Node node : network.nodes()) {
            if (folded.containsKey(node)) {
                double epsilon = ((BatchNorm) node.op()).epsilon();
                put(node, Part.SCALE, 1);
                put(node, Part.SHIFT, folded.get(node));
                put(node, Part.MEAN, 0);
                put(node, Part.VARIANCE, 1 - epsilon);
            } else if (node.op() instanceof BatchNorm) {
                List<String> inputs = next.next().inputs();
                if (inputs.size() < 5) {
                    throw new ZooException("a batch normalisation of " + file.name() + " has not all of its parts");
                }
                put(node, Part.SCALE, inputs.get(1));
                put(node, Part.SHIFT, inputs.get(2));
                put(node, Part.MEAN, inputs.get(3));
                put(node, Part.VARIANCE, inputs.get(4));
            }
        }
    }

    private void check(Network network, String what, int found, int wanted) {
        if (found != wanted) {
            throw new ZooException(file.name() + " does not fit " + network.id() + ": it has " + found + " " + what
                    + ", and the network has " + wanted);
        }
    }

    private void put(Node node, Part part, String tensor) {
        String name = TensorLayout.TORCH.tensor(node.name(), part, false);
        if (file.shapes().containsKey(tensor)) {
            tensors.put(name, tensor);
            shapes.put(name, file.shapes().get(tensor));
        }
    }

    private void put(Node node, Part part, double value) {
        String name = TensorLayout.TORCH.tensor(node.name(), part, false);
        constants.put(name, (float) value);
        shapes.put(name, List.of((long) node.output().channels()));
    }

    /** Tensors that no layer reads keep their names, so that they are listed as surplus. */
    private void used(List<OnnxFile.Use> convolutions, List<OnnxFile.Use> products, List<OnnxFile.Use> norms) {
        file.shapes().forEach((tensor, shape) -> {
            boolean known = tensors.containsValue(tensor)
                    || Stream.of(convolutions, products, norms)
                            .flatMap(List::stream)
                            .anyMatch(u -> u.inputs().contains(tensor));
            if (!known) {
                tensors.put(tensor, tensor);
                shapes.put(tensor, shape);
            }
        });
    }

    @Override
    public String name() {
        return file.name();
    }

    @Override
    public Map<String, List<Long>> shapes() {
        return shapes;
    }

    @Override
    public void read(String tensor, long from, float[] to) {
        if (constants.containsKey(tensor)) {
            Arrays.fill(to, constants.get(tensor));
        } else {
            file.read(tensors.get(tensor), from, to);
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
