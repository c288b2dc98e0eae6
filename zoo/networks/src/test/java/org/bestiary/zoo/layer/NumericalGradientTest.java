package org.bestiary.zoo.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.graph.Engine;
import org.bestiary.zoo.graph.GraphScope;
import org.bestiary.zoo.graph.Node;
import org.bestiary.zoo.op.Activation;
import org.bestiary.zoo.op.Conv;
import org.bestiary.zoo.op.Pool;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Layers without a stock twin, or whose twin is wrong: gradients equal differences of their own outputs. */
class NumericalGradientTest {

    private static Arguments row(String name, boolean training, Shape in, BiFunction<GraphScope, Node, Node> body) {
        return Arguments.of(name, training, in, body);
    }

    static Stream<Arguments> bodies() {
        List<Arguments> rows = List.of(
                row("bn, evaluation", false, Shape.map(4, 3, 3), (g, x) -> g.batchNorm("x", x)),
                row("bn + relu, evaluation", false, Shape.map(16, 3, 3), (g, x) -> g.relu("f", g.batchNorm("x", x))),
                row(
                        "bn + tanh, training",
                        true,
                        Shape.map(4, 3, 3),
                        (g, x) -> g.activate("f", g.batchNorm("x", x), Activation.TANH)),
                row("lrn", true, Shape.map(6, 3, 3), (g, x) -> g.localResponseNorm("x", x, 5, 0.5, 0.75, 2)),
                row(
                        "lrn, 16 channels",
                        false,
                        Shape.map(16, 2, 2),
                        (g, x) -> g.localResponseNorm("x", x, 3, 0.5, 0.75, 1)),
                row("shuffle", true, Shape.map(6, 3, 2), (g, x) -> g.channelShuffle("x", x, 3)),
                row(
                        "two slices",
                        true,
                        Shape.map(6, 3, 2),
                        (g, x) -> g.concat("x", List.of(g.channelSlice("b", x, 3, 3), g.channelSlice("a", x, 1, 2)))),
                row(
                        "squeeze and excitation",
                        true,
                        Shape.map(6, 3, 4),
                        (g, x) -> g.channelScale(
                                "y",
                                x,
                                g.activate(
                                        "f",
                                        g.conv("x", g.adaptiveAveragePool("p", x, 1), Conv.of(6, 1)),
                                        Activation.SIGMOID))),
                row(
                        "average, ceil",
                        true,
                        Shape.map(3, 6, 6),
                        (g, x) -> g.pool("x", x, Pool.average(3).stride(2).ceil())),
                row(
                        "average, ceil, counting padding",
                        true,
                        Shape.map(3, 6, 6),
                        (g, x) -> g.pool(
                                "x", x, Pool.average(3).stride(2).pad(1).ceil().countingPadding())),
                row(
                        "max, ceil, evaluation",
                        false,
                        Shape.map(3, 5, 6),
                        (g, x) -> g.pool("x", x, Pool.max(3).stride(2).ceil())),
                row("dropout, evaluation", false, Shape.map(3, 4, 4), (g, x) -> g.dropout("x", x, 0.5)),
                row("dropout, training", true, Shape.map(3, 4, 4), (g, x) -> g.dropout("x", x, 0.5)),
                row(
                        "hard swish and hard sigmoid",
                        true,
                        Shape.map(3, 4, 4),
                        (g, x) -> g.activate(
                                "s",
                                g.activate("f", g.conv("x", x, Conv.of(5, 3)), Activation.HARD_SWISH),
                                Activation.HARD_SIGMOID)),
                row(
                        "swish convolution",
                        true,
                        Shape.map(3, 4, 4),
                        (g, x) -> g.activate("f", g.conv("x", x, Conv.of(5, 3)), Activation.SWISH)));
        return Stream.of("onednn", "nd4j")
                .flatMap(k -> rows.stream().map(r -> Arguments.of(k, r.get()[0], r.get()[1], r.get()[2], r.get()[3])));
    }

    @AfterEach
    void automaticKernels() {
        System.clearProperty(KernelChoice.PROPERTY);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("bodies")
    void gradientIsTheDifference(
            String kernels, String name, boolean training, Shape in, BiFunction<GraphScope, Node, Node> body) {
        System.setProperty(KernelChoice.PROPERTY, kernels);
        ComputationGraph net = new Tiny(in, body).build(Engine.FAST);
        if (net.paramTable().containsKey("x_var")) {
            net.getParam("x_mean").assign(0.3);
            net.getParam("x_var").assign(2.5);
            net.getParam("x_gamma").assign(1.7);
            net.getParam("x_beta").assign(-0.2);
        }
        INDArray x = Tiny.nhwc(Tiny.images(2, in, 5));
        INDArray weights = Tiny.values(6, 2, Tiny.CLASSES);
        INDArray gradient =
                InputGradients.of(net, x, "logits", training, y -> weights).inputGradient();
        double largest = gradient.amaxNumber().doubleValue();
        Random random = new Random(8);
        for (int trial = 0; trial < 12; trial++) {
            long i = random.nextInt((int) x.length());
            double step = 1e-2;
            double up = objective(net, x, i, step, weights, training);
            double down = objective(net, x, i, -step, weights, training);
            assertThat((up - down) / (2 * step))
                    .as("element %d", i)
                    .isCloseTo(gradient.getDouble(i), org.assertj.core.data.Offset.offset(0.01 * largest));
        }
    }

    private static double objective(
            ComputationGraph net, INDArray x, long i, double step, INDArray weights, boolean training) {
        INDArray moved = x.dup('c');
        moved.putScalar(i, x.getFloat(i) + (float) step);
        INDArray y =
                InputGradients.of(net, moved, "logits", training, o -> weights).output();
        double sum = 0;
        for (long k = 0; k < y.length(); k++) {
            sum += y.getDouble(k) * weights.getDouble(k);
        }
        return sum;
    }
}
