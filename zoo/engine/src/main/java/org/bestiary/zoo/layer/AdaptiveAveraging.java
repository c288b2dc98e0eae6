package org.bestiary.zoo.layer;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Runs an {@link AdaptiveAveragePoolVertex}: one mean per cell of the grid, in either layout. */
@SuppressWarnings("overrides") // DL4J declares setInputs with and without varargs
final class AdaptiveAveraging extends BaseGraphVertex {
    private static final long serialVersionUID = 1L;

    private final int height;
    private final int width;
    private final CNN2DFormat layout;

    AdaptiveAveraging(
            ComputationGraph graph,
            String name,
            int index,
            DataType dataType,
            int height,
            int width,
            CNN2DFormat layout) {
        super(graph, name, index, null, null, dataType);
        this.height = height;
        this.width = width;
        this.layout = layout;
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
        INDArray in = inputs[0];
        int rows = rowAxis();
        long[] shape = in.shape().clone();
        shape[rows] = height;
        shape[rows + 1] = width;
        INDArray out = workspaces.createUninitialized(ArrayType.ACTIVATIONS, in.dataType(), shape, 'c');
        eachCell(
                in.shape(),
                (cell, window) -> out.get(cell).assign(in.get(window).mean(rows, rows + 1)));
        return out;
    }

    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaces) {
        INDArray in = inputs[0];
        int rows = rowAxis();
        INDArray gradient = workspaces.create(ArrayType.ACTIVATION_GRAD, in.dataType(), in.shape(), 'c');
        eachCell(in.shape(), (cell, window) -> {
            INDArray part = gradient.get(window);
            long area = part.size(rows) * part.size(rows + 1);
            INDArray share = epsilon.get(cell).div(area);
            long[] one = part.shape().clone();
            one[rows] = 1;
            one[rows + 1] = 1;
            part.addi(share.reshape(one).broadcast(part.shape()));
        });
        return new Pair<>(null, new INDArray[] {gradient});
    }

    /** The first axis of the map: rows; columns follow. */
    private int rowAxis() {
        return layout == CNN2DFormat.NCHW ? 2 : 1;
    }

    private interface Cell {
        void visit(INDArrayIndex[] cell, INDArrayIndex[] window);
    }

    private void eachCell(long[] in, Cell visitor) {
        int rows = rowAxis();
        for (int i = 0; i < height; i++) {
            for (int j = 0; j < width; j++) {
                INDArrayIndex[] cell = everything();
                cell[rows] = NDArrayIndex.point(i);
                cell[rows + 1] = NDArrayIndex.point(j);
                INDArrayIndex[] window = everything();
                window[rows] = span(i, height, in[rows]);
                window[rows + 1] = span(j, width, in[rows + 1]);
                visitor.visit(cell, window);
            }
        }
    }

    private static INDArrayIndex[] everything() {
        return new INDArrayIndex[] {NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.all()};
    }

    /** From floor(i * size / cells) to ceil((i + 1) * size / cells). */
    private static INDArrayIndex span(int i, int cells, long size) {
        return NDArrayIndex.interval(i * size / cells, ((i + 1) * size + cells - 1) / cells);
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
    public void setBackpropGradientsViewArray(INDArray gradients) {
        if (gradients != null) {
            throw new IllegalStateException("adaptive pooling has no parameters");
        }
    }

    @Override
    public Pair<INDArray, MaskState> feedForwardMaskArrays(INDArray[] masks, MaskState state, int batch) {
        return masks == null || masks.length == 0 ? null : new Pair<>(masks[0], state);
    }

    @Override
    public String toString() {
        return "AdaptiveAveragePool(" + getVertexName() + ", " + height + "x" + width + ")";
    }
}
