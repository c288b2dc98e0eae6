package org.bestiary.experiments.explain;

import java.util.List;
import java.util.Optional;
import org.bestiary.common.NearestNames;
import org.bestiary.zoo.ZooException;
import org.bestiary.zoo.analysis.Analysis;
import org.bestiary.zoo.analysis.LayerReport;
import org.bestiary.zoo.graph.LayerSet;
import org.bestiary.zoo.graph.Network;
import org.bestiary.zoo.graph.Node;
import org.bestiary.zoo.op.AdaptiveAveragePool;
import org.bestiary.zoo.op.Conv;
import org.bestiary.zoo.op.Dense;
import org.bestiary.zoo.op.Dropout;
import org.bestiary.zoo.op.Input;
import org.bestiary.zoo.op.LocalResponseNorm;
import org.bestiary.zoo.op.Op;
import org.bestiary.zoo.op.Pool;

/** The layers of a network by name. */
public final class Layers {
    private final Network built;
    private final List<Node> nodes;
    private final LayerSet set;
    private final Analysis analysis;

    /**
     * @param built what the DL4J graph was built from
     * @param set whose layers it has
     */
    Layers(Network built, LayerSet set) {
        Network inference = built.inference();
        this.built = built;
        this.set = set;
        this.nodes = inference.nodes().stream()
                .filter(n -> !(n.op() instanceof Input))
                .toList();
        this.analysis = Analysis.of(inference);
    }

    /** Names of all layers, in the order in which they are computed. */
    public List<String> names() {
        return nodes.stream().map(Node::name).toList();
    }

    /**
     * The layer of this name.
     *
     * @throws ZooException if there is none; names the nearest
     */
    public Layer find(String name) {
        return nodes.stream()
                .filter(n -> n.name().equals(name))
                .findFirst()
                .map(this::layer)
                .orElseThrow(() ->
                        new ZooException(built.id() + " has no layer '" + name + "'" + NearestNames.hint(name, names())
                                + (NearestNames.of(name, names()).isEmpty()
                                        ? "; 'describe " + built.id() + "' lists all"
                                        : "")));
    }

    /**
     * The feature map of this name.
     *
     * @throws ZooException if there is none, or it is a vector
     */
    public Layer findMap(String name) {
        Layer layer = find(name);
        if (!layer.isMap()) {
            throw new ZooException("a layer to be drawn must be a feature map, but " + name + " of " + built.id()
                    + " is a vector of " + layer.output()
                    + lastMap().map(l -> "; the last map is " + l.name()).orElse("; this network has no maps"));
        }
        return layer;
    }

    /** The last feature map before anything that only pools, drops or normalises: what Grad-CAM looks at. */
    public Optional<Layer> lastMap() {
        Node last = null;
        for (Node n : nodes) {
            last = n.output().vector() ? last : n;
        }
        while (last != null && summarises(last.op()) && !(last.input().op() instanceof Input)) {
            last = last.input();
        }
        return Optional.ofNullable(last).map(this::layer);
    }

    private static boolean summarises(Op op) {
        return op instanceof Pool
                || op instanceof AdaptiveAveragePool
                || op instanceof Dropout
                || op instanceof LocalResponseNorm;
    }

    /** What the classifier reads. */
    public Layer penultimate() {
        Node logits = built.logits();
        Node input = logits.input();
        return layer(input.op() instanceof Input ? logits : input);
    }

    /** The first layer with weights: a convolution, or a dense layer. */
    public Node firstWeights() {
        return nodes.stream()
                .filter(n -> n.op() instanceof Conv || n.op() instanceof Dense)
                .findFirst()
                .orElseThrow(() -> new ZooException(built.id() + " has no weights to draw"));
    }

    private Layer layer(Node node) {
        String vertex = set.vertexOf(built, node);
        Node shown = node;
        for (Node n : nodes) {
            shown = set.vertexOf(built, n).equals(vertex) ? n : shown;
        }
        String name = shown.name();
        LayerReport report = analysis.layers().stream()
                .filter(l -> l.name().equals(name))
                .findFirst()
                .orElseThrow();
        return new Layer(node.name(), report, vertex);
    }
}
