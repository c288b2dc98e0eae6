package org.bestiary.zoo.layer;

import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The sum of two or more arrays of one shape, with an optional ReLU in the same pass: the end of a residual block. */
public class FastAdd extends GraphVertex {

    private static final long serialVersionUID = 1L;

    private boolean relu;

    /** For JSON: no ReLU. */
    public FastAdd() {}

    /** A sum, followed by a ReLU if asked for. */
    public FastAdd(boolean relu) {
        this.relu = relu;
    }

    /** Whether a ReLU follows. */
    public boolean isRelu() {
        return relu;
    }

    /** Sets {@link #isRelu()}. */
    public void setRelu(boolean relu) {
        this.relu = relu;
    }

    @Override
    public org.deeplearning4j.nn.graph.vertex.GraphVertex instantiate(
            ComputationGraph graph, String name, int index, INDArray paramsView, boolean initialise, DataType type) {
        return new FastAddVertex(graph, name, index, relu, type);
    }

    @Override
    public InputType getOutputType(int index, InputType... types) {
        for (InputType type : types) {
            if (!type.equals(types[0])) {
                throw new IllegalStateException("a sum needs inputs of one shape, got " + types[0] + " and " + type);
            }
        }
        return types[0];
    }

    @Override
    public FastAdd clone() {
        return new FastAdd(relu);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FastAdd that && relu == that.relu;
    }

    @Override
    public int hashCode() {
        return Boolean.hashCode(relu) + 77;
    }

    @Override
    public long numParams(boolean backprop) {
        return 0;
    }

    @Override
    public int minVertexInputs() {
        return 2;
    }

    @Override
    public int maxVertexInputs() {
        return Integer.MAX_VALUE;
    }

    @Override
    public MemoryReport getMemoryReport(InputType... types) {
        return report(this, types[0], getOutputType(-1, types));
    }

    static MemoryReport report(GraphVertex vertex, InputType in, InputType out) {
        return new LayerMemoryReport.Builder(null, vertex.getClass(), in, out)
                .standardMemory(0, 0)
                .workingMemory(0, 0, 0, 0)
                .cacheMemory(MemoryReport.CACHE_MODE_ALL_ZEROS, MemoryReport.CACHE_MODE_ALL_ZEROS)
                .build();
    }
}
