package org.bestiary.zoo.layer;

import org.bestiary.zoo.kernel.Act;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.nd4j.linalg.activations.impl.ActivationReLU;

/** Which vertices have a ReLU as the last thing that they compute, whatever else they compute with it. */
final class Relu {

    private Relu() {}

    static boolean ends(GraphVertex vertex) {
        if (vertex instanceof FastAddVertex sum) {
            return sum.endsInRelu();
        }
        return vertex.hasLayer() && ends(vertex.getLayer());
    }

    private static boolean ends(Layer layer) {
        if (layer.conf().getLayer() instanceof FastActivation activation) {
            return activation.getAct() == Act.RELU;
        }
        if (layer.conf().getLayer() instanceof FastBatchNorm norm) {
            return norm.isRelu();
        }
        // DL4J's own batch normalisation has an activation function and ignores it.
        return layer.conf().getLayer() instanceof BaseLayer conf
                        && !(conf instanceof BatchNormalization)
                        && conf.getActivationFn() instanceof ActivationReLU
                || layer.conf().getLayer() instanceof ActivationLayer activation
                        && activation.getActivationFn() instanceof ActivationReLU;
    }
}
