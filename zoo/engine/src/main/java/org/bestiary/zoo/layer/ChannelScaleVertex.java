package org.bestiary.zoo.layer;

import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A map times one factor for each of its channels: the end of a squeeze-and-excitation block.
 *
 * <p>In: a map N x C x H x W and its factors N x C x 1 x 1 (or, with the channels last, N x H x W x C and N x 1 x 1 x C). Out:
 * as the map. The name of this class is part of the format of saved models.
 */
public class ChannelScaleVertex extends GraphVertex {
    private static final long serialVersionUID = 1L;

    @Override
    public org.deeplearning4j.nn.graph.vertex.GraphVertex instantiate(
            ComputationGraph graph, String name, int index, INDArray paramsView, boolean initialise, DataType type) {
        return new ChannelScaling(graph, name, index, type);
    }

    @Override
    public InputType getOutputType(int index, InputType... types) {
        if (!(types[0] instanceof InputType.InputTypeConvolutional map)
                || !(types[1] instanceof InputType.InputTypeConvolutional factors)
                || factors.getHeight() != 1
                || factors.getWidth() != 1
                || factors.getChannels() != map.getChannels()) {
            throw new IllegalStateException("a scaling needs a map and as many factors as it has channels, got "
                    + types[0] + " and " + types[1]);
        }
        return map;
    }

    @Override
    public GraphVertex clone() {
        return new ChannelScaleVertex();
    }

    @Override
    public boolean equals(Object other) {
        return other != null && other.getClass() == getClass();
    }

    @Override
    public int hashCode() {
        return getClass().getName().hashCode();
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
        return 2;
    }

    @Override
    public MemoryReport getMemoryReport(InputType... types) {
        return FastAdd.report(this, types[0], getOutputType(-1, types));
    }
}
