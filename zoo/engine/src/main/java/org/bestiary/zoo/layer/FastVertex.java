package org.bestiary.zoo.layer;

import java.util.Arrays;
import org.bestiary.zoo.kernel.Kernels;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What the running vertices of several inputs have in common. */
@SuppressWarnings({"serial", "overrides"})
abstract class FastVertex extends BaseGraphVertex {

    /** What computes. */
    protected final Kernels kernels = KernelChoice.kernels();

    FastVertex(ComputationGraph graph, String name, int index, DataType type) {
        super(graph, name, index, null, null, type);
        Checks.networkType(name, type);
    }

    /** Checks one input and makes it contiguous. */
    INDArray prepareInput(int number, LayerWorkspaceMgr workspaces) {
        Checks.floats(vertexName, inputs[number]);
        if (!Checks.contiguous(inputs[number])) {
            inputs[number] = workspaces.dup(ArrayType.ACTIVATIONS, inputs[number], 'c');
        }
        return inputs[number];
    }

    INDArray prepareGradient(LayerWorkspaceMgr workspaces) {
        if (!canDoBackward()) {
            throw new IllegalStateException("vertex '" + vertexName + "': no gradient from above has been set");
        }
        return FastParamLayer.prepareGradient(epsilon, workspaces);
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
    public void setBackpropGradientsViewArray(INDArray view) {
        if (view != null) {
            throw new IllegalArgumentException("vertex '" + vertexName + "' has no parameters");
        }
    }

    @Override
    public Pair<INDArray, MaskState> feedForwardMaskArrays(INDArray[] masks, MaskState state, int batch) {
        return new Pair<>(masks == null || masks.length == 0 ? null : masks[0], state);
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + "(name=" + vertexName + ",inputs=" + Arrays.toString(inputVertices) + ")";
    }
}
