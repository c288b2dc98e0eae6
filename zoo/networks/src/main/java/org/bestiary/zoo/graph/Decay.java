package org.bestiary.zoo.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bestiary.zoo.ZooException;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;

/**
 * Weight decay.
 *
 * @param rate the coefficient, from 0 (none) to below 1
 * @param kind where it acts
 * @param biasesAndNorms whether it also acts on biases and on the gamma and beta of batch normalisation; otherwise on the
 *     weights of convolution and dense layers only. Never on running statistics
 */
public record Decay(double rate, Kind kind, boolean biasesAndNorms) {

    /** Where weight decay acts. */
    public enum Kind {
        /**
         * Added to the gradient before the optimiser: L2 regularisation, torch's {@code weight_decay} of SGD, RMSprop and
         * Adam.
         */
        COUPLED,
        /**
         * Learning rate times decay times parameter is subtracted beside the optimiser's step, as AdamW and torch's SGDW
         * do. I. Loshchilov, F. Hutter, Decoupled weight decay regularization, 2019,
         * <a href="https://arxiv.org/abs/1711.05101">arXiv:1711.05101</a>; as in torch the learning rate includes its
         * base value, which the paper keeps apart.
         */
        DECOUPLED
    }

    /** No weight decay. */
    public static final Decay NONE = new Decay(0, Kind.COUPLED, false);

    public Decay {
        Objects.requireNonNull(kind, "kind");
        if (!(rate >= 0 && rate < 1)) {
            throw new ZooException("weight decay must be from 0 to below 1, but got " + rate);
        }
    }

    /** Decay of weights, added to the gradient. */
    public static Decay coupled(double rate) {
        return new Decay(rate, Kind.COUPLED, false);
    }

    /** Decay of weights, beside the optimiser's step. */
    public static Decay decoupled(double rate) {
        return new Decay(rate, Kind.DECOUPLED, false);
    }

    /** The same decay on biases and batch normalisation's gamma and beta too. */
    public Decay withBiasesAndNorms() {
        return new Decay(rate, kind, true);
    }

    /**
     * Tells every layer of a configuration. DL4J's own builder adds {@code weightDecay} to each layer twice, and so
     * subtracts it twice. It keeps what is for biases in a list of its own, which our normalisations read too.
     */
    void configure(ComputationGraphConfiguration configuration) {
        if (rate == 0) {
            return;
        }
        for (GraphVertex vertex : configuration.getVertices().values()) {
            if (vertex instanceof LayerVertex layered && layered.getLayerConf().getLayer() instanceof BaseLayer layer) {
                layer.setRegularization(new ArrayList<>(List.of(regularization())));
                if (biasesAndNorms) {
                    layer.setRegularizationBias(new ArrayList<>(List.of(regularization())));
                }
            }
        }
    }

    private Regularization regularization() {
        return kind == Kind.COUPLED ? new L2Regularization(rate) : new WeightDecay(rate, true);
    }
}
