package org.bestiary.zoo.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class AdaptiveAveragePoolTest {
    private static AdaptiveAveraging pool(int height, int width, CNN2DFormat layout) {
        AdaptiveAveraging pool = new AdaptiveAveraging(null, "grid", 0, DataType.FLOAT, height, width, layout);
        pool.setInputVertices(new VertexIndices[] {new VertexIndices(0, 0)});
        return pool;
    }

    private static INDArray forward(AdaptiveAveraging pool, INDArray x) {
        pool.setInput(0, x, LayerWorkspaceMgr.noWorkspaces());
        return pool.doForward(true, LayerWorkspaceMgr.noWorkspaces());
    }

    /** As torch.nn.AdaptiveAvgPool2d((2, 3)), worked out by hand. */
    @Test
    void windowsAreTorchs() {
        // 3 x 5 numbers 0..14, cut to 2 x 3: rows 0-1 and 1-2, columns 0-1, 1-3 and 3-4
        INDArray x = Nd4j.arange(15).castTo(DataType.FLOAT).reshape(1, 1, 3, 5);
        INDArray y = forward(pool(2, 3, CNN2DFormat.NCHW), x);
        assertThat(y.shape()).containsExactly(1, 1, 2, 3);
        assertThat(y.ravel().toDoubleVector()).containsExactly(3, 4.5, 6, 8, 9.5, 11);
    }

    @Test
    void aSmallMapIsRepeated() {
        INDArray x = Nd4j.createFromArray(1f, 2f, 3f, 4f).reshape(1, 1, 2, 2);
        INDArray y = forward(pool(4, 4, CNN2DFormat.NCHW), x);
        assertThat(y.ravel().toDoubleVector()).containsExactly(1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4);
    }

    @ParameterizedTest
    @EnumSource(CNN2DFormat.class)
    void theGradientIsThatOfTheMean(CNN2DFormat layout) {
        boolean channelsFirst = layout == CNN2DFormat.NCHW;
        INDArray x = Nd4j.rand(DataType.FLOAT, channelsFirst ? new long[] {2, 3, 5, 4} : new long[] {2, 5, 4, 3});
        AdaptiveAveraging pool = pool(3, 3, layout);
        INDArray y = forward(pool, x);
        INDArray weights = Nd4j.rand(DataType.FLOAT, y.shape());
        pool.setEpsilon(weights);
        INDArray gradient =
                pool.doBackward(false, LayerWorkspaceMgr.noWorkspaces()).getSecond()[0];
        assertThat(gradient.shape()).isEqualTo(x.shape());
        double before = y.mul(weights).sumNumber().doubleValue();
        double step = 0.5;
        for (long i = 0; i < x.length(); i += 7) {
            // The mean is linear, so a large step gives the exact slope.
            INDArray moved = x.dup('c');
            moved.data().put(i, x.dup('c').data().getFloat(i) + step);
            double slope = (forward(pool, moved).mul(weights).sumNumber().doubleValue() - before) / step;
            assertThat(gradient.dup('c').data().getDouble(i)).isCloseTo(slope, within(1e-4));
        }
    }

    @Test
    void typesAndEqualityFollowTheSettings() {
        AdaptiveAveragePoolVertex vertex = new AdaptiveAveragePoolVertex(7, 6, CNN2DFormat.NHWC);
        InputType type = vertex.getOutputType(0, InputType.convolutional(3, 4, 5, CNN2DFormat.NHWC));
        assertThat(type).isEqualTo(InputType.convolutional(7, 6, 5, CNN2DFormat.NHWC));
        assertThat(vertex.clone()).isEqualTo(vertex).hasSameHashCodeAs(vertex);
        assertThat(vertex).isNotEqualTo(new AdaptiveAveragePoolVertex(6, 7, CNN2DFormat.NHWC));
    }
}
