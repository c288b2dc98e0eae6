package org.bestiary.zoo.layer;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Forward to a vertex and back to the image: what saliency maps need and ComputationGraph does not offer. Works on graphs of
 * any layers with one input; nothing is updated, and the graph is left without inputs.
 */
public final class InputGradients {

    /**
     * What came out.
     *
     * @param output the vertex's output
     * @param inputGradient gradient with respect to the image, in the image's layout
     * @param parameterGradients gradients by DL4J's parameter name ({@code vertex_W}), summed over the batch
     */
    public record Result(INDArray output, INDArray inputGradient, Map<String, INDArray> parameterGradients) {}

    /** Gives the gradient of an objective with respect to the vertex's output. */
    public interface Objective {
        /** The gradient for this output, of its shape. */
        INDArray gradient(INDArray output);
    }

    private final ComputationGraph graph;
    private final GraphVertex[] vertices;
    private final int[] order;
    private final LayerWorkspaceMgr none = LayerWorkspaceMgr.noWorkspaces();

    private InputGradients(ComputationGraph graph) {
        this.graph = graph;
        this.vertices = graph.getVertices();
        this.order = graph.topologicalSortOrder();
    }

    /**
     * Runs a network forward to a vertex, then back.
     *
     * @param graph an initialised network with one input
     * @param image the batch, in the network's layout
     * @param vertex where to stop, usually the logits
     * @param training whether layers behave as in training
     * @param objective what to differentiate
     * @throws IllegalArgumentException if there is no such vertex
     */
    public static Result of(
            ComputationGraph graph, INDArray image, String vertex, boolean training, Objective objective) {
        GraphVertex last = graph.getVertex(vertex);
        if (last == null) {
            throw new IllegalArgumentException("the vertex must be one of the network's, got '" + vertex + "'");
        }
        return new InputGradients(graph).run(image, last, training, objective);
    }

    private Result run(INDArray image, GraphVertex last, boolean training, Objective objective) {
        graph.initGradientsView();
        graph.setInputs(image); // preprocessors ask the graph for the batch size
        wantInputGradient(true);
        try {
            INDArray output = forward(image, last, training);
            Map<String, INDArray> parameters = new LinkedHashMap<>();
            INDArray gradient = back(last, objective.gradient(output), parameters);
            return new Result(output.dup('c'), gradient, parameters);
        } finally {
            wantInputGradient(false);
            graph.clear();
        }
    }

    private void wantInputGradient(boolean wanted) {
        for (GraphVertex v : vertices) {
            if (v.hasLayer() && v.getLayer() instanceof FastConvolutionLayer convolution) {
                convolution.forceInputGradient(wanted);
            }
        }
    }

    private INDArray forward(INDArray image, GraphVertex last, boolean training) {
        for (int index : order) {
            GraphVertex v = vertices[index];
            INDArray y = v.isInputVertex() ? image : v.doForward(training, none);
            if (v == last) {
                return y;
            }
            for (VertexIndices to : v.getOutputVertices()) {
                vertices[to.getVertexIndex()].setInput(to.getVertexEdgeNumber(), y, none);
            }
        }
        throw new IllegalStateException("the vertex is not in the network's order");
    }

    private INDArray back(GraphVertex last, INDArray gradient, Map<String, INDArray> parameters) {
        Map<Integer, INDArray> pending = new HashMap<>();
        pending.put(last.getVertexIndex(), gradient);
        INDArray atInput = null;
        for (int i = order.length - 1; i >= 0; i--) {
            GraphVertex v = vertices[order[i]];
            INDArray dy = pending.remove(order[i]);
            if (dy == null) {
                continue;
            }
            if (v.isInputVertex()) {
                atInput = dy;
                continue;
            }
            v.setEpsilon(dy);
            Pair<Gradient, INDArray[]> result = v.doBackward(false, none);
            keep(v, result.getFirst(), parameters);
            VertexIndices[] from = v.getInputVertices();
            for (int k = 0; k < from.length; k++) {
                // Not in place: a sum may have handed one array to several of its inputs.
                pending.merge(from[k].getVertexIndex(), result.getSecond()[k], INDArray::add);
            }
        }
        return atInput;
    }

    private static void keep(GraphVertex v, Gradient gradient, Map<String, INDArray> parameters) {
        if (gradient != null) {
            gradient.gradientForVariable()
                    .forEach((key, value) -> parameters.put(v.getVertexName() + "_" + key, value.dup()));
        }
    }
}
