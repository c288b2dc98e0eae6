package org.bestiary.zoo.analysis;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bestiary.zoo.ZooException;
import org.bestiary.zoo.graph.Network;
import org.bestiary.zoo.graph.Node;

/**
 * Bytes that the feature maps of a batch take, at 4 bytes a number. Activation functions, dropout and losses are taken to work
 * in place and flattening to be free, as good implementations have it; working memory of the layers and weights come on top.
 *
 * @param trainingBytes all maps at once, the image included: the backward pass reads them again
 * @param inferenceBytes the most that is alive at one time when each map goes as soon as nobody needs it
 */
public record ActivationMemory(long trainingBytes, long inferenceBytes) {

    static ActivationMemory of(Network network, int batch) {
        if (batch < 1) {
            throw new ZooException("a batch must have at least one image, but got " + batch);
        }
        Map<Node, List<Node>> consumers = network.consumers();
        Map<Node, Integer> waiting = new HashMap<>();
        consumers.forEach((node, readers) -> waiting.put(node, readers.size()));
        long all = 0;
        long alive = 0;
        long most = 0;
        for (Node node : network.nodes()) {
            if (!node.op().worksInPlace()) {
                alive += bytes(node, batch);
                all += bytes(node, batch);
            }
            most = Math.max(most, alive);
            for (Node input : node.inputs()) {
                if (waiting.merge(input, -1, Integer::sum) == 0 && !handsOn(input, consumers)) {
                    alive -= bytes(input, batch);
                }
            }
        }
        return new ActivationMemory(all, most);
    }

    private static long bytes(Node node, int batch) {
        return Math.multiplyExact(node.output().size() * Float.BYTES, (long) batch);
    }

    /** Whether a map lives on as the output of the operation that works on it in place. */
    private static boolean handsOn(Node node, Map<Node, List<Node>> consumers) {
        List<Node> readers = consumers.get(node);
        return readers.get(readers.size() - 1).op().worksInPlace();
    }
}
