package org.bestiary.zoo.graph;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.bestiary.common.NearestNames;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.ZooException;
import org.bestiary.zoo.op.Activate;
import org.bestiary.zoo.op.Activation;
import org.bestiary.zoo.op.Dense;
import org.bestiary.zoo.op.Dropout;
import org.bestiary.zoo.op.Flatten;
import org.bestiary.zoo.op.GlobalAveragePool;
import org.bestiary.zoo.op.Init;
import org.bestiary.zoo.op.Input;
import org.bestiary.zoo.op.Loss;
import org.bestiary.zoo.op.Op;

/**
 * New last layers for a network: dense layers with ReLU (and dropout), then one score per class. Everything behind the node
 * that it is put on is left out, auxiliary classifiers too. Its layers are called {@code head.dense1 ... head.logits}.
 *
 * @param at name of the last node that is kept; empty for what the network's own classifier reads, averaged over rows and
 *     columns where that is a map and the network averages its scores
 * @param dense lengths of the hidden layers
 * @param dropout share dropped after each hidden layer, or before the scores where there is none; 0 for none
 * @param outputs number of scores; one is a yes or no with sigmoid, several are classes with softmax
 */
public record Head(String at, List<Integer> dense, double dropout, int outputs) {
    /** What the names of its layers begin with. */
    public static final String PREFIX = "head.";

    public Head {
        Objects.requireNonNull(at, "at");
        dense = List.copyOf(dense);
        if (outputs < 1) {
            throw new ZooException("a head must have at least one output, but got " + outputs);
        }
    }

    /**
     * The network with this head.
     *
     * @throws ZooException if it has no such node, or nothing of it would be left
     */
    public Network on(Network network) {
        Network base = base(network);
        List<Node> nodes = new ArrayList<>(base.nodes());
        Node x = base.outputs().get(0);
        if (!x.output().vector()) {
            x = add(
                    nodes,
                    "flatten",
                    new Flatten(),
                    Shape.vector(Math.toIntExact(x.output().size())),
                    x);
        }
        for (int i = 1; i <= dense.size(); i++) {
            int units = dense.get(i - 1);
            x = add(nodes, "dense" + i, new Dense(units, Init.he()), Shape.vector(units), x);
            x = add(nodes, "relu" + i, new Activate(Activation.RELU), x.output(), x);
            x = dropout(nodes, "dropout" + i, x);
        }
        x = dense.isEmpty() ? dropout(nodes, "dropout", x) : x;
        x = add(nodes, "logits", new Dense(outputs, Init.xavier()), Shape.vector(outputs), x);
        Node loss = new Node("output", new Loss(outputs == 1, 1), List.of(x), x.output());
        nodes.add(loss);
        return new Network(network.id(), network.input(), outputs, nodes, List.of(loss), network.init());
    }

    /**
     * What of the network is kept; its output are the features that the head reads.
     *
     * @throws ZooException if it has no such node, or nothing of it would be left
     */
    public Network base(Network network) {
        Node last = at.isEmpty() ? network.classifier().input() : find(network);
        if (last.op() instanceof Loss || last.op() instanceof Input) {
            throw new ZooException("a head goes on a layer between image and output, but got '" + last.name() + "' of "
                    + network.id() + "; leave 'at' out to replace the last layer");
        }
        List<Node> kept = new ArrayList<>(below(network, last));
        if (at.isEmpty() && !last.output().vector() && averagesScores(network)) {
            last = add(
                    kept,
                    "pool",
                    new GlobalAveragePool(),
                    Shape.vector(last.output().channels()),
                    last);
        }
        return new Network(network.id(), network.input(), network.classes(), kept, List.of(last), network.init());
    }

    /** Whether the maps of the classifier become scores by their means. */
    private static boolean averagesScores(Network network) {
        Node node = network.logits();
        while (node != network.classifier()) {
            if (node.op() instanceof GlobalAveragePool) {
                return true;
            }
            node = node.input();
        }
        return false;
    }

    /**
     * The layers above the base by themselves: a network that reads the base's features as a map of 1 x 1.
     *
     * @param network with a head
     * @param base what the head was put on, see {@link #base}
     */
    public static Network alone(Network network, Network base) {
        Node last = base.outputs().get(0);
        int length = Math.toIntExact(last.output().size());
        Node input = new Node("input", new Input(), List.of(), Shape.map(length, 1, 1));
        Node vector = new Node(PREFIX + "flatten", new Flatten(), List.of(input), Shape.vector(length));
        Map<String, Node> copies = new LinkedHashMap<>();
        copies.put(last.name(), vector);
        copies.put(vector.name(), vector);
        List<Node> nodes = new ArrayList<>(List.of(input, vector));
        for (Node node : network.nodes()) {
            if (node.inputs().size() == 1 && copies.containsKey(node.input().name())) {
                Node copy = copies.computeIfAbsent(
                        node.name(),
                        name -> new Node(
                                name, node.op(), List.of(copies.get(node.input().name())), node.output()));
                if (!nodes.contains(copy)) {
                    nodes.add(copy);
                }
            }
        }
        Node loss = nodes.get(nodes.size() - 1);
        return new Network(network.id(), input.output(), network.classes(), nodes, List.of(loss), network.init());
    }

    private Node find(Network network) {
        return network.nodes().stream()
                .filter(n -> n.name().equals(at))
                .findFirst()
                .orElseThrow(() -> new ZooException(network.id() + " has no layer '" + at + "'"
                        + NearestNames.hint(
                                at, network.nodes().stream().map(Node::name).toList())));
    }

    private Node dropout(List<Node> nodes, String name, Node x) {
        return dropout == 0 ? x : add(nodes, name, new Dropout(dropout), x.output(), x);
    }

    private static Node add(List<Node> nodes, String name, Op op, Shape output, Node input) {
        Node node = new Node(PREFIX + name, op, List.of(input), output);
        nodes.add(node);
        return node;
    }

    /** The nodes that one depends on, and itself, in the network's order. */
    private static List<Node> below(Network network, Node last) {
        Set<Node> needed = new HashSet<>(Set.of(last));
        List<Node> order = network.nodes();
        for (int i = order.size() - 1; i >= 0; i--) {
            if (needed.contains(order.get(i))) {
                needed.addAll(order.get(i).inputs());
            }
        }
        return order.stream().filter(needed::contains).toList();
    }
}
