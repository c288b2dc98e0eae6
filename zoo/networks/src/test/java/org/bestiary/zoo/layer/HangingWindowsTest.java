package org.bestiary.zoo.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.ZooException;
import org.bestiary.zoo.graph.Engine;
import org.bestiary.zoo.kernel.Windows;
import org.bestiary.zoo.op.Pool;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Pooling windows that hang over the edge, on numbers of which some windows hold negative ones only. */
class HangingWindowsTest {
    static Stream<Arguments> pools() {
        return Stream.of("onednn", "nd4j")
                .flatMap(kernels -> Stream.of(
                        Arguments.of(kernels, 8, Pool.max(3).stride(2).pad(1).ceil()),
                        Arguments.of(kernels, 7, Pool.max(3).stride(2).pad(1).ceil()),
                        Arguments.of(kernels, 6, Pool.max(3).stride(2).ceil()),
                        // The window is larger than the map, which ceil mode allows by less than a step.
                        Arguments.of(kernels, 2, Pool.max(3).stride(2).ceil()),
                        Arguments.of(kernels, 3, Pool.max(4).stride(3).ceil())));
    }

    @AfterEach
    void automaticKernels() {
        System.clearProperty(KernelChoice.PROPERTY);
    }

    @ParameterizedTest(name = "{0}: {1}x{1}, {2}")
    @MethodSource("pools")
    void nothingBeyondTheMapWins(String kernels, int side, Pool pool) {
        System.setProperty(KernelChoice.PROPERTY, kernels);
        Shape in = Shape.map(2, side, side);
        ComputationGraph net = new Tiny(in, (g, x) -> g.pool("x", x, pool)).build(Engine.FAST);
        INDArray x = Tiny.images(2, in, 5).subi(1.5);
        INDArray y =
                Tiny.nchw(net.feedForward(new INDArray[] {Tiny.nhwc(x)}, false).get("x"));
        Shape out = pool.output(in);
        assertThat(y.shape()).containsExactly(2, out.channels(), out.height(), out.width());
        boolean negative = false;
        for (int n = 0; n < 2; n++) {
            for (int c = 0; c < 2; c++) {
                for (int row = 0; row < out.height(); row++) {
                    for (int column = 0; column < out.width(); column++) {
                        double largest = largest(x, n, c, row, column, pool);
                        assertThat(y.getDouble(n, c, row, column)).isEqualTo(largest);
                        negative |= largest < 0;
                    }
                }
            }
        }
        assertThat(negative).as("a window of negative numbers").isTrue();
    }

    private static double largest(INDArray x, int n, int c, int row, int column, Pool pool) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < pool.kernel(); i++) {
            for (int j = 0; j < pool.kernel(); j++) {
                int y = row * pool.stride() - pool.padding() + i;
                int z = column * pool.stride() - pool.padding() + j;
                if (y >= 0 && y < x.size(2) && z >= 0 && z < x.size(3)) {
                    largest = Math.max(largest, x.getDouble(n, c, y, z));
                }
            }
        }
        return largest;
    }

    /** The stock layers pad with zeros, which would win against negative numbers. */
    @Test
    void theStockEngineRefusesWhatItWouldGetWrong() {
        Tiny tiny = new Tiny(
                Shape.map(2, 8, 8),
                (g, x) -> g.pool("x", x, Pool.max(3).stride(2).pad(1).ceil()));
        assertThatThrownBy(() -> tiny.build(Engine.STOCK))
                .isInstanceOf(ZooException.class)
                .hasMessageContainingAll("tiny, x: stock DL4J has no pooling whose windows hang over", "engine fast");
    }

    /** Sizes as torch's max_pool2d gives them. */
    @Test
    void sizesAreTorchs() {
        assertThat(Windows.pooled(8, 3, 2, 1, 1, true)).isEqualTo(5);
        assertThat(Windows.pooled(7, 3, 2, 0, 0, true)).isEqualTo(3);
        assertThat(Windows.pooled(2, 3, 2, 0, 0, true)).isEqualTo(1);
        assertThat(Windows.pooled(2, 2, 2, 1, 1, true)).isEqualTo(2);
        assertThat(Windows.pooled(2, 3, 2, 0, 0, false)).isZero();
        assertThat(Windows.pooled(1, 3, 2, 0, 0, true)).isZero();
        Shape small = Shape.map(1, 2, 2);
        assertThatThrownBy(() -> Pool.max(3).stride(2).output(small)).hasMessageContaining("a window of 3 on 2");
        Shape one = Shape.map(1, 1, 1);
        assertThatThrownBy(() -> Pool.max(3).stride(2).ceil().output(one)).hasMessageContaining("a window of 3 on 1");
    }
}
