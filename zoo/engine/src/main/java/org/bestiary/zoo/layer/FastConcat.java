package org.bestiary.zoo.layer;

import org.bestiary.zoo.kernel.CopyShape;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Feature maps [N, H, W, C1], [N, H, W, C2] ... to one of all their channels, one input's after the other's. */
public class FastConcat extends GraphVertex {

    private static final long serialVersionUID = 1L;

    @Override
    public org.deeplearning4j.nn.graph.vertex.GraphVertex instantiate(
            ComputationGraph graph, String name, int index, INDArray paramsView, boolean initialise, DataType type) {
        return new Running(graph, name, index, type);
    }

    @Override
    public InputType getOutputType(int index, InputType... types) {
        InputType.InputTypeConvolutional first = Checks.maps("concatenation", types[0]);
        long channels = 0;
        for (InputType type : types) {
            InputType.InputTypeConvolutional map = Checks.maps("concatenation", type);
            if (map.getHeight() != first.getHeight() || map.getWidth() != first.getWidth()) {
                throw new IllegalStateException(
                        "a concatenation needs maps of one height and width, got " + first + " and " + map);
            }
            channels += map.getChannels();
        }
        return InputType.convolutional(first.getHeight(), first.getWidth(), channels, CNN2DFormat.NHWC);
    }

    @Override
    public FastConcat clone() {
        return new FastConcat();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FastConcat;
    }

    @Override
    public int hashCode() {
        return 78;
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
        return Integer.MAX_VALUE;
    }

    @Override
    public MemoryReport getMemoryReport(InputType... types) {
        return FastAdd.report(this, types[0], getOutputType(-1, types));
    }

    @SuppressWarnings({"serial", "overrides"})
    private static final class Running extends FastVertex {

        Running(ComputationGraph graph, String name, int index, DataType type) {
            super(graph, name, index, type);
        }

        /** From one input into its channels of the output. */
        private static CopyShape part(INDArray x, long offset, long channels) {
            long c = x.size(3);
            return new CopyShape(
                    new long[] {x.length() / c, c}, new long[] {c, 1}, 0, new long[] {channels, 1}, offset);
        }

        private long channels() {
            long channels = 0;
            for (INDArray x : inputs) {
                Checks.map(vertexName, x, 0);
                channels += x.size(3);
            }
            return channels;
        }

        @Override
        public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
            if (!canDoForward()) {
                throw new IllegalStateException("vertex '" + vertexName + "': not all inputs are set");
            }
            long channels = channels();
            INDArray first = inputs[0];
            INDArray y = FastPlainLayer.output(workspaces, first.size(0), first.size(1), first.size(2), channels);
            long offset = 0;
            for (int i = 0; i < inputs.length; i++) {
                long c = inputs[i].size(3);
                Checks.shape(vertexName, "an input", inputs[i], first.size(0), first.size(1), first.size(2), c);
                kernels.memory().copy(part(prepareInput(i, workspaces), offset, channels), inputs[i], y);
                offset += c;
            }
            return y;
        }

        @Override
        public Pair<Gradient, INDArray[]> doBackward(boolean truncated, LayerWorkspaceMgr workspaces) {
            INDArray dy = prepareGradient(workspaces);
            long channels = channels();
            INDArray[] gradients = new INDArray[inputs.length];
            long offset = 0;
            for (int i = 0; i < inputs.length; i++) {
                gradients[i] = FastPlainLayer.gradient(workspaces, inputs[i].shape());
                kernels.memory().copy(part(inputs[i], offset, channels).reversed(), dy, gradients[i]);
                offset += inputs[i].size(3);
            }
            return new Pair<>(null, gradients);
        }
    }
}
