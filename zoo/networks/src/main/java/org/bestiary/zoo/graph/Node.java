package org.bestiary.zoo.graph;

import java.util.List;
import java.util.Objects;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.op.Costs;
import org.bestiary.zoo.op.Op;
import org.bestiary.zoo.op.ReceptiveField;

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

    /** Shape of one example of its first input; its own where it has none. */
    public Shape in() {
        return inputs.isEmpty() ? output : input().output();
    }

    /** What a layer table calls it: "conv 3x3/2 pad 1". */
    public String words() {
        return op.words(in());
    }

    /**
     * Parameters and multiply-adds for one image.
     *
     * @throws ArithmeticException if a count does not fit into 64 bits
     */
    public Costs costs() {
        return op.costs(in(), output);
    }

    /**
     * What part of the image one number of its output sees.
     *
     * @param before what one number of its inputs sees, the widest of them
     * @throws ArithmeticException if it does not fit into 64 bits
     */
    public ReceptiveField field(ReceptiveField before) {
        return op.field(before, in());
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
