package org.bestiary.zoo.layer;

import org.bestiary.zoo.kernel.Act;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A running sum. */
@SuppressWarnings({"serial", "overrides"})
final class FastAddVertex extends FastVertex {

    private final boolean relu;
    private INDArray output;
    private Boolean sharing;

    FastAddVertex(ComputationGraph graph, String name, int index, boolean relu, DataType type) {
        super(graph, name, index, type);
        this.relu = relu;
    }

    boolean endsInRelu() {
        return relu;
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
        if (!canDoForward()) {
            throw new IllegalStateException("vertex '" + vertexName + "': not all inputs are set");
        }
        INDArray first = prepareInput(0, workspaces);
        INDArray y = FastPlainLayer.output(workspaces, first.shape());
        for (int i = 1; i < inputs.length; i++) {
            Checks.shape(vertexName, "an input", inputs[i], first.shape());
            kernels.elementwise()
                    .add(i == 1 ? first : y, prepareInput(i, workspaces), relu && i == inputs.length - 1, y);
        }
        output = y;
        return y;
    }

    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean truncated, LayerWorkspaceMgr workspaces) {
        INDArray dy = prepareGradient(workspaces);
        INDArray[] gradients = new INDArray[inputs.length];
        gradients[0] = FastPlainLayer.gradient(workspaces, dy.shape());
        if (relu) {
            kernels.elementwise().activateBack(Act.RELU, output, dy, gradients[0]);
        } else {
            gradients[0].assign(dy);
        }
        for (int i = 1; i < inputs.length; i++) {
            gradients[i] = sharing() ? gradients[0] : workspaces.dup(ArrayType.ACTIVATION_GRAD, gradients[0], 'c');
        }
        return new Pair<>(null, gradients);
    }

    private boolean sharing() {
        if (sharing == null) {
            sharing = canShare();
        }
        return sharing;
    }

    /**
     * Whether all inputs may be given the same gradient array. The graph adds what an input's other readers send it into the
     * array that came first, in place; that must not happen while another input has still to read it. It is safe if every
     * other input has its turn, in the backward order, before such a reader.
     */
    private boolean canShare() {
        int[] order = graph.topologicalSortOrder();
        int[] position = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            position[order[i]] = i;
        }
        GraphVertex[] vertices = graph.getVertices();
        for (VertexIndices in : inputVertices) {
            GraphVertex input = vertices[in.getVertexIndex()];
            if (!leavesGradientAlone(input)) {
                return false;
            }
            for (VertexIndices reader : input.getOutputVertices()) {
                int turn = position[reader.getVertexIndex()];
                if (turn < position[vertexIndex] && someInputAfter(turn, in.getVertexIndex(), position)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean someInputAfter(int turn, int except, int[] position) {
        for (VertexIndices in : inputVertices) {
            if (in.getVertexIndex() != except && position[in.getVertexIndex()] < turn) {
                return true;
            }
        }
        return false;
    }

    /** DL4J's own layers may write into the gradient that they are given. */
    private static boolean leavesGradientAlone(GraphVertex vertex) {
        return vertex.isInputVertex()
                || vertex instanceof FastVertex
                || vertex.hasLayer()
                        && (vertex.getLayer() instanceof FastParamLayer || vertex.getLayer() instanceof FastPlainLayer);
    }

    @Override
    public void clear() {
        super.clear();
        output = null;
    }
}
