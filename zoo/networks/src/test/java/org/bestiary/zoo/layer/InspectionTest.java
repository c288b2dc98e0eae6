package org.bestiary.zoo.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bestiary.zoo.Architecture;
import org.bestiary.zoo.BuildOptions;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.SmallVariants;
import org.bestiary.zoo.Zoo;
import org.bestiary.zoo.graph.Engine;
import org.bestiary.zoo.graph.LayerSet;
import org.bestiary.zoo.graph.Network;
import org.bestiary.zoo.op.Activate;
import org.bestiary.zoo.op.Activation;
import org.bestiary.zoo.op.Conv;
import org.bestiary.zoo.weights.StockExport;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Gradients in evaluation mode are the derivative of what the network computes, for every network and both engines. */
class InspectionTest {

    private static final int CLASSES = SmallVariants.CLASSES;
    private static final double TOLERANCE = 1e-3;
    private static final double STEP = 1e-7;

    /** A network with statistics as if it had been trained: away from what they start as. */
    private static final class Net {
        final Network network;
        final LayerSet layers;
        final ComputationGraph graph;
        final String logits;

        Net(String id, Engine engine) {
            Architecture architecture = Zoo.find(id);
            BuildOptions options = SmallVariants.of(id).engine(engine);
            network = architecture.network(options);
            layers = LayerSet.of(engine);
            graph = new ComputationGraph(architecture.configure(options));
            graph.init();
            logits = layers.vertexOf(network, network.logits());
        }

        /** The same parameters in the stock engine. */
        Net twin() {
            Net stock = new Net(network.id(), Engine.STOCK);
            StockExport.copy(graph, stock.graph);
            return stock;
        }

        /**
         * Weights that keep the size of signals through any depth, biases away from zero, and statistics like those of the
         * data but not the same: as after training, and well conditioned for differences of floats.
         */
        private void settle() {
            Random random = new Random(3);
            graph.paramTable().forEach((name, value) -> {
                double scale = name.endsWith("_W") ? Math.sqrt(2.0 / fanIn(value)) : 0.1;
                double centre = name.endsWith("_gamma") ? 1 : 0;
                for (long i = 0; i < value.length(); i++) {
                    value.putScalar(i, centre + scale * random.nextGaussian());
                }
            });
            try (GraphWalk walk = new GraphWalk(graph, false, false)) {
                walk.forward(images(), graph.getVertex(logits), this::settleReaders);
            }
        }

        private static double fanIn(INDArray weights) {
            if (weights.rank() == 2) {
                return weights.size(0);
            }
            boolean depthwise = weights.size(3) == 1 && weights.size(0) == weights.size(1);
            return depthwise ? weights.size(0) * weights.size(1) : weights.length() / weights.size(0);
        }

        private void settleReaders(String vertex, INDArray y) {
            graph.getConfiguration().getVertexInputs().forEach((reader, inputs) -> {
                if (inputs.contains(vertex) && graph.paramTable().containsKey(reader + "_var")) {
                    int channels = y.rank() == 4 && layers.layout() == CNN2DFormat.NHWC ? 3 : 1;
                    int[] others = IntStream.range(0, y.rank())
                            .filter(a -> a != channels)
                            .toArray();
                    INDArray variance = graph.getParam(reader + "_var");
                    variance.assign(y.var(false, others)
                            .reshape(variance.shape())
                            .mul(1.2)
                            .add(1e-3));
                    INDArray mean = graph.getParam(reader + "_mean");
                    mean.assign(y.mean(others).reshape(mean.shape()).add(0.05));
                }
            });
        }

        INDArray images() {
            return images(5);
        }

        INDArray images(long seed) {
            return layers.arrange(network, Tiny.images(2, network.input(), seed));
        }
    }

    /** Every kind of layer; the others are in the slow test. */
    @ParameterizedTest
    @MethodSource("org.bestiary.zoo.SmallVariants#everyKindOfOperation")
    void gradientIsTheDifference(String id) {
        assertDerivative(id);
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("org.bestiary.zoo.Zoo#ids")
    void gradientIsTheDifferenceForEveryNetwork(String id) {
        if (!id.equals("resnet1202")) { // minutes for each pass, and the same blocks as resnet110
            assertDerivative(id);
        }
    }

    /**
     * A ReLU or maximum so near its kink that rounding decides makes the gradients of floats and doubles differ by one unit's
     * share: rare, and never for every image. A wrong gradient is wrong for all.
     */
    private static void assertDerivative(String id) {
        Net fast = new Net(id, Engine.FAST);
        fast.settle();
        Net stock = fast.twin();
        ComputationGraph precise = stock.graph.convertDataType(DataType.DOUBLE);
        double error = Double.POSITIVE_INFINITY;
        for (long seed = 5; seed < 8 && error > TOLERANCE; seed++) {
            error = largestError(fast, stock, precise, seed);
        }
        assertThat(error).as("relative error of %s", id).isLessThan(TOLERANCE);
    }

    /**
     * Against differences of scores in double precision, which DL4J's own layers can: small enough a step to miss the kinks,
     * and still far above rounding. Along two directions: up the gradient, where the derivative is largest and equals its
     * length, and aslant.
     */
    private static double largestError(Net fast, Net stock, ComputationGraph precise, long seed) {
        INDArray weights = Tiny.values(6, 2, CLASSES);
        INDArray mine = Tiny.nchw(gradient(fast, weights, false, seed)).castTo(DataType.DOUBLE);
        INDArray theirs = gradient(stock, weights, false, seed).castTo(DataType.DOUBLE);
        double length = mine.norm2Number().doubleValue();
        INDArray aslant = Tiny.values(9, mine.shape()).castTo(DataType.DOUBLE);
        aslant.divi(aslant.norm2Number());
        INDArray x = stock.images(seed).castTo(DataType.DOUBLE);
        double largest = 0;
        for (INDArray direction :
                List.of(mine.div(length), mine.div(length).mul(0.8).addi(aslant.mul(0.6)))) {
            INDArray step = direction.mul(STEP);
            double above =
                    score(Inspection.of(precise, stock.logits).run(x.add(step)).output(), weights);
            double below =
                    score(Inspection.of(precise, stock.logits).run(x.sub(step)).output(), weights);
            double slope = (above - below) / (2 * STEP);
            for (INDArray gradient : List.of(mine, theirs)) {
                double error = Math.abs(direction.mul(gradient).sumNumber().doubleValue() - slope) / length;
                largest = Math.max(largest, Double.isNaN(error) ? Double.POSITIVE_INFINITY : error);
            }
        }
        return largest;
    }

    private static double score(INDArray y, INDArray weights) {
        double sum = 0;
        for (long i = 0; i < y.length(); i++) {
            sum += y.getDouble(i) * weights.getDouble(i);
        }
        return sum;
    }

    static Stream<String> everyKindOfOperationWithRelu() {
        return SmallVariants.everyKindOfOperation().stream()
                .filter(id -> Zoo.find(id).network(SmallVariants.of(id)).nodes().stream()
                        .anyMatch(n -> n.op() instanceof Activate a && a.function() == Activation.RELU));
    }

    @ParameterizedTest
    @MethodSource("everyKindOfOperationWithRelu")
    void enginesAgreeOnGuidedGradients(String id) {
        Net fast = new Net(id, Engine.FAST);
        fast.settle();
        Net stock = fast.twin();
        INDArray weights = Tiny.values(6, 2, CLASSES);
        INDArray a = Tiny.nchw(gradient(fast, weights, true, 5));
        INDArray b = gradient(stock, weights, true, 5);
        assertThat(a.distance2(b)).isLessThan(TOLERANCE * b.norm2Number().doubleValue());
        INDArray plain = Tiny.nchw(gradient(fast, weights, false, 5));
        assertThat(a.distance2(plain)).isGreaterThan(0.1 * plain.norm2Number().doubleValue());
    }

    private static INDArray gradient(Net net, INDArray weights, boolean guided, long seed) {
        Inspection inspection = Inspection.of(net.graph, net.logits).imageGradient();
        return (guided ? inspection.guided() : inspection)
                .run(net.images(seed), y -> weights.dup())
                .imageGradient()
                .orElseThrow();
    }

    /** A network of two layers, by hand: the ReLU lets through what is positive above and below. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void guidedStopsNegativeGradients(Engine engine) {
        ComputationGraph net =
                new Tiny(Shape.map(1, 1, 1), (g, x) -> g.relu("r", g.conv("c", x, Conv.of(2, 1)))).build(engine);
        net.getParam("c_W").assign(Nd4j.create(new float[] {2, 3}, 2, 1, 1, 1));
        net.getParam("c_b").assign(0);
        net.getParam("logits_W").assign(0);
        net.getParam("logits_W").putScalar(0, 0, 5);
        net.getParam("logits_W").putScalar(1, 0, -7);
        INDArray first = Nd4j.zeros(1, Tiny.CLASSES);
        first.putScalar(0, 1);
        INDArray x = Nd4j.ones(1, 1, 1, 1);
        Inspection plain = Inspection.of(net, "logits").imageGradient();
        assertThat(plain.run(x, y -> first.dup()).imageGradient().orElseThrow().getDouble(0))
                .isCloseTo(5 * 2 - 7 * 3, within(1e-5));
        Inspection guided = Inspection.of(net, "logits").imageGradient().guided();
        assertThat(guided.run(x, y -> first.dup()).imageGradient().orElseThrow().getDouble(0))
                .isCloseTo(5 * 2, within(1e-5));
        assertThat(Inspection.hasRelu(net)).isTrue();
    }

    @Test
    void aNetworkWithoutReluHasNone() {
        ComputationGraph net = new Tiny(
                        Shape.map(1, 2, 2), (g, x) -> g.activate("t", g.conv("c", x, Conv.of(2, 1)), Activation.TANH))
                .build(Engine.FAST);
        assertThat(Inspection.hasRelu(net)).isFalse();
    }

    /** What an inner layer's gradient says of the score must agree with moving on from that layer. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void innerGradientsAndActivationsAreThoseOfTheLayer(Engine engine) {
        Net net = new Net("resnet20", engine);
        INDArray weights = Tiny.values(6, 2, CLASSES);
        Inspection.Seen seen =
                Inspection.of(net.graph, net.logits).gradientsAt("pool").run(net.images(), y -> weights.dup());
        INDArray dense = net.graph.getParam(net.logits + "_W");
        Tiny.assertClose("features' gradient", seen.gradients().get("pool"), weights.mmul(dense.transpose()), 1e-5);
        INDArray again =
                seen.activations().get("pool").mmul(dense).addiRowVector(net.graph.getParam(net.logits + "_b"));
        Tiny.assertClose("scores", again, seen.output(), 1e-5);
        assertThat(seen.imageGradient()).isEmpty();
    }

    /** Looking must not change what the network does afterwards. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void lookingLeavesNoTrace(Engine engine) {
        Net net = new Net("resnet20", engine);
        INDArray before = net.graph.params().dup();
        INDArray answer = net.graph.outputSingle(net.images());
        Inspection.of(net.graph, net.logits).imageGradient().guided().run(net.images(), y -> y.dup());
        assertThat(net.graph.params()).isEqualTo(before);
        assertThat(net.graph.outputSingle(net.images())).isEqualTo(answer);
        INDArray labels = Nd4j.zeros(2, CLASSES);
        labels.putScalar(0, 0, 1);
        labels.putScalar(1, 1, 1);
        net.graph.fit(new INDArray[] {net.images()}, new INDArray[] {labels});
        assertThat(net.graph.params()).isNotEqualTo(before);
        assertThat(net.graph.score()).isFinite();
    }

    @Test
    void fastNetworksNeedNoGradientViews() {
        Net net = new Net("vgg11-bn", Engine.FAST);
        Inspection.of(net.graph, net.logits).imageGradient().run(net.images(), y -> y.dup());
        assertThat(net.graph.getFlattenedGradients()).isNull();
        assertThat(net.layers.layout()).isEqualTo(CNN2DFormat.NHWC);
    }
}
