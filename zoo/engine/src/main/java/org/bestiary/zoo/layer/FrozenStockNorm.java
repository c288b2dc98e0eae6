package org.bestiary.zoo.layer;

import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * DL4J's batch normalisation as a scale and a shift by its running statistics, in training too. DL4J's own layer takes the
 * statistics of the batch in training, and differentiates that formula whichever it used.
 */
@SuppressWarnings("serial") // takes the place of a running layer, and is never saved
final class FrozenStockNorm extends BatchNormalization {

    FrozenStockNorm(NeuralNetConfiguration conf, DataType type) {
        super(conf, type);
    }

    /** Gives {@code other} the parameters, gradients and place of {@code layer}. */
    static BatchNormalization inPlaceOf(BatchNormalization layer, BatchNormalization other) {
        other.setIndex(layer.getIndex());
        other.setListeners(layer.getListeners());
        other.setParamsViewArray(layer.params());
        other.setParamTable(layer.paramTable());
        if (layer.getGradientsViewArray() != null) {
            other.setBackpropGradientsViewArray(layer.getGradientsViewArray());
        }
        return other;
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        return super.activate(false, workspaces);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        Gradient gradient = new DefaultGradient();
        for (Map.Entry<String, INDArray> view : gradientViews.entrySet()) {
            view.getValue().assign(0);
            gradient.setGradientFor(view.getKey(), view.getValue());
        }
        INDArray dx = StockGradients.normalisation(this, epsilon);
        return new Pair<>(gradient, workspaces.dup(ArrayType.ACTIVATION_GRAD, dx));
    }
}
