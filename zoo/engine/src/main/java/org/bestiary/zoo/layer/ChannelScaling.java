package org.bestiary.zoo.layer;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A running {@link ChannelScaleVertex}, in plain ND4J. */
@SuppressWarnings({"serial", "overrides"})
final class ChannelScaling extends BaseGraphVertex {

    ChannelScaling(ComputationGraph graph, String name, int index, DataType dataType) {
        super(graph, name, index, null, null, dataType);
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
        INDArray map = inputs[0];
        INDArray out = workspaces.createUninitialized(ArrayType.ACTIVATIONS, map.dataType(), map.shape(), 'c');
        return map.mul(inputs[1], out);
    }

    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaces) {
        INDArray map = inputs[0];
        INDArray factors = inputs[1];
        INDArray ofMap = workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, map.dataType(), map.shape(), 'c');
        epsilon.mul(factors, ofMap);
        INDArray ofFactors =
                workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, map.dataType(), factors.shape(), 'c');
        ofFactors.assign(epsilon.mul(map).sum(true, spatial(map, factors)));
        return new Pair<>(null, new INDArray[] {ofMap, ofFactors});
    }

    /** Rows and columns: the two axes before the last where the channels are last, else the last two. */
    private static int[] spatial(INDArray map, INDArray factors) {
        return factors.size(1) == map.size(1) && factors.size(2) == 1 && factors.size(3) == 1
                ? new int[] {2, 3}
                : new int[] {1, 2};
    }

    @Override
    public boolean hasLayer() {
        return false;
    }

    @Override
    public Layer getLayer() {
        return null;
    }

    @Override
    public void setBackpropGradientsViewArray(INDArray gradients) {
        if (gradients != null) {
            throw new IllegalStateException("a scaling has no parameters");
        }
    }

    @Override
    public Pair<INDArray, MaskState> feedForwardMaskArrays(INDArray[] masks, MaskState state, int batch) {
        return masks == null || masks.length == 0 ? null : new Pair<>(masks[0], state);
    }

    @Override
    public String toString() {
        return "ChannelScale(" + getVertexName() + ")";
    }
}
