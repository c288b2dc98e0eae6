package org.bestiary.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.bestiary.zoo.analysis.Analysis;
import org.bestiary.zoo.graph.Engine;
import org.bestiary.zoo.graph.Network;
import org.bestiary.zoo.weights.Pretrained;
import org.bestiary.zoo.weights.TensorLayout;
import org.bestiary.zoo.weights.WeightMap;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The same parameters in both engines give the same scores, for every network and every word that an option may have. */
class FastEqualsStockTest {

    /** Deeper networks repeat what these show; the stock engine takes minutes for 1202 layers. */
    private static final int DEEPEST = 110;

    /** Up to this many parameters in the small variant a network is tested by default, and these besides. */
    private static final long QUICK = 3_000_000;

    private static final Set<String> ALSO_QUICK =
            Set.of("alexnet", "zfnet", "googlenet", "googlenet-aux", "resnet34-a", "vgg11-bn");

    private static BuildOptions small(Architecture architecture) {
        BuildOptions small = SmallVariants.of(architecture.id());
        for (Option option : architecture.options()) {
            if (option.name().equals("depth") && Integer.parseInt(option.defaultValue()) > DEEPEST) {
                small = small.set("depth", architecture.id().startsWith("resnet") ? "110" : "100");
            }
        }
        return small;
    }

    /** A network as it is, and with each other word that one of its options may have. */
    private static Stream<Arguments> variants(Architecture architecture) {
        BuildOptions small = small(architecture);
        List<Arguments> rows = new ArrayList<>();
        rows.add(Arguments.of(architecture.id(), "as it is", small));
        for (Option option : architecture.options()) {
            for (String word : option.choices()) {
                if (!option.name().equals("stem") && !word.equals(option.defaultValue())) {
                    String variant = option.name() + "=" + word;
                    rows.add(Arguments.of(architecture.id(), variant, small.set(option.name(), word)));
                }
            }
        }
        return rows.stream();
    }

    private static boolean isQuick(Architecture architecture) {
        return ALSO_QUICK.contains(architecture.id())
                || Analysis.of(architecture.network(small(architecture))).totalParameters() <= QUICK;
    }

    static Stream<Arguments> quick() {
        return Zoo.all().stream().filter(FastEqualsStockTest::isQuick).flatMap(FastEqualsStockTest::variants);
    }

    static Stream<Arguments> others() {
        return Zoo.all().stream().filter(a -> !isQuick(a)).flatMap(FastEqualsStockTest::variants);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("quick")
    void scoresOfSmallNetworksAreTheSame(String id, String variant, BuildOptions options) {
        compare(id, options);
    }

    @Tag("slow")
    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("others")
    void scoresOfOtherNetworksAreTheSame(String id, String variant, BuildOptions options) {
        compare(id, options);
    }

    private static void compare(String id, BuildOptions options) {
        Architecture architecture = Zoo.find(id);
        Network network = architecture.network(options);
        ComputationGraph stock = new ComputationGraph(architecture.configure(options.engine(Engine.STOCK)));
        stock.init();
        assertThat(stock.numParams()).isEqualTo(Analysis.of(network).totalParameters());
        leaveTheStart(stock);
        Nd4j.getRandom().setSeed(5);
        INDArray nchw = SmallVariants.images(network.input(), Engine.STOCK, 2);

        Pretrained fast = Pretrained.load(
                architecture, new GraphTensors(network, stock), WeightMap.sameNames(TensorLayout.TORCH), options);
        INDArray expected = stock.feedForward(nchw, false).get(network.logits().name());
        INDArray got = fast.logits(nchw);
        assertThat(expected.norm2Number().doubleValue()).isPositive();
        assertThat(got.sub(expected).norm2Number().doubleValue())
                .isLessThanOrEqualTo(1e-4 * expected.norm2Number().doubleValue());
    }

    /** Biases, scales and statistics as after some training: not the 0 and 1 that they start with, and of both signs. */
    private static void leaveTheStart(ComputationGraph net) {
        Random random = new Random(3);
        net.paramTable().forEach((key, values) -> {
            String part = key.substring(key.lastIndexOf('_') + 1);
            for (long i = 0; i < values.length() && !part.equals("W"); i++) {
                double noise = 0.2 * random.nextGaussian();
                values.putScalar(i, part.equals("gamma") || part.equals("var") ? Math.exp(noise) : noise);
            }
        });
    }
}
