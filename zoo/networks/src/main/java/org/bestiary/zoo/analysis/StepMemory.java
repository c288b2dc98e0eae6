package org.bestiary.zoo.analysis;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.graph.Engine;
import org.bestiary.zoo.graph.LayerSet;
import org.bestiary.zoo.graph.Network;
import org.bestiary.zoo.graph.Node;
import org.bestiary.zoo.op.Kept;
import org.bestiary.zoo.op.OpKind;

/**
 * Bytes that the workspaces of a training step grow to.
 *
 * @param activations what the forward pass keeps for the backward pass
 * @param gradients gradients of activations: DL4J's small workspaces, each as large as its largest use
 * @param working what one vertex needs while it computes: the largest of all
 * @param vertices vertices of the graph
 */
record StepMemory(long activations, long gradients, long working, int vertices) {

    /** Column matrices that DL4J's own convolution holds at a time in its backward pass: measured. */
    private static final int STOCK_COLUMNS = 3;

    static StepMemory of(Network network, Engine engine, int batch) {
        return new Counting(network, engine, batch).all();
    }

    /** A network as its vertices. */
    private static final class Counting {
        private final Engine engine;
        private final long batch;
        private final List<Node> vertices = new ArrayList<>();
        private final Map<String, Integer> position = new HashMap<>();
        private final Map<Node, String> names;
        private final Set<Node> activated = new HashSet<>();

        Counting(Network network, Engine engine, int batch) {
            this.engine = engine;
            this.batch = batch;
            this.names = LayerSet.of(engine).vertices(network);
            for (Node node : network.nodes()) {
                if (names.get(node).equals(node.name())) {
                    position.put(node.name(), vertices.size());
                    vertices.add(node);
                } else {
                    activated.add(node.input()); // computed along with it
                }
            }
        }

        StepMemory all() {
            long kept = vertices.stream().mapToLong(this::kept).sum();
            long working = vertices.stream().mapToLong(this::working).max().orElse(0);
            return new StepMemory(kept, gradientWorkspaces(), working, vertices.size());
        }

        private long bytes(Node node) {
            return Math.multiplyExact(node.output().size() * Float.BYTES, batch);
        }

        /** What the forward pass of a vertex leaves behind. */
        private long kept(Node node) {
            Kept kept = node.op().kept();
            int each =
                    engine == Engine.STOCK ? kept.stock() : activated.contains(node) ? kept.activated() : kept.fast();
            return Math.multiplyExact(node.output().size() * each, batch);
        }

        private long working(Node node) {
            long columns = node.op().columns(node.in(), node.output());
            if (engine == Engine.STOCK && columns > 0) {
                return STOCK_COLUMNS * columns * Float.BYTES * batch;
            }
            return activated.contains(node) || engine == Engine.STOCK ? bytes(node) : 0;
        }

        /** Gradients that a vertex sends to its inputs; a convolution sends none to the image. */
        private long sent(Node node) {
            if (node.op().kind() == OpKind.CONVOLUTION && node.input().op().kind() == OpKind.INPUT) {
                return 0;
            }
            List<Shape> inputs = node.inputs().stream().map(Node::output).toList();
            return Math.multiplyExact(node.op().sent(inputs) * Float.BYTES, batch);
        }

        /**
         * Walks backward as DL4J does: the gradients that a vertex sends lie in one small workspace, which is free again when
         * the last of the vertex' inputs has had its turn; the one freed last is taken first.
         */
        private long gradientWorkspaces() {
            List<Long> sizes = new ArrayList<>();
            Deque<Integer> free = new ArrayDeque<>();
            List<List<Integer>> freedAfter = new ArrayList<>();
            vertices.forEach(v -> freedAfter.add(new ArrayList<>()));
            for (int i = vertices.size() - 1; i >= 0; i--) {
                Node node = vertices.get(i);
                if (node.op().kind() != OpKind.INPUT) {
                    if (free.isEmpty()) {
                        free.push(sizes.size());
                        sizes.add(0L);
                    }
                    int workspace = free.pop();
                    sizes.set(workspace, Math.max(sizes.get(workspace), sent(node)));
                    int last = node.inputs().stream()
                            .mapToInt(in -> position.get(names.get(in)))
                            .min()
                            .orElse(0);
                    freedAfter.get(last).add(workspace);
                }
                freedAfter.get(i).forEach(free::push);
            }
            return sizes.stream().mapToLong(Long::longValue).sum();
        }
    }
}
