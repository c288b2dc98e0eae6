package org.bestiary.zoo.layer;

import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Forward to a vertex and back to the image, with the gradients of all parameters on the way: what ComputationGraph does not
 * offer. Works on graphs of any layers with one input; nothing is updated, and the graph is left without inputs. To look
 * into a network in evaluation mode use {@link Inspection}.
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

    private InputGradients() {}

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
            ComputationGraph graph, INDArray image, String vertex, boolean training, Inspection.Objective objective) {
        GraphVertex last = graph.getVertex(vertex);
        if (last == null) {
            throw new IllegalArgumentException("the vertex must be one of the network's, got '" + vertex + "'");
        }
        try (GraphWalk walk = new GraphWalk(graph, training, true)) {
            INDArray output = walk.forward(image, last, (name, y) -> {});
            String input = graph.getConfiguration().getNetworkInputs().get(0);
            GraphWalk.Back back = walk.back(last, objective.gradient(output), Set.of(input), false);
            return new Result(GraphWalk.keep(output), back.outputs().get(input), back.parameters());
        }
    }
}
