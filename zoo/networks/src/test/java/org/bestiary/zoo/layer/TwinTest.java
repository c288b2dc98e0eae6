package org.bestiary.zoo.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.graph.Engine;
import org.bestiary.zoo.graph.GraphScope;
import org.bestiary.zoo.graph.Node;
import org.bestiary.zoo.op.Activation;
import org.bestiary.zoo.op.Conv;
import org.bestiary.zoo.op.Padding;
import org.bestiary.zoo.op.Pool;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Every fast layer that has a stock twin: outputs, input gradients and parameter gradients are the same. */
class TwinTest {

    private static Arguments row(String name, int batch, Shape in, BiFunction<GraphScope, Node, Node> body) {
        return Arguments.of(name, batch, in, body);
    }

    private static Arguments conv(int batch, Shape in, Conv conv) {
        return row(conv.toString(), batch, in, (g, x) -> g.conv("x", x, conv));
    }

    private static Arguments pool(int batch, Shape in, Pool pool) {
        return row(pool.toString(), batch, in, (g, x) -> g.pool("x", x, pool));
    }

    static Stream<Arguments> bodies() {
        List<Arguments> rows = new ArrayList<>();
        rows.add(conv(2, Shape.map(3, 8, 8), Conv.of(16, 3).pad(1)));
        rows.add(conv(1, Shape.map(1, 1, 1), Conv.of(1, 1)));
        rows.add(conv(1, Shape.map(5, 7, 9), Conv.of(7, 3).noBias()));
        rows.add(conv(3, Shape.map(16, 9, 7), Conv.of(32, 3).pad(1).stride(2)));
        rows.add(conv(2, Shape.map(6, 14, 14), Conv.of(16, 5)));
        rows.add(conv(2, Shape.map(8, 11, 11), Conv.of(9, 3).pad(2).dilation(2)));
        rows.add(conv(2, Shape.map(17, 6, 6), Conv.of(33, 1).stride(2)));
        rows.add(conv(2, Shape.map(3, 12, 12), Conv.of(8, 7).pad(3).stride(2).noBias()));
        rows.add(conv(2, Shape.map(4, 6, 9), Conv.of(4, 1, 7).pad(new Padding(0, 0, 3, 3))));
        rows.add(conv(2, Shape.map(4, 8, 8), Conv.of(6, 3).stride(2).pad(new Padding(0, 1, 0, 1))));
        rows.add(conv(2, Shape.map(4, 9, 8), Conv.of(6, 3).stride(2).same()));
        rows.add(conv(2, Shape.map(8, 6, 6), Conv.of(12, 3).pad(1).groups(4)));
        rows.add(conv(2, Shape.map(32, 5, 5), Conv.of(32, 3).pad(1).groups(2).noBias()));
        rows.add(conv(2, Shape.map(8, 7, 7), Conv.of(8, 3).pad(1).groups(8).noBias()));
        rows.add(conv(2, Shape.map(5, 7, 6), Conv.of(10, 3).pad(1).stride(2).groups(5)));
        for (Activation f : Activation.values()) {
            rows.add(row(
                    "conv + " + f,
                    2,
                    Shape.map(3, 6, 5),
                    (g, x) -> g.activate("f", g.conv("x", x, Conv.of(9, 3).pad(1)), f)));
            rows.add(row(
                    "dense + " + f,
                    3,
                    Shape.map(2, 3, 5),
                    (g, x) -> g.activate("f", g.dense("x", g.flatten("flat", x), 11), f)));
            rows.add(row(f + " alone", 2, Shape.map(3, 5, 5), (g, x) -> g.activate("x", x, f)));
        }
        rows.add(pool(2, Shape.map(5, 8, 8), Pool.max(2)));
        rows.add(pool(2, Shape.map(16, 9, 9), Pool.max(3).stride(2).pad(1)));
        rows.add(pool(2, Shape.map(4, 8, 8), Pool.max(3).stride(2).ceil()));
        rows.add(pool(2, Shape.map(4, 7, 7), Pool.max(3).stride(2).ceil()));
        rows.add(row(
                "relu, then a maximum whose windows hang over padding",
                2,
                Shape.map(4, 8, 8),
                (g, x) ->
                        g.pool("x", g.relu("f", x), Pool.max(3).stride(2).pad(1).ceil())));
        rows.add(pool(2, Shape.map(6, 28, 28), Pool.average(2)));
        rows.add(pool(2, Shape.map(6, 9, 9), Pool.average(3).stride(2).pad(1)));
        rows.add(pool(2, Shape.map(6, 9, 9), Pool.average(3).stride(1).pad(1).countingPadding()));
        rows.add(row("bn", 3, Shape.map(5, 6, 7), (g, x) -> g.batchNorm("x", x)));
        rows.add(row("bn, 32 channels", 4, Shape.map(32, 4, 4), (g, x) -> g.batchNorm("x", x)));
        rows.add(row("bn + relu", 4, Shape.map(16, 4, 5), (g, x) -> g.relu("f", g.batchNorm("x", x))));
        rows.add(row("bn + relu, 3 channels", 4, Shape.map(3, 4, 5), (g, x) -> g.relu("f", g.batchNorm("x", x))));
        rows.add(row(
                "bn + tanh", 4, Shape.map(8, 4, 5), (g, x) -> g.activate("f", g.batchNorm("x", x), Activation.TANH)));
        rows.add(row(
                "bn of a vector",
                6,
                Shape.map(4, 3, 3),
                (g, x) -> g.relu("f", g.batchNorm("x", g.relu("f0", g.dense("d", g.flatten("flat", x), 12))))));
        rows.add(row("lrn", 2, Shape.map(16, 5, 5), (g, x) -> g.localResponseNorm("x", x, 5, 0.5, 0.75, 2)));
        rows.add(row("lrn, 7 channels", 2, Shape.map(7, 3, 4), (g, x) -> g.localResponseNorm("x", x, 3, 0.5, 0.75, 1)));
        rows.add(row("global average pool", 2, Shape.map(5, 6, 7), (g, x) -> g.globalAveragePool("x", x)));
        rows.add(row("residual block", 2, Shape.map(8, 6, 6), (g, x) -> {
            Node y = g.relu("r0", g.conv("c0", x, Conv.of(8, 3).pad(1)));
            return g.relu("x", g.add("add", g.conv("c1", y, Conv.of(8, 3).pad(1)), y));
        }));
        rows.add(row("sum read twice", 2, Shape.map(4, 5, 5), (g, x) -> {
            Node a = g.conv("a", x, Conv.of(4, 1));
            Node b = g.conv("b", x, Conv.of(4, 1));
            Node sum = g.add("x", a, b);
            return g.add("y", sum, g.add("z", a, g.relu("f", sum)));
        }));
        rows.add(row(
                "concat",
                2,
                Shape.map(3, 5, 5),
                (g, x) -> g.concat(
                        "x",
                        List.of(
                                g.conv("a", x, Conv.of(5, 1)),
                                g.conv("b", x, Conv.of(8, 3).pad(1)),
                                x))));
        rows.add(row("shuffle", 2, Shape.map(6, 3, 5), (g, x) -> g.channelShuffle("x", x, 3)));
        rows.add(row(
                "shuffle, as many groups as channels", 2, Shape.map(4, 3, 2), (g, x) -> g.channelShuffle("x", x, 4)));
        rows.add(row("shuffle between grouped convolutions", 2, Shape.map(8, 5, 4), (g, x) -> {
            Node y = g.channelShuffle("s", g.conv("a", x, Conv.of(8, 1)), 4);
            return g.conv("x", y, Conv.of(8, 3).pad(1).groups(8));
        }));
        rows.add(row("slice", 2, Shape.map(7, 3, 4), (g, x) -> g.channelSlice("x", x, 2, 4)));
        rows.add(row("split, one half through convolutions", 2, Shape.map(8, 5, 4), (g, x) -> {
            Node y = g.conv("a", x, Conv.of(8, 1));
            Node half =
                    g.conv("x", g.channelSlice("right", y, 4, 4), Conv.of(4, 3).pad(1));
            return g.channelShuffle("s", g.concat("c", List.of(g.channelSlice("left", y, 0, 4), half)), 2);
        }));
        rows.add(row("squeeze and excitation", 3, Shape.map(8, 5, 4), (g, x) -> {
            Node y = g.conv("a", x, Conv.of(8, 3).pad(1));
            Node s = g.relu("r", g.conv("f1", g.adaptiveAveragePool("p", y, 1), Conv.of(3, 1)));
            return g.channelScale("x", y, g.activate("g", g.conv("f2", s, Conv.of(8, 1)), Activation.SIGMOID));
        }));
        rows.add(row("average to a pixel", 2, Shape.map(5, 6, 7), (g, x) -> g.adaptiveAveragePool("x", x, 1)));
        rows.add(row("zero-padded shortcut", 2, Shape.map(8, 7, 6), (g, x) -> g.zeroPaddedShortcut("x", x, 16, 2)));
        rows.add(row(
                "zero-padded shortcut, zeros around",
                2,
                Shape.map(4, 7, 6),
                (g, x) -> g.zeroPaddedShortcut("x", x, 15, 2, 9)));
        rows.add(row(
                "zero-padded shortcut, one row", 2, Shape.map(3, 1, 5), (g, x) -> g.zeroPaddedShortcut("x", x, 9, 2)));
        rows.add(row(
                "zero-padded shortcut, one pixel",
                1,
                Shape.map(1, 1, 1),
                (g, x) -> g.zeroPaddedShortcut("x", x, 3, 2)));
        return rows.stream();
    }

    static Stream<Arguments> onBothKernels() {
        return Stream.of("onednn", "nd4j")
                .flatMap(k ->
                        bodies().map(row -> Arguments.of(k, row.get()[0], row.get()[1], row.get()[2], row.get()[3])));
    }

    @AfterEach
    void automaticKernels() {
        System.clearProperty(KernelChoice.PROPERTY);
    }

    @ParameterizedTest(name = "{0}: {1}, batch {2}, {3}")
    @MethodSource("onBothKernels")
    void fastEqualsStock(String kernels, String name, int batch, Shape in, BiFunction<GraphScope, Node, Node> body) {
        System.setProperty(KernelChoice.PROPERTY, kernels);
        Tiny tiny = new Tiny(in, body);
        ComputationGraph fast = tiny.build(Engine.FAST);
        ComputationGraph stock = tiny.build(Engine.STOCK);
        if (name.contains("groups=4") || name.contains("groups=2")) {
            assertThat(fast.numParams()).isEqualTo(stock.numParams());
            GroupedWeights.copy(stock, fast, "x");
        } else {
            fast.setParams(stock.params().dup());
        }
        INDArray x = Tiny.images(batch, in, 1);
        INDArray dy = Tiny.values(2, batch, Tiny.CLASSES);
        InputGradients.Result a = InputGradients.of(fast, Tiny.nhwc(x), "logits", true, y -> dy);
        InputGradients.Result b = InputGradients.of(stock, x, "logits", true, y -> dy.dup());
        Tiny.assertClose("output", a.output(), b.output(), 1e-4);
        if (!name.startsWith("lrn")) {
            // DL4J's gradient of this layer disagrees with differences of its own output: see NumericalGradientTest.
            Tiny.assertClose("input gradient", Tiny.nchw(a.inputGradient()), b.inputGradient(), 1e-4);
        }
        for (Map.Entry<String, INDArray> e : a.parameterGradients().entrySet()) {
            INDArray twin = b.parameterGradients().get(e.getKey());
            if (twin != null) {
                Tiny.assertClose(
                        e.getKey(), e.getValue(), twin.reshape(e.getValue().shape()), 1e-4);
            }
        }
        INDArray fastAnswer = fast.outputSingle(Tiny.nhwc(x));
        Tiny.assertClose("probabilities", fastAnswer, stock.outputSingle(x), 1e-4);
    }
}
