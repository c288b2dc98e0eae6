package org.bestiary.zoo.layer;

import java.util.Objects;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Means over a grid of fixed size, whatever the size of the map: what torch calls {@code AdaptiveAvgPool2d}. It lets a
 * network whose dense layers were trained on one size of image read any other.
 *
 * <p>In: N x C x H x W (or N x H x W x C). Out: the same with {@code height} x {@code width} for the last two axes of the
 * map. The name of this class is part of the format of saved models.
 */
public final class AdaptiveAveragePoolVertex extends GraphVertex {
    private static final long serialVersionUID = 1L;

    private int height;
    private int width;
    private CNN2DFormat layout;

    /** For reading JSON. */
    public AdaptiveAveragePoolVertex() {}

    /**
     * @param height rows of the output
     * @param width columns of the output
     * @param layout order of the axes of input and output
     */
    public AdaptiveAveragePoolVertex(int height, int width, CNN2DFormat layout) {
        this.height = height;
        this.width = width;
        this.layout = layout;
    }

    /** Rows of the output. */
    public int getHeight() {
        return height;
    }

    /** Sets {@link #getHeight()}. */
    public void setHeight(int height) {
        this.height = height;
    }

    /** Columns of the output. */
    public int getWidth() {
        return width;
    }

    /** Sets {@link #getWidth()}. */
    public void setWidth(int width) {
        this.width = width;
    }

    /** Order of the axes of input and output. */
    public CNN2DFormat getLayout() {
        return layout;
    }

    /** Sets {@link #getLayout()}. */
    public void setLayout(CNN2DFormat layout) {
        this.layout = layout;
    }

    @Override
    public org.deeplearning4j.nn.graph.vertex.GraphVertex instantiate(
            ComputationGraph graph,
            String name,
            int index,
            INDArray parameters,
            boolean initialiseParameters,
            DataType dataType) {
        return new AdaptiveAveraging(graph, name, index, dataType, height, width, layout);
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType... inputs) {
        InputType.InputTypeConvolutional in = (InputType.InputTypeConvolutional) inputs[0];
        return InputType.convolutional(height, width, in.getChannels(), layout);
    }

    @Override
    public MemoryReport getMemoryReport(InputType... inputs) {
        return new LayerMemoryReport.Builder(
                        null, AdaptiveAveragePoolVertex.class, inputs[0], getOutputType(-1, inputs))
                .standardMemory(0, 0)
                .workingMemory(0, 0, 0, 0)
                .cacheMemory(0, 0)
                .build();
    }

    @Override
    public long numParams(boolean backprop) {
        return 0;
    }

    @Override
    public int minVertexInputs() {
        return 1;
    }

    @Override
    public int maxVertexInputs() {
        return 1;
    }

    @Override
    public GraphVertex clone() {
        return new AdaptiveAveragePoolVertex(height, width, layout);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AdaptiveAveragePoolVertex v
                && v.height == height
                && v.width == width
                && v.layout == layout;
    }

    @Override
    public int hashCode() {
        return Objects.hash(height, width, layout);
    }
}
