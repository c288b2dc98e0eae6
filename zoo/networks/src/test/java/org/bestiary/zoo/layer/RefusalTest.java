package org.bestiary.zoo.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bestiary.zoo.Shape;
import org.bestiary.zoo.graph.Engine;
import org.bestiary.zoo.op.Conv;
import org.bestiary.zoo.op.Pool;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** What does not fit is refused with the layer's name, what was expected and what was given. */
class RefusalTest {

    private final ComputationGraph net = new Tiny(
                    Shape.map(3, 6, 6), (g, x) -> g.pool("p", g.relu("f", g.conv("c", x, Conv.of(4, 3))), Pool.max(2)))
            .build(Engine.FAST);

    @AfterEach
    void automaticKernels() {
        System.clearProperty(KernelChoice.PROPERTY);
    }

    private void assertRefused(INDArray images, String... words) {
        assertThatThrownBy(() -> net.outputSingle(images))
                .isInstanceOf(DL4JInvalidInputException.class)
                .hasMessageContainingAll(words);
    }

    @Test
    void channelsFirst() {
        assertRefused(Nd4j.rand(2, 3, 6, 6), "layer 'c'", "[N, H, W, 3]", "[2, 3, 6, 6]");
    }

    @Test
    void matrix() {
        assertRefused(Nd4j.rand(2, 108), "layer 'c'", "[N, H, W, 3]", "[2, 108]");
    }

    @Test
    void tooSmall() {
        assertRefused(Nd4j.rand(2, 2, 2, 3), "layer 'c'", "kernel fits");
    }

    @Test
    void otherSizeThanTheDenseLayerWasMadeFor() {
        assertRefused(Nd4j.rand(2, 12, 12, 3), "layer 'logits'", "[N, 16]", "[2, 100]");
    }

    @Test
    void doubles() {
        assertRefused(Nd4j.rand(DataType.DOUBLE, 2, 6, 6, 3), "layer 'c'", "FLOAT", "DOUBLE");
    }

    @Test
    void labelsOfOtherWidth() {
        assertThatThrownBy(() -> net.fit(new DataSet(Nd4j.rand(2, 6, 6, 3), Nd4j.zeros(2, 7))))
                .hasStackTraceContaining("expected labels [2, 5], got [2, 7]");
    }

    @Test
    void viewsAndPermutationsAreCopiedRight() {
        INDArray planes = Nd4j.rand(2, 3, 6, 6);
        INDArray permuted = planes.permute(0, 2, 3, 1);
        assertThat(net.outputSingle(permuted)).isEqualTo(net.outputSingle(permuted.dup('c')));
        INDArray large = Nd4j.rand(4, 6, 6, 3);
        INDArray part = large.get(org.nd4j.linalg.indexing.NDArrayIndex.interval(1, 3));
        assertThat(net.outputSingle(part)).isEqualTo(net.outputSingle(part.dup('c')));
    }

    @Test
    void unknownKernels() {
        System.setProperty(KernelChoice.PROPERTY, "fast");
        assertThatThrownBy(() -> new Tiny(Shape.map(1, 4, 4), (g, x) -> x).build(Engine.FAST))
                .hasStackTraceContaining("bestiary.kernels must be onednn, nd4j or auto, got 'fast'");
    }
}
