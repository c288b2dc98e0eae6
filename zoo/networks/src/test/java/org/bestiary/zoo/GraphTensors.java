package org.bestiary.zoo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bestiary.zoo.graph.Network;
import org.bestiary.zoo.graph.Node;
import org.bestiary.zoo.op.BatchNorm;
import org.bestiary.zoo.op.Conv;
import org.bestiary.zoo.op.Dense;
import org.bestiary.zoo.weights.TensorSource;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The parameters of a stock graph under its own vertex names, with torch's axes. */
final class GraphTensors implements TensorSource {
    private final Map<String, INDArray> tensors = new LinkedHashMap<>();

    GraphTensors(Network network, ComputationGraph stock) {
        for (Node node : network.inference().nodes()) {
            if (node.op() instanceof Conv conv) {
                weight(node, conv, stock);
            } else if (node.op() instanceof Dense) {
                put(node, "weight", parameter(stock, node.name(), "W").transpose());
                put(node, "bias", flat(parameter(stock, node.name(), "b")));
            } else if (node.op() instanceof BatchNorm) {
                put(node, "weight", flat(parameter(stock, node.name(), "gamma")));
                put(node, "bias", flat(parameter(stock, node.name(), "beta")));
                put(node, "running_mean", flat(parameter(stock, node.name(), "mean")));
                put(node, "running_var", flat(parameter(stock, node.name(), "var")));
            }
        }
    }

    private void weight(Node node, Conv conv, ComputationGraph stock) {
        if (conv.isDepthwise(node.input().output())) {
            INDArray w = parameter(stock, node.name(), "W").permute(2, 3, 0, 1).dup('c');
            put(node, "weight", w.reshape('c', conv.filters(), 1, conv.kernelHeight(), conv.kernelWidth()));
            return;
        }
        List<INDArray> weights = new ArrayList<>();
        List<INDArray> biases = new ArrayList<>();
        for (int g = 0; g < conv.groups(); g++) {
            String vertex = conv.groups() == 1 ? node.name() : node.name() + ".group" + g;
            weights.add(parameter(stock, vertex, "W"));
            if (conv.bias()) {
                biases.add(flat(parameter(stock, vertex, "b")));
            }
        }
        put(node, "weight", Nd4j.concat(0, weights.toArray(INDArray[]::new)));
        if (conv.bias()) {
            put(node, "bias", Nd4j.concat(0, biases.toArray(INDArray[]::new)));
        }
    }

    private static INDArray parameter(ComputationGraph stock, String vertex, String key) {
        return stock.getVertex(vertex).getLayer().getParam(key);
    }

    private static INDArray flat(INDArray row) {
        return row.reshape(row.length());
    }

    private void put(Node node, String word, INDArray values) {
        tensors.put(node.name() + "." + word, values.dup('c'));
    }

    @Override
    public String name() {
        return "stock graph";
    }

    @Override
    public Map<String, List<Long>> shapes() {
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        tensors.forEach(
                (name, t) -> shapes.put(name, Arrays.stream(t.shape()).boxed().toList()));
        return shapes;
    }

    @Override
    public void read(String tensor, long from, float[] to) {
        INDArray t = tensors.get(tensor);
        for (int i = 0; i < to.length; i++) {
            to[i] = t.data().getFloat(from + i);
        }
    }

    @Override
    public void close() {
        // nothing is open
    }
}
