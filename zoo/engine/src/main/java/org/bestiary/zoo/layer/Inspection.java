package org.bestiary.zoo.layer;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Looks into a network in evaluation mode: activations on the way to a vertex, and gradients of an objective with respect to
 * them and to the image. Right for graphs of fast layers and of DL4J's own, whose gradients are put right where they are
 * wrong. No gradients of parameters are computed where that can be left out. One thread at a time.
 *
 * <pre>{@code
 * Inspection.Seen seen = Inspection.of(net, "logits").gradientsAt("stage3.block3.add").run(images, y -> oneHot);
 * }</pre>
 */
public final class Inspection {

    /** Gives the gradient of an objective with respect to the last vertex's output. */
    public interface Objective {
        /** The gradient for this output, of its shape. */
        INDArray gradient(INDArray output);
    }

    /**
     * What was seen, in the network's layout.
     *
     * @param output of the last vertex
     * @param activations outputs of the vertices asked for, by name
     * @param gradients gradients with respect to the outputs of the vertices asked for, by name
     * @param imageGradient gradient with respect to the images, if asked for
     */
    public record Seen(
            INDArray output,
            Map<String, INDArray> activations,
            Map<String, INDArray> gradients,
            Optional<INDArray> imageGradient) {}

    private final ComputationGraph graph;
    private final GraphVertex last;
    private final Set<String> activations = new HashSet<>();
    private final Set<String> gradients = new HashSet<>();
    private boolean guided;

    private Inspection(ComputationGraph graph, GraphVertex last) {
        this.graph = graph;
        this.last = last;
    }

    /**
     * An inspection that ends at a vertex.
     *
     * @param graph an initialised network with one input
     * @param vertex where to stop, usually the logits
     * @throws IllegalArgumentException if there is no such vertex
     */
    public static Inspection of(ComputationGraph graph, String vertex) {
        return new Inspection(graph, vertex(graph, vertex));
    }

    private static GraphVertex vertex(ComputationGraph graph, String name) {
        GraphVertex found = graph.getVertex(name);
        if (found == null) {
            throw new IllegalArgumentException("the vertex must be one of the network's, got '" + name + "'");
        }
        return found;
    }

    /** Keeps the activations of this vertex too. */
    public Inspection activationsOf(String vertex) {
        activations.add(vertex(graph, vertex).getVertexName());
        return this;
    }

    /** Keeps the activations of this vertex and the gradients with respect to them. */
    public Inspection gradientsAt(String vertex) {
        gradients.add(vertex(graph, vertex).getVertexName());
        return activationsOf(vertex);
    }

    /** Asks for the gradient with respect to the images. */
    public Inspection imageGradient() {
        gradients.add(imageVertex());
        return this;
    }

    /**
     * Lets every ReLU pass on positive gradients only (Springenberg, Dosovitskiy, Brox, Riedmiller: Striving for simplicity,
     * 2015). Where a network has no ReLU nothing changes.
     */
    public Inspection guided() {
        guided = true;
        return this;
    }

    private String imageVertex() {
        return graph.getConfiguration().getNetworkInputs().get(0);
    }

    /**
     * Whether anything in the network is a ReLU.
     *
     * @param graph any network
     */
    public static boolean hasRelu(ComputationGraph graph) {
        for (GraphVertex v : graph.getVertices()) {
            if (Relu.ends(v)) {
                return true;
            }
        }
        return false;
    }

    /** Runs forward only. */
    public Seen run(INDArray images) {
        try (GraphWalk walk = new GraphWalk(graph, false, false)) {
            Map<String, INDArray> kept = new LinkedHashMap<>();
            INDArray output = forward(walk, images, kept);
            return new Seen(output, kept, Map.of(), Optional.empty());
        }
    }

    /**
     * Runs forward, then back.
     *
     * @param images the batch, in the network's layout
     * @param objective what to differentiate
     */
    public Seen run(INDArray images, Objective objective) {
        try (GraphWalk walk = new GraphWalk(graph, false, false)) {
            Map<String, INDArray> kept = new LinkedHashMap<>();
            INDArray output = forward(walk, images, kept);
            Map<String, INDArray> found = walk.back(last, objective.gradient(output), gradients, guided)
                    .outputs();
            return new Seen(output, kept, found, Optional.ofNullable(found.get(imageVertex())));
        }
    }

    private INDArray forward(GraphWalk walk, INDArray images, Map<String, INDArray> kept) {
        return GraphWalk.keep(walk.forward(images, last, (name, y) -> {
            if (activations.contains(name)) {
                // A ReLU may be computed in place by DL4J's layers further on.
                kept.put(name, GraphWalk.keep(y));
            }
        }));
    }
}
