package org.bestiary.zoo.graph;

import java.util.List;
import java.util.Objects;
import org.bestiary.zoo.Shape;

/**
 * One operation of a network.
 *
 * @param name the vertex name, {@code stage3.block2.conv1}: weight files hang on it, so it never changes once released
 * @param op what it does
 * @param inputs the nodes that it reads, in order
 * @param output shape of one example of its output
 */
public record Node(String name, Op op, List<Node> inputs, Shape output) {
    public Node {
        Objects.requireNonNull(op, "op");
        inputs = List.copyOf(inputs);
    }

    /** The first (for most operations only) input. */
    public Node input() {
        return inputs.get(0);
    }

    /** Name and shape; the inputs would print the whole network. */
    @Override
    public String toString() {
        return name + " " + output;
    }

    /** Nodes are compared as places in a network, not by value: two equal convolutions are still two. */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
