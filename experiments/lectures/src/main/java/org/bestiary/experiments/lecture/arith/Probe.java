package org.bestiary.experiments.lecture.arith;

import java.util.List;
import org.bestiary.zoo.Architecture;
import org.bestiary.zoo.BuildOptions;
import org.bestiary.zoo.ModelCard;
import org.bestiary.zoo.Paper;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.graph.GraphScope;
import org.bestiary.zoo.graph.Network;
import org.bestiary.zoo.graph.Node;

/**
 * A few layers between an image and nothing: what one computes to learn about layers, not a network of the zoo.
 *
 * @param input shape of one image
 * @param body adds the layers and returns the last
 */
public record Probe(Shape input, Body body) implements Architecture {
    private static final String TAIL = "tail";
    private static final Paper ARITHMETIC = new Paper(
            "A guide to convolution arithmetic for deep learning",
            "Dumoulin, Visin",
            2016,
            "https://arxiv.org/abs/1603.07285");

    /** Adds layers to a graph. */
    @FunctionalInterface
    public interface Body {
        /** Adds the layers behind {@code x} and returns the last. */
        Node add(GraphScope g, Node x);
    }

    @Override
    public String id() {
        return "chain";
    }

    @Override
    public ModelCard card() {
        return new ModelCard(
                "Chain of layers", "Chain", ARITHMETIC, "Nothing.", "Layer arithmetic.", input, 1, 1, "He", List.of());
    }

    /** The layers, and a yes-or-no output behind them, without which DL4J has no network. */
    @Override
    public void define(GraphScope g) {
        Node x = body.add(g, g.input());
        GraphScope tail = g.in(TAIL);
        if (!x.output().vector()) {
            x = tail.globalAveragePool("pool", x);
        }
        g.classify(tail.dense("logits", x, g.classes()));
    }

    /** The layers alone. */
    public Network layers() {
        return layers(network(BuildOptions.defaults()));
    }

    /** A probe's network without what {@link #define} has put behind the layers. */
    public static Network layers(Network whole) {
        List<Node> nodes = whole.nodes().stream()
                .filter(n -> !n.name().startsWith(TAIL + ".") && !n.name().equals("output"))
                .toList();
        return new Network(
                whole.id(), whole.input(), whole.classes(), nodes, List.of(nodes.get(nodes.size() - 1)), whole.init());
    }
}
