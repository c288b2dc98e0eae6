package org.bestiary.zoo.layer;

import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Carries a stock network's weights over where one convolution is one vertex per group there. */
final class GroupedWeights {

    private GroupedWeights() {}

    static void copy(ComputationGraph stock, ComputationGraph fast, String grouped) {
        for (String key : fast.paramTable().keySet()) {
            INDArray value = stock.paramTable().get(key);
            if (value == null) {
                List<INDArray> parts = new java.util.ArrayList<>();
                String kind = key.substring(grouped.length());
                for (int g = 0; stock.paramTable().containsKey(grouped + ".group" + g + kind); g++) {
                    parts.add(stock.getParam(grouped + ".group" + g + kind));
                }
                value = Nd4j.concat(kind.equals("_b") ? parts.get(0).rank() - 1 : 0, parts.toArray(INDArray[]::new));
            }
            fast.getParam(key).assign(value.reshape(fast.getParam(key).shape()));
        }
    }
}
