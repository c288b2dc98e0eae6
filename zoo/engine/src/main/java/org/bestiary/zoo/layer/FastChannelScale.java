package org.bestiary.zoo.layer;

import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Feature maps [N, H, W, C] times factors [N, 1, 1, C]: the end of a squeeze-and-excitation block. */
public class FastChannelScale extends ChannelScaleVertex {

    private static final long serialVersionUID = 1L;

    @Override
    public org.deeplearning4j.nn.graph.vertex.GraphVertex instantiate(
            ComputationGraph graph, String name, int index, INDArray paramsView, boolean initialise, DataType type) {
        return new Running(graph, name, index, type);
    }

    @Override
    public InputType getOutputType(int index, InputType... types) {
        Checks.maps("scaling", types[0]);
        Checks.maps("scaling", types[1]);
        return super.getOutputType(index, types);
    }

    @Override
    public GraphVertex clone() {
        return new FastChannelScale();
    }

    @SuppressWarnings({"serial", "overrides"})
    private static final class Running extends FastVertex {

        Running(ComputationGraph graph, String name, int index, DataType type) {
            super(graph, name, index, type);
        }

        @Override
        public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
            if (!canDoForward()) {
                throw new IllegalStateException("vertex '" + vertexName + "': not all inputs are set");
            }
            INDArray x = prepareInput(0, workspaces);
            Checks.map(vertexName, x, 0);
            INDArray factors = prepareInput(1, workspaces);
            Checks.shape(vertexName, "factors", factors, x.size(0), 1, 1, x.size(3));
            INDArray y = FastPlainLayer.output(workspaces, x.shape());
            kernels.elementwise().scale(x, factors, y);
            return y;
        }

        @Override
        public Pair<Gradient, INDArray[]> doBackward(boolean truncated, LayerWorkspaceMgr workspaces) {
            INDArray dy = prepareGradient(workspaces);
            Checks.shape(vertexName, "a gradient", dy, inputs[0].shape());
            INDArray dx = FastPlainLayer.gradient(workspaces, inputs[0].shape());
            INDArray df = FastPlainLayer.gradient(workspaces, inputs[1].shape());
            kernels.elementwise().scaleBack(inputs[0], inputs[1], dy, dx, df);
            return new Pair<>(null, new INDArray[] {dx, df});
        }
    }
}
