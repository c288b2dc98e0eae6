package org.bestiary.zoo.weights;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.ZooException;
import org.bestiary.zoo.graph.Network;
import org.bestiary.zoo.graph.Node;
import org.bestiary.zoo.op.BatchNorm;
import org.bestiary.zoo.op.Conv;
import org.bestiary.zoo.op.Dense;
import org.bestiary.zoo.weights.TensorLayout.Part;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Puts the tensors of a file into a DL4J graph. Every tensor must find its place and every place its tensor; what does not
 * fit is listed by name, and nothing is written.
 */
public final class WeightLoader {
    private static final int MOST_NAMED = 4;

    private final TensorSource source;
    private final Map<String, List<Long>> shapes;
    private final WeightMap map;
    private final Network network;
    private final Map<Node, List<Node>> consumers;

    private final List<Placement> placements = new ArrayList<>();
    private final List<Placement> folds = new ArrayList<>();
    private final Set<String> used = new HashSet<>();
    private final List<String> missing = new ArrayList<>();
    private final List<String> misshapen = new ArrayList<>();

    private WeightLoader(TensorSource source, WeightMap map, Network network) {
        this.source = source;
        this.shapes = source.shapes();
        this.map = map;
        this.network = network;
        this.consumers = network.consumers();
    }

    /**
     * Loads all weights of a network.
     *
     * @param source the tensors
     * @param map their names
     * @param network the network
     * @param graph built from that network by either engine; its parameters are overwritten
     * @throws ZooException if tensors are missing, surplus or misshapen; the graph is then unchanged
     */
    public static void load(TensorSource source, WeightMap map, Network network, ComputationGraph graph) {
        WeightLoader loader = new WeightLoader(source, map, network);
        loader.plan();
        loader.refuseMisfits();
        loader.write(graph);
    }

    /**
     * Loads the weights of a part of a network, such as all but its last layers. The file may have those of the rest.
     *
     * @param source the tensors
     * @param map their names
     * @param part the layers that are loaded
     * @param whole the network that the part was taken from
     * @param graph has the layers of the part, by the same names; of either engine
     * @throws ZooException if tensors are missing, misshapen, or of no layer of the network; the graph is then unchanged
     */
    public static void loadPart(
            TensorSource source, WeightMap map, Network part, Network whole, ComputationGraph graph) {
        WeightLoader rest = new WeightLoader(source, map, whole);
        rest.plan();
        WeightLoader loader = new WeightLoader(source, map, part);
        loader.plan();
        loader.used.addAll(rest.used);
        loader.refuseMisfits();
        loader.write(graph);
    }

    private void write(ComputationGraph graph) {
        ParameterWriter writer = new ParameterWriter(source, map.layout(), graph);
        placements.forEach(writer::write);
        // Only now are the running means there to take a bias from.
        folds.forEach(writer::write);
    }

    private void plan() {
        for (Node node : network.nodes()) {
            if (node.op() instanceof Conv conv) {
                plan(node, conv);
            } else if (node.op() instanceof Dense dense) {
                plan(node, dense);
            } else if (node.op() instanceof BatchNorm norm) {
                plan(node, norm);
            }
        }
    }

    private void plan(Node node, Conv conv) {
        Shape in = node.input().output();
        boolean depthwise = conv.isDepthwise(in);
        long inputs = in.channels() / conv.groups();
        List<Long> shape;
        if (map.layout() == TensorLayout.TORCH) {
            shape = shape(conv.filters(), inputs, conv.kernelHeight(), conv.kernelWidth());
        } else if (depthwise) {
            shape = shape(conv.kernelHeight(), conv.kernelWidth(), in.channels(), conv.filters() / conv.groups());
        } else {
            shape = shape(conv.kernelHeight(), conv.kernelWidth(), inputs, conv.filters());
        }
        place(node, Part.WEIGHT, depthwise, List.of(shape));
        if (conv.bias()) {
            place(node, Part.BIAS, depthwise, List.of(shape(conv.filters())));
        } else {
            foldBias(node, conv);
        }
    }

    /** A bias before a batch normalisation, which our networks leave out, only shifts its running mean. */
    private void foldBias(Node node, Conv conv) {
        List<Node> readers = consumers.get(node);
        String bias = name(node, Part.BIAS, false);
        if (bias != null
                && shapes.containsKey(bias)
                && shapes.get(bias).equals(shape(conv.filters()))
                && readers.size() == 1
                && readers.get(0).op() instanceof BatchNorm) {
            used.add(bias);
            folds.add(new Placement(readers.get(0), Part.BIAS, bias, false, 0));
        }
    }

    private void plan(Node node, Dense dense) {
        long inputs = node.input().output().channels();
        // MobileNet's classifier is stored as a 1x1 convolution.
        List<List<Long>> allowed = map.layout() == TensorLayout.TORCH
                ? List.of(shape(dense.units(), inputs))
                : List.of(shape(inputs, dense.units()), shape(1, 1, inputs, dense.units()));
        place(node, Part.WEIGHT, false, allowed);
        place(node, Part.BIAS, false, List.of(shape(dense.units())));
    }

    private void plan(Node node, BatchNorm norm) {
        List<List<Long>> channels = List.of(shape(node.output().channels()));
        place(node, Part.SCALE, false, channels);
        place(node, Part.SHIFT, false, channels);
        place(node, Part.MEAN, false, channels);
        place(node, Part.VARIANCE, false, channels, map.epsilon().orElse(norm.epsilon()) - norm.epsilon());
    }

    private void place(Node node, Part part, boolean depthwise, List<List<Long>> allowed) {
        place(node, part, depthwise, allowed, 0);
    }

    private void place(Node node, Part part, boolean depthwise, List<List<Long>> allowed, double added) {
        String tensor = name(node, part, depthwise);
        if (tensor == null) {
            missing.add("(no name is known for " + node.name() + ")");
        } else if (!shapes.containsKey(tensor)) {
            missing.add(tensor);
        } else if (!allowed.contains(shapes.get(tensor))) {
            used.add(tensor);
            misshapen.add(tensor + " " + shapes.get(tensor) + " where " + node.name() + " needs " + allowed.get(0));
        } else {
            used.add(tensor);
            placements.add(new Placement(node, part, tensor, depthwise, added));
        }
    }

    /** The first of the names for this tensor that the source has, or the first of all; null if there is none. */
    private String name(Node node, Part part, boolean depthwise) {
        List<String> names = map.namesOf(node.name()).stream()
                .map(n -> map.layout().tensor(n, part, depthwise))
                .toList();
        return names.stream().filter(shapes::containsKey).findFirst().orElse(names.isEmpty() ? null : names.get(0));
    }

    private void refuseMisfits() {
        List<String> surplus = shapes.keySet().stream()
                .filter(t -> !used.contains(t) && !map.ignores(t))
                .toList();
        List<String> reasons = new ArrayList<>();
        describe(reasons, "missing", missing);
        describe(reasons, "surplus", surplus);
        describe(reasons, "misshapen", misshapen);
        if (!reasons.isEmpty()) {
            throw new ZooException(source.name() + " does not fit " + network.id() + " for " + network.input() + " and "
                    + network.classes() + " classes: " + String.join("; ", reasons));
        }
    }

    private static void describe(List<String> reasons, String word, Collection<String> names) {
        if (!names.isEmpty()) {
            String shown = String.join(", ", names.stream().limit(MOST_NAMED).toList());
            reasons.add(names.size() + " " + word + " (" + shown + (names.size() > MOST_NAMED ? ", ..." : "") + ")");
        }
    }

    private static List<Long> shape(long... sizes) {
        List<Long> shape = new ArrayList<>();
        for (long s : sizes) {
            shape.add(s);
        }
        return shape;
    }

    /**
     * One tensor and where it goes.
     *
     * @param node the layer
     * @param part which of its parameters; {@link Part#BIAS} of a normalisation is a bias to take from its mean
     * @param tensor name in the source
     * @param depthwise whether it is the weight of a depthwise convolution
     * @param added what is added to every number
     */
    record Placement(Node node, Part part, String tensor, boolean depthwise, double added) {}
}
