package org.bestiary.zoo.layer;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.AllocationPolicy;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.memory.enums.ResetPolicy;
import org.nd4j.linalg.api.memory.enums.SpillPolicy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * One pass forward to a vertex and back towards the image, over a graph of any layers with one input. Nothing is updated.
 * The walk must be {@linkplain #close closed}, which leaves the graph without inputs.
 *
 * <p>Everything is computed in a workspace of its own. Arrays outside of workspaces are freed when the garbage collector
 * finds their small Java side, and not by {@code close()} either: a few hundred passes would fill the machine.
 */
final class GraphWalk implements AutoCloseable {

    private static final String WORKSPACE = "BESTIARY_GRAPH_WALK";
    private static final WorkspaceConfiguration MEMORY = WorkspaceConfiguration.builder()
            .initialSize(0)
            .overallocationLimit(0.02)
            .policyLearning(LearningPolicy.FIRST_LOOP)
            .policyAllocation(AllocationPolicy.OVERALLOCATE)
            .policyReset(ResetPolicy.BLOCK_LEFT)
            .policySpill(SpillPolicy.REALLOCATE)
            .build();
    private static final LayerWorkspaceMgr WORKSPACES =
            LayerWorkspaceMgr.builder().defaultWorkspace(WORKSPACE, MEMORY).build();

    private final ComputationGraph graph;
    private final boolean training;
    private final boolean parameterGradients;
    private final GraphVertex[] vertices;
    private final int[] order;
    private final MemoryWorkspace scope = Nd4j.getWorkspaceManager().getAndActivateWorkspace(MEMORY, WORKSPACE);

    /**
     * @param graph an initialised network with one input
     * @param training whether layers behave as in training
     * @param parameterGradients whether layers work out the gradients of their parameters where that can be left out
     */
    GraphWalk(ComputationGraph graph, boolean training, boolean parameterGradients) {
        this.graph = graph;
        this.training = training;
        this.parameterGradients = parameterGradients;
        this.vertices = graph.getVertices();
        this.order = graph.topologicalSortOrder();
    }

    /**
     * Runs forward.
     *
     * @param image the batch, in the network's layout
     * @param last where to stop
     * @param seen receives the name and output of every vertex on the way, to be copied if it is to be kept
     * @return the output of {@code last}, to be copied if it is to be kept
     */
    INDArray forward(INDArray image, GraphVertex last, BiConsumer<String, INDArray> seen) {
        INDArray copy = image.dup(image.ordering()); // layers may keep it, and DL4J wants it in the workspace
        graph.setInputs(copy); // preprocessors ask the graph for the batch size
        for (int index : order) {
            GraphVertex v = vertices[index];
            INDArray y =
                    v.isInputVertex() ? copy : v.doForward(training || StockGradients.needsTraining(v), WORKSPACES);
            seen.accept(v.getVertexName(), y);
            if (v == last) {
                return y;
            }
            VertexIndices[] readers = v.getOutputVertices();
            for (VertexIndices to : readers == null ? new VertexIndices[0] : readers) {
                vertices[to.getVertexIndex()].setInput(to.getVertexEdgeNumber(), y, WORKSPACES);
            }
        }
        throw new IllegalStateException("the vertex is not in the network's order");
    }

    /** What comes back: gradients by vertex, and gradients by DL4J's parameter name. */
    record Back(Map<String, INDArray> outputs, Map<String, INDArray> parameters) {}

    /**
     * Runs back, after {@link #forward}; stops as soon as everything wanted is known.
     *
     * @param last the vertex that the pass forward ended at
     * @param gradient with respect to its output
     * @param wanted names of the vertices whose outputs' gradients are wanted; the input vertex for the image
     * @param guided whether every ReLU passes on positive gradients only
     */
    Back back(GraphVertex last, INDArray gradient, Set<String> wanted, boolean guided) {
        prepareLayers();
        Map<Integer, INDArray> pending = new HashMap<>();
        pending.put(last.getVertexIndex(), gradient.dup(gradient.ordering()));
        Back found = new Back(new LinkedHashMap<>(), new LinkedHashMap<>());
        Set<String> missing = new HashSet<>(wanted);
        for (int i = order.length - 1; i >= 0 && !missing.isEmpty(); i--) {
            GraphVertex v = vertices[order[i]];
            INDArray dy = pending.remove(order[i]);
            if (dy == null) {
                continue;
            }
            if (missing.remove(v.getVertexName())) {
                // Layers may write into the gradient that they are given.
                found.outputs().put(v.getVertexName(), keep(dy));
            }
            if (!v.isInputVertex() && !missing.isEmpty()) {
                INDArray[] below = through(v, guided && Relu.ends(v) ? Transforms.max(dy, 0, true) : dy, found);
                VertexIndices[] from = v.getInputVertices();
                for (int k = 0; k < from.length; k++) {
                    // Not in place: a sum may have handed one array to several of its inputs.
                    pending.merge(from[k].getVertexIndex(), below[k], INDArray::add);
                }
            }
        }
        return found;
    }

    private INDArray[] through(GraphVertex v, INDArray dy, Back found) {
        INDArray corrected = StockGradients.of(v, dy, training);
        if (corrected != null) {
            return new INDArray[] {corrected};
        }
        v.setEpsilon(dy);
        Pair<Gradient, INDArray[]> result = v.doBackward(false, WORKSPACES);
        if (result.getFirst() != null && parameterGradients) {
            result.getFirst()
                    .gradientForVariable()
                    .forEach((key, value) -> found.parameters().put(v.getVertexName() + "_" + key, keep(value)));
        }
        return result.getSecond();
    }

    /** Gradient views are as large as the parameters, so they are made only for layers that cannot do without. */
    @SuppressWarnings("try") // the scope is only entered and left
    private void prepareLayers() {
        boolean views = parameterGradients;
        for (GraphVertex v : vertices) {
            if (v.hasLayer() && v.getLayer() instanceof FastParamLayer<?> fast) {
                fast.forInspection(true, parameterGradients);
            } else {
                views |= v.hasLayer() && v.getLayer().numParams() > 0;
            }
        }
        if (views && graph.getFlattenedGradients() == null) {
            try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
                graph.initGradientsView();
            }
        }
    }

    @Override
    public void close() {
        for (GraphVertex v : vertices) {
            if (v.hasLayer() && v.getLayer() instanceof FastParamLayer<?> fast) {
                fast.forInspection(false, true);
            }
        }
        graph.clear();
        scope.close();
    }

    /** A copy in 'c' order that outlives the walk. */
    @SuppressWarnings("try") // the scope is only entered and left
    static INDArray keep(INDArray array) {
        try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            return array.dup('c');
        }
    }
}
