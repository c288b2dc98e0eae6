package org.bestiary.zoo.weights;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bestiary.zoo.ZooException;
import org.bestiary.zoo.graph.Network;
import org.bestiary.zoo.graph.Node;
import org.bestiary.zoo.op.BatchNorm;
import org.bestiary.zoo.op.Conv;
import org.bestiary.zoo.op.Dense;
import org.bestiary.zoo.weights.TensorLayout.Part;
import org.bytedeco.javacpp.FloatPointer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The parameters of a DL4J graph of either engine under the names and with the axes of another library: what {@link
 * WeightLoader} puts into a graph, taken out of it. Nothing is copied before it is read.
 */
public final class GraphWeights implements TensorSource {
    /** One tensor: a view of parameters with its own axes, made when it is read. */
    private record Entry(List<Long> shape, Supplier<INDArray> view) {}

    private final Network network;
    private final ComputationGraph graph;
    private final WeightMap map;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /**
     * The parameters of a network.
     *
     * @param network what is taken of the graph, see {@link Network#inference()}
     * @param graph has the layers of the network, by the same names
     * @param map names and axes
     * @throws ZooException if the map has no name for one of the layers
     */
    public GraphWeights(Network network, ComputationGraph graph, WeightMap map) {
        this.network = network;
        this.graph = graph;
        this.map = map;
        for (Node node : network.nodes()) {
            if (node.op() instanceof Conv conv) {
                add(node, conv);
            } else if (node.op() instanceof Dense dense) {
                add(node, dense);
            } else if (node.op() instanceof BatchNorm norm) {
                add(node, norm);
            }
        }
    }

    /** The name of one of a layer's tensors. */
    public String tensor(Node node, Part part) {
        List<String> names = map.namesOf(node.name());
        if (names.isEmpty()) {
            throw new ZooException("no name is known for " + node.name() + " of " + network.id());
        }
        boolean depthwise = part == Part.WEIGHT && node.op() instanceof Conv conv && conv.isDepthwise(node.in());
        return map.layout().tensor(names.get(0), part, depthwise);
    }

    private void add(Node node, Part part, List<Long> shape, Supplier<INDArray> view) {
        entries.put(tensor(node, part), new Entry(shape, view));
    }

    private void add(Node node, Conv conv) {
        boolean torch = map.layout() == TensorLayout.TORCH;
        long filters = conv.filters();
        long inputs = node.in().channels() / conv.groups();
        long rows = conv.kernelHeight();
        long columns = conv.kernelWidth();
        if (conv.isDepthwise(node.in())) {
            long each = filters / conv.groups();
            List<Long> shape =
                    torch ? List.of(filters, 1L, rows, columns) : List.of(rows, columns, (long) conv.groups(), each);
            add(
                    node,
                    Part.WEIGHT,
                    shape,
                    () -> torch
                            ? parameter(node.name(), "W")
                                    .permute(2, 3, 0, 1)
                                    .dup('c')
                                    .reshape('c', filters, 1, rows, columns)
                            : parameter(node.name(), "W"));
        } else if (torch) {
            add(node, Part.WEIGHT, List.of(filters, inputs, rows, columns), () -> groups(node, conv, "W"));
        } else {
            add(
                    node,
                    Part.WEIGHT,
                    List.of(rows, columns, inputs, filters),
                    () -> groups(node, conv, "W").permute(2, 3, 1, 0));
        }
        if (conv.bias()) {
            add(node, Part.BIAS, List.of(filters), () -> groups(node, conv, "b"));
        }
    }

    /** Parameters of a convolution, which may be one vertex or, on stock layers, one per group. */
    private INDArray groups(Node node, Conv conv, String key) {
        List<INDArray> parts = new ArrayList<>();
        if (graph.getVertex(node.name()).hasLayer()) {
            parts.add(parameter(node.name(), key));
        } else {
            for (int g = 0; g < conv.groups(); g++) {
                parts.add(parameter(node.name() + ".group" + g, key));
            }
        }
        List<INDArray> shaped = parts.stream()
                .map(p -> key.equals("b") ? p.reshape(p.length()) : p)
                .toList();
        return shaped.size() == 1 ? shaped.get(0) : Nd4j.concat(0, shaped.toArray(INDArray[]::new));
    }

    private void add(Node node, Dense dense) {
        long inputs = node.in().channels();
        long units = dense.units();
        if (map.layout() == TensorLayout.TORCH) {
            add(
                    node,
                    Part.WEIGHT,
                    List.of(units, inputs),
                    () -> parameter(node.name(), "W").transpose());
        } else {
            add(node, Part.WEIGHT, List.of(inputs, units), () -> rowsFirst(node, inputs, units));
        }
        add(node, Part.BIAS, List.of(units), () -> vector(node, "b"));
    }

    /** Of a flattened map Keras counts rows, columns, channels, and our networks channels, rows, columns. */
    private INDArray rowsFirst(Node node, long inputs, long units) {
        INDArray weights = parameter(node.name(), "W");
        return ParameterWriter.flattened(node)
                .map(before -> weights.dup('c')
                        .reshape('c', before.channels(), before.height(), before.width(), units)
                        .permute(1, 2, 0, 3)
                        .dup('c')
                        .reshape('c', inputs, units))
                .orElse(weights);
    }

    private void add(Node node, BatchNorm norm) {
        List<Long> shape = List.of((long) node.output().channels());
        double other = norm.epsilon() - map.epsilon().orElse(norm.epsilon());
        add(node, Part.SCALE, shape, () -> vector(node, "gamma"));
        add(node, Part.SHIFT, shape, () -> vector(node, "beta"));
        add(node, Part.MEAN, shape, () -> vector(node, "mean"));
        add(
                node,
                Part.VARIANCE,
                shape,
                () -> other == 0 ? vector(node, "var") : vector(node, "var").add(other));
    }

    private INDArray vector(Node node, String key) {
        INDArray row = parameter(node.name(), key);
        return row.reshape(row.length());
    }

    private INDArray parameter(String vertex, String key) {
        return graph.getVertex(vertex).getLayer().getParam(key);
    }

    @Override
    public String name() {
        return network.id();
    }

    @Override
    public Map<String, List<Long>> shapes() {
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        entries.forEach((name, e) -> shapes.put(name, e.shape));
        return shapes;
    }

    @Override
    public void read(String tensor, long from, float[] to) {
        INDArray view = entries.get(tensor).view.get();
        if (view.rank() == 0 || from < 0 || from + to.length > view.length()) {
            throw new IndexOutOfBoundsException(
                    tensor + " has no numbers " + from + " to " + (from + to.length) + " in row-major order");
        }
        copy(view, from, to);
    }

    /** By hand: parts of large views of a view come out empty when ND4J cuts them. */
    private static void copy(INDArray view, long from, float[] to) {
        FloatPointer numbers = new FloatPointer(view.data().addressPointer());
        long[] shape = view.shape();
        long[] strides = view.stride();
        int last = shape.length - 1;
        long row = shape[last];
        for (int at = 0; at < to.length; ) {
            long column = (from + at) % row;
            long begin = column * strides[last];
            long rest = (from + at) / row;
            for (int axis = last - 1; axis >= 0; axis--) {
                begin += rest % shape[axis] * strides[axis];
                rest /= shape[axis];
            }
            int count = (int) Math.min(row - column, to.length - at);
            for (int i = 0; i < count; i++) {
                to[at + i] = numbers.get(begin + i * strides[last]);
            }
            at += count;
        }
        Reference.reachabilityFence(view);
    }

    @Override
    public void close() {
        // the graph is the caller's
    }
}
