package org.bestiary.experiments.transfer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.graph.LayerNames;
import org.bestiary.zoo.graph.Network;
import org.bestiary.zoo.graph.Node;
import org.bestiary.zoo.op.Add;
import org.bestiary.zoo.op.BatchNorm;
import org.bestiary.zoo.op.Conv;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How a larger network takes over from a smaller one of its family. Layers of the same name and size keep what they have
 * learnt; new ones begin as near to the identity as they can: a convolution that keeps its channels passes each one on, a
 * residual branch is scaled by 0. Where both hold for all new layers, the larger network begins as the same function.
 */
public final class Growth {
    private Growth() {}

    /**
     * What became of the layers.
     *
     * @param carried took over parameters
     * @param identity new ones that pass on what they get
     * @param random new ones with weights drawn at random
     */
    public record Result(List<String> carried, List<String> identity, List<String> random) {
        /** One line for people. */
        public String text() {
            return carried.size() + " layers carried over, " + identity.size() + " new ones near the identity, "
                    + random.size() + " at random";
        }
    }

    /**
     * Carries parameters over.
     *
     * @param from the smaller network, trained
     * @param to the larger one, with its first weights
     * @param network what {@code to} was built from
     */
    public static Result carry(ComputationGraph from, ComputationGraph to, Network network) {
        List<String> carried = new ArrayList<>();
        Set<String> fresh = new HashSet<>();
        List<String> layers = new LayerNames(network).all();
        for (String layer : layers) {
            if (copies(from, to, layer)) {
                carried.add(layer);
            } else {
                fresh.add(layer);
            }
        }
        Set<String> branches = endings(network, fresh);
        List<String> identity = new ArrayList<>();
        List<String> random = new ArrayList<>();
        for (String layer : layers) {
            if (fresh.contains(layer)) {
                (begin(network.node(layer), to, branches) ? identity : random).add(layer);
            }
        }
        return new Result(List.copyOf(carried), List.copyOf(identity), List.copyOf(random));
    }

    private static boolean copies(ComputationGraph from, ComputationGraph to, String layer) {
        if (!from.getConfiguration().getVertices().containsKey(layer)) {
            return false;
        }
        Map<String, INDArray> target = to.getVertex(layer).paramTable(false);
        Map<String, INDArray> source = from.getVertex(layer).paramTable(false);
        boolean fits = target != null
                && source != null
                && target.keySet().equals(source.keySet())
                && target.entrySet().stream()
                        .allMatch(e -> source.get(e.getKey()).equalShapes(e.getValue()));
        if (fits) {
            target.forEach((name, values) -> values.assign(source.get(name)));
        }
        return fits;
    }

    /** New normalisations that end a residual branch. */
    private static Set<String> endings(Network network, Set<String> fresh) {
        Set<String> endings = new HashSet<>();
        for (Node node : network.nodes()) {
            if (node.op() instanceof Add) {
                node.inputs().stream()
                        .filter(i -> i.op() instanceof BatchNorm && fresh.contains(i.name()))
                        .findFirst()
                        .ifPresent(i -> endings.add(i.name()));
            }
        }
        return endings;
    }

    /** Makes a new layer as near to the identity as it can be; false if it stays at random. */
    private static boolean begin(Node node, ComputationGraph to, Set<String> branches) {
        if (branches.contains(node.name())) {
            to.getVertex(node.name()).paramTable(false).get("gamma").assign(0);
            return true;
        }
        if (node.op() instanceof Conv conv && passesOn(conv, node.input().output()) && !inBranch(node, branches)) {
            Map<String, INDArray> parameters = to.getVertex(node.name()).paramTable(false);
            INDArray weights = parameters.get("W");
            weights.assign(0);
            for (int c = 0; c < conv.filters(); c++) {
                weights.putScalar(new int[] {c, c, conv.kernelHeight() / 2, conv.kernelWidth() / 2}, 1);
            }
            if (parameters.containsKey("b")) {
                parameters.get("b").assign(0);
            }
            return true;
        }
        return node.op() instanceof BatchNorm;
    }

    /** A branch that is scaled by 0 needs weights at random inside, or it would not learn features of its own. */
    private static boolean inBranch(Node node, Set<String> branches) {
        int dot = node.name().lastIndexOf('.');
        String block = dot < 0 ? "" : node.name().substring(0, dot + 1);
        return branches.stream().anyMatch(b -> !block.isEmpty() && b.startsWith(block));
    }

    private static boolean passesOn(Conv conv, Shape in) {
        return conv.groups() == 1
                && conv.stride() == 1
                && conv.filters() == in.channels()
                && conv.kernelHeight() % 2 == 1
                && conv.kernelWidth() % 2 == 1
                && conv.output(in).equals(in);
    }
}
