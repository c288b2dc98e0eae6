package org.bestiary.zoo.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.graph.Node;
import org.bestiary.zoo.op.OpKind;

/** A box of the picture: one operation with the normalisations and activations around it. */
final class Box {
    private final List<Node> nodes = new ArrayList<>();
    private final List<Box> inputs = new ArrayList<>();
    private final String group;
    private int repeats = 1;
    private Shape lastOutput;

    Box(String group) {
        this.group = group;
    }

    /** Its operations in the order of computation. */
    List<Node> nodes() {
        return nodes;
    }

    /** The boxes whose output it reads. */
    List<Box> inputs() {
        return inputs;
    }

    /** The block it belongs to, {@code stage1.block2}; empty outside of blocks. */
    String group() {
        return group;
    }

    /** What it hands on; of a block drawn once for several, what the last of them hands on. */
    Shape output() {
        return lastOutput == null ? nodes.get(nodes.size() - 1).output() : lastOutput;
    }

    /** How often its block stands in a row, where equal blocks are drawn once. */
    int repeats() {
        return repeats;
    }

    /** Draws this box for one that is equal, in the next block, as well. */
    void standFor(Box next) {
        repeats++;
        lastOutput = next.output();
    }

    OpKind kind() {
        return nodes.stream()
                .map(n -> n.op().kind())
                .filter(k -> k != OpKind.POINTWISE)
                .findFirst()
                .orElse(OpKind.POINTWISE);
    }

    /** "conv 3x3/2, 64". */
    String title() {
        return main().stream().map(Labels::of).collect(Collectors.joining(" "));
    }

    /** "bn, relu" of what comes along, with the operation in its place where something comes before; empty if nothing does. */
    String subtitle() {
        List<Node> main = main();
        boolean before = !main.contains(nodes.get(0));
        return nodes.stream()
                .filter(n -> before || !main.contains(n))
                .map(n -> main.contains(n) ? "conv" : Labels.of(n).replace("batch norm", "bn"))
                .collect(Collectors.joining(", "));
    }

    private List<Node> main() {
        List<Node> main =
                nodes.stream().filter(n -> n.op().kind() != OpKind.POINTWISE).toList();
        return main.isEmpty() ? List.of(nodes.get(0)) : main;
    }
}
