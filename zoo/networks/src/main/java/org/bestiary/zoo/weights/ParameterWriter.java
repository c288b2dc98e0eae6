package org.bestiary.zoo.weights;

import java.util.Optional;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.ZooException;
import org.bestiary.zoo.graph.Node;
import org.bestiary.zoo.op.BatchNorm;
import org.bestiary.zoo.op.Conv;
import org.bestiary.zoo.op.Dense;
import org.bestiary.zoo.op.Dropout;
import org.bestiary.zoo.op.Flatten;
import org.bestiary.zoo.weights.WeightLoader.Placement;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Writes tensors into the parameters of a DL4J graph: convolution W [out, in / groups, rows, columns], depthwise W [rows,
 * columns, in, multiplier], dense W [in, out] with the input in the order channel, row, column, batch normalisation gamma,
 * beta, mean and var [1, channels]. A grouped convolution may be one vertex or, on stock layers, one per group.
 */
final class ParameterWriter {
    /** Numbers read at once, so that the largest dense layers need no second copy in memory. */
    private static final int CHUNK = 4_000_000;

    private final TensorSource source;
    private final TensorLayout layout;
    private final ComputationGraph graph;

    ParameterWriter(TensorSource source, TensorLayout layout, ComputationGraph graph) {
        this.source = source;
        this.layout = layout;
        this.graph = graph;
    }

    void write(Placement p) {
        Node node = p.node();
        switch (p.part()) {
            case WEIGHT -> {
                if (node.op() instanceof Dense dense) {
                    dense(p, dense);
                } else if (p.depthwise()) {
                    depthwise(p, (Conv) node.op());
                } else {
                    convolution(p, (Conv) node.op());
                }
            }
            case BIAS -> bias(p);
            case SCALE -> vector(p, "gamma");
            case SHIFT -> vector(p, "beta");
            case MEAN -> vector(p, "mean");
            case VARIANCE -> vector(p, "var");
        }
    }

    private float[] read(Placement p) {
        return finite(p, source.read(p.tensor()));
    }

    private void read(Placement p, long from, float[] into) {
        source.read(p.tensor(), from, into);
        finite(p, into);
    }

    /** A network that cuts its scores off, as ReLU6 does, would answer as if nothing were wrong. */
    private static float[] finite(Placement p, float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new ZooException("weights must be finite numbers, but the tensor '" + p.tensor() + "' has "
                        + value + " among them; fetch the file again, or train it with a smaller learning rate");
            }
        }
        return values;
    }

    private INDArray parameter(String vertex, String key) {
        return graph.getVertex(vertex).getLayer().getParam(key);
    }

    private void vector(Placement p, String key) {
        INDArray to = parameter(p.node().name(), key);
        INDArray values = Nd4j.createFromArray(read(p)).addi(p.added());
        to.assign(values.reshape(to.shape()));
    }

    private void bias(Placement p) {
        INDArray values = Nd4j.createFromArray(read(p));
        if (p.node().op() instanceof BatchNorm) {
            INDArray mean = parameter(p.node().name(), "mean");
            mean.subi(values.reshape(mean.shape()));
            return;
        }
        eachGroup(p.node(), values.length(), (vertex, from, to) -> {
            INDArray bias = parameter(vertex, "b");
            bias.assign(values.get(NDArrayIndex.interval(from, to)).reshape(bias.shape()));
        });
    }

    private void convolution(Placement p, Conv conv) {
        long inputs = p.node().input().output().channels() / conv.groups();
        long filter = inputs * conv.kernelHeight() * conv.kernelWidth();
        if (layout == TensorLayout.KERAS) {
            INDArray all = Nd4j.create(
                            read(p), new long[] {conv.kernelHeight(), conv.kernelWidth(), inputs, conv.filters()}, 'c')
                    .permute(3, 2, 0, 1);
            eachGroup(
                    p.node(),
                    conv.filters(),
                    (vertex, from, to) -> parameter(vertex, "W").assign(all.get(NDArrayIndex.interval(from, to))));
            return;
        }
        eachGroup(p.node(), conv.filters(), (vertex, from, to) -> {
            float[] values = new float[(int) ((to - from) * filter)];
            read(p, from * filter, values);
            INDArray weights = parameter(vertex, "W");
            weights.assign(Nd4j.create(values, weights.shape(), 'c'));
        });
    }

    private interface Group {
        void write(String vertex, long from, long to);
    }

    /** Calls back with each vertex of a convolution and the filters that it has. */
    private void eachGroup(Node node, long filters, Group group) {
        GraphVertex whole = graph.getVertex(node.name());
        if (whole.hasLayer()) {
            group.write(node.name(), 0, filters);
            return;
        }
        int groups = ((Conv) node.op()).groups();
        long each = filters / groups;
        for (int g = 0; g < groups; g++) {
            group.write(node.name() + ".group" + g, g * each, (g + 1) * each);
        }
    }

    private void depthwise(Placement p, Conv conv) {
        INDArray to = parameter(p.node().name(), "W");
        float[] values = read(p);
        if (layout == TensorLayout.KERAS) {
            to.assign(Nd4j.create(values, to.shape(), 'c'));
            return;
        }
        int channels = p.node().input().output().channels();
        long[] torch = {channels, conv.filters() / channels, conv.kernelHeight(), conv.kernelWidth()};
        to.assign(Nd4j.create(values, torch, 'c').permute(2, 3, 0, 1));
    }

    private void dense(Placement p, Dense dense) {
        INDArray to = parameter(p.node().name(), "W");
        int inputs = p.node().input().output().channels();
        if (layout == TensorLayout.KERAS) {
            to.assign(kerasDense(p, inputs, dense.units()));
            return;
        }
        int rows = Math.max(1, CHUNK / inputs);
        for (int from = 0; from < dense.units(); from += rows) {
            int end = Math.min(dense.units(), from + rows);
            float[] values = new float[(end - from) * inputs];
            read(p, (long) from * inputs, values);
            to.get(NDArrayIndex.all(), NDArrayIndex.interval(from, end))
                    .assign(Nd4j.create(values, new long[] {end - from, inputs}, 'c')
                            .transpose());
        }
    }

    /** After a flattened map Keras counts rows, columns, channels, and our networks channels, rows, columns. */
    private INDArray kerasDense(Placement p, int inputs, int units) {
        float[] values = read(p);
        return flattened(p.node())
                .map(map -> Nd4j.create(values, new long[] {map.height(), map.width(), map.channels(), units}, 'c')
                        .permute(2, 0, 1, 3)
                        .dup('c')
                        .reshape('c', inputs, units))
                .orElseGet(() -> Nd4j.create(values, new long[] {inputs, units}, 'c'));
    }

    /** The shape of the map that a dense layer reads flattened; empty if it reads none. */
    static Optional<Shape> flattened(Node dense) {
        Node before = dense.input();
        while (before.op() instanceof Dropout) {
            before = before.input();
        }
        return before.op() instanceof Flatten ? Optional.of(before.input().output()) : Optional.empty();
    }
}
