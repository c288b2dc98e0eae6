package org.bestiary.zoo.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.op.Init;
import org.bestiary.zoo.op.Loss;

/**
 * A network as plain data: its operations in an order in which they can be computed.
 *
 * @param id the architecture
 * @param input shape of one image
 * @param classes number of classes
 * @param nodes every operation, inputs before those who read them
 * @param outputs the loss nodes, the main one first, auxiliary ones after it; the logits in a network for inference
 * @param init how weights start where an operation does not say
 */
public record Network(String id, Shape input, int classes, List<Node> nodes, List<Node> outputs, Init init) {
    public Network {
        nodes = List.copyOf(nodes);
        outputs = List.copyOf(outputs);
    }

    /**
     * The node of this name.
     *
     * @throws NoSuchElementException if there is none
     */
    public Node node(String name) {
        return nodes.stream()
                .filter(n -> n.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException(id + " has no node '" + name + "'"));
    }

    /** The scores before softmax or sigmoid: what the main loss reads. */
    public Node logits() {
        Node main = outputs.get(0);
        return main.op() instanceof Loss ? main.input() : main;
    }

    /**
     * The layer that has the classifier's parameters: the last convolution or dense layer before the scores. Mostly it makes
     * the scores itself; networks without dense layers average its maps afterwards.
     */
    public Node classifier() {
        Node node = logits();
        while (!node.op().kind().isWeightLayer()) {
            node = node.input();
        }
        return node;
    }

    /** The part that predictions need: it ends with the logits, and auxiliary classifiers and losses are gone. */
    public Network inference() {
        Set<Node> needed = new HashSet<>();
        Deque<Node> open = new ArrayDeque<>(List.of(logits()));
        while (!open.isEmpty()) {
            Node node = open.pop();
            if (needed.add(node)) {
                open.addAll(node.inputs());
            }
        }
        return new Network(
                id, input, classes, nodes.stream().filter(needed::contains).toList(), List.of(logits()), init);
    }

    /** For every node those that read it, in order. */
    public Map<Node, List<Node>> consumers() {
        Map<Node, List<Node>> consumers = new LinkedHashMap<>();
        nodes.forEach(n -> consumers.put(n, new ArrayList<>()));
        nodes.forEach(n -> n.inputs().forEach(i -> consumers.get(i).add(n)));
        return consumers;
    }
}
