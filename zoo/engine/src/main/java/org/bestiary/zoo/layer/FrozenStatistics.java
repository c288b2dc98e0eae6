package org.bestiary.zoo.layer;

import java.util.function.Predicate;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;

/**
 * Which batch normalisations of a network compute with their running statistics even in training. A network that is frozen
 * but for its last layers then computes the same features in training as it does afterwards, whatever is in the batch.
 */
public final class FrozenStatistics {
    private FrozenStatistics() {}

    /**
     * Sets it for every batch normalisation of a network. Nothing of it is saved with the network.
     *
     * @param network initialised, of either layer set
     * @param frozen which vertices compute with running statistics; the others are as usual
     */
    public static void set(ComputationGraph network, Predicate<String> frozen) {
        for (GraphVertex vertex : network.getVertices()) {
            if (!vertex.hasLayer()) {
                continue;
            }
            boolean wanted = frozen.test(vertex.getVertexName());
            Layer layer = vertex.getLayer();
            if (layer instanceof FastBatchNormLayer fast) {
                fast.useRunningStatistics(wanted);
            } else if (layer instanceof BatchNormalization stock && wanted != stock instanceof FrozenStockNorm) {
                BatchNormalization other = wanted
                        ? new FrozenStockNorm(stock.conf(), stock.params().dataType())
                        : new BatchNormalization(stock.conf(), stock.params().dataType());
                ((LayerVertex) vertex).setLayer(FrozenStockNorm.inPlaceOf(stock, other));
            }
        }
    }
}
