package org.bestiary.zoo.plot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bestiary.zoo.graph.Network;
import org.bestiary.zoo.graph.Node;
import org.bestiary.zoo.op.OpKind;

/** Makes the boxes of a network: joins operations, then draws equal blocks that follow each other only once. */
final class Boxes {
    private final Network network;
    private final Map<Node, List<Node>> consumers;
    private final Map<Node, Box> boxOf = new HashMap<>();
    private final List<Box> boxes = new ArrayList<>();

    private Boxes(Network network) {
        this.network = network;
        this.consumers = network.consumers();
    }

    /** The boxes, inputs before those who read them. */
    static List<Box> of(Network network) {
        Boxes b = new Boxes(network);
        b.join();
        return b.collapse();
    }

    /**
     * A box takes in normalisations and activations that nobody else reads, before its operation and after it.
     */
    private void join() {
        for (Node node : network.nodes()) {
            Box box = joinable(node) ? boxOf.get(node.input()) : null;
            if (box == null) {
                box = new Box(group(node.name()));
                boxes.add(box);
                for (Node input : node.inputs()) {
                    box.inputs().add(boxOf.get(input));
                }
            }
            box.nodes().add(node);
            boxOf.put(node, box);
        }
    }

    private boolean joinable(Node node) {
        if (node.inputs().size() != 1
                || consumers.get(node.input()).size() != 1
                || node.input().op().kind() == OpKind.INPUT) {
            return false;
        }
        Box before = boxOf.get(node.input());
        boolean sameBlock =
                group(node.name()).equals(before.group()) || before.group().isEmpty();
        boolean firstOperation = before.kind() == OpKind.POINTWISE && node.op().kind() == OpKind.CONVOLUTION;
        return sameBlock && (node.op().kind() == OpKind.POINTWISE || firstOperation);
    }

    /**
     * {@code stage1.block2} of {@code stage1.block2.shortcut.conv}, {@code 3a} of {@code 3a.concat}, {@code block4} of {@code
     * block4.se.fc1}: the second word belongs to it where it is a word with a number.
     */
    static String group(String name) {
        String[] parts = name.split("\\.");
        if (parts.length == 1) {
            return "";
        }
        boolean numbered = parts.length > 2 && parts[1].matches("[a-z]+[0-9]+");
        return numbered ? parts[0] + "." + parts[1] : parts[0];
    }

    private List<Box> collapse() {
        Map<String, List<Box>> groups = new LinkedHashMap<>();
        for (Box box : boxes) {
            String key = box.group().isEmpty() ? "." + box.nodes().get(0).name() : box.group();
            groups.computeIfAbsent(key, k -> new ArrayList<>()).add(box);
        }
        List<List<Box>> kept = new ArrayList<>();
        Map<Box, Box> standsFor = new HashMap<>();
        String signature = "";
        for (List<Box> group : groups.values()) {
            String own = group.get(0).group().isEmpty() ? "" : signature(group);
            if (!own.isEmpty() && own.equals(signature)) {
                List<Box> before = kept.get(kept.size() - 1);
                for (int i = 0; i < group.size(); i++) {
                    standsFor.put(group.get(i), before.get(i));
                    before.get(i).standFor(group.get(i));
                }
            } else {
                kept.add(group);
            }
            signature = own;
        }
        List<Box> all = new ArrayList<>();
        for (List<Box> group : kept) {
            for (Box box : group) {
                LinkedHashSet<Box> inputs = new LinkedHashSet<>();
                box.inputs().forEach(i -> inputs.add(standsFor.getOrDefault(i, i)));
                box.inputs().clear();
                box.inputs().addAll(inputs);
                all.add(box);
            }
        }
        all.sort(Comparator.comparingInt(boxes::indexOf)); // whatever a box reads stands before it
        return all;
    }

    /** What a block does and how its boxes hang together, whatever its channels of input. */
    private static String signature(List<Box> group) {
        return group.stream()
                .map(b -> b.title() + "/" + b.subtitle()
                        + b.inputs().stream().map(group::indexOf).toList()
                        + b.output().height())
                .collect(Collectors.joining(";"));
    }
}
