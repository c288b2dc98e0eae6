package org.bestiary.zoo.graph;

import org.bestiary.zoo.op.Init;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.weights.WeightInit;

/** Our {@link Init} as DL4J's settings. */
final class Initialisers {
    private Initialisers() {}

    /** Sets the start of weights and biases on a layer's builder, and returns the builder. */
    static <T extends BaseLayer.Builder<T>> T apply(Init init, T layer) {
        switch (init.kind()) {
            case HE -> layer.weightInit(WeightInit.RELU);
            case XAVIER -> layer.weightInit(WeightInit.XAVIER);
            case GAUSSIAN -> layer.weightInit(new NormalDistribution(0, init.deviation()));
        }
        return layer.biasInit(init.bias());
    }
}
