package org.bestiary.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bestiary.zoo.analysis.Analysis;
import org.bestiary.zoo.graph.Engine;
import org.bestiary.zoo.graph.Network;
import org.bestiary.zoo.graph.Training;
import org.bestiary.zoo.op.Activate;
import org.bestiary.zoo.op.Activation;
import org.bestiary.zoo.op.BatchNorm;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.NoOp;

/** What every network of the registry must do, from building to learning; each rung at the least size that shows it. */
class LadderTest {
    private static final int CLASSES = SmallVariants.CLASSES;

    /** Weights of at most this many parameters are allocated in the default tests. */
    private static final long SMALL = 3_000_000;

    /** Networks without normalisation need them; the others end long before. */
    private static final int STEPS = 200;

    private static final List<String> THOUSANDS = List.of("resnet1202", "resnet1001-v2");

    static Stream<String> all() {
        return Zoo.ids().stream();
    }

    static Stream<String> small() {
        return SmallVariants.withAtMost(SMALL);
    }

    static Stream<String> large() {
        Set<String> small = small().collect(Collectors.toSet());
        // DL4J takes minutes for each pass through a thousand layers: see aThousandLayersTakeAStep.
        return all().filter(id -> !small.contains(id) && !THOUSANDS.contains(id));
    }

    private static INDArray labels(int batch, int classes) {
        if (classes == 1) {
            return Nd4j.create(DataType.FLOAT, batch, 1).addi(1);
        }
        INDArray labels = Nd4j.zeros(DataType.FLOAT, batch, classes);
        for (int i = 0; i < batch; i++) {
            labels.putScalar(i, i % classes, 1);
        }
        return labels;
    }

    private static INDArray[] repeated(INDArray labels, ComputationGraph net) {
        INDArray[] all = new INDArray[net.getNumOutputArrays()];
        Arrays.fill(all, labels);
        return all;
    }

    // ---- configurations

    @ParameterizedTest
    @MethodSource("all")
    void bothEnginesHaveAConfigurationThatSurvivesJson(String id) {
        for (Engine engine : Engine.values()) {
            ComputationGraphConfiguration configuration =
                    Zoo.find(id).configure(SmallVariants.of(id).engine(engine));
            ComputationGraphConfiguration read = ComputationGraphConfiguration.fromJson(configuration.toJson());
            if (engine == Engine.STOCK) {
                // Before init() DL4J forgets whether stock normalisation keeps a variance or its logarithm.
                configuration.getVertices().values().forEach(LadderTest::forgetLogarithms);
                read.getVertices().values().forEach(LadderTest::forgetLogarithms);
            }
            assertThat(read).as(engine.id()).isEqualTo(configuration);
        }
    }

    private static void forgetLogarithms(GraphVertex vertex) {
        if (vertex instanceof LayerVertex layer && layer.getLayerConf().getLayer() instanceof BatchNormalization norm) {
            norm.setUseLogStd(false);
        }
    }

    // ---- weights: the small ones by default

    @ParameterizedTest
    @MethodSource("small")
    void smallNetworksClimb(String id) throws IOException {
        climb(id);
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("large")
    void largeNetworksClimb(String id) throws IOException {
        climb(id);
    }

    /** Counts as analysed, the same weights from the same seed, a gradient for every parameter, and a zip that reads back. */
    private static void climb(String id) throws IOException {
        Architecture architecture = Zoo.find(id);
        BuildOptions options = SmallVariants.of(id);
        Network network = architecture.network(options);
        Training still = new Training(new NoOp(), 0);
        ComputationGraph net = new ComputationGraph(architecture.configure(options, still));
        net.init();
        assertThat(net.numParams()).isEqualTo(Analysis.of(network).totalParameters());

        ComputationGraph twin = new ComputationGraph(architecture.configure(options, still));
        twin.init();
        assertThat(twin.params()).isEqualTo(net.params());
        ComputationGraph other = new ComputationGraph(architecture.configure(options.seed(2), still));
        other.init();
        assertThat(other.params()).isNotEqualTo(net.params());

        Nd4j.getRandom().setSeed(5);
        INDArray images = SmallVariants.images(network.input(), options.engine(), 4);
        net.setInputs(images);
        net.setLabels(repeated(labels(4, CLASSES), net));
        net.computeGradientAndScore();
        assertThat(net.score()).isFinite();
        List<String> idle = new ArrayList<>();
        for (Map.Entry<String, INDArray> e :
                net.gradient().gradientForVariable().entrySet()) {
            if (!(e.getValue().norm2Number().doubleValue() > 0)) {
                idle.add(e.getKey());
            }
        }
        assertThat(idle).as("parameters without a gradient").isEmpty();

        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        ModelSerializer.writeModel(net, zip, false);
        ComputationGraph read =
                ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(zip.toByteArray()), false);
        assertThat(read.output(images)[0]).isEqualTo(net.output(images)[0]);
    }

    @Tag("slow")
    @ParameterizedTest
    @FieldSource("THOUSANDS")
    void aThousandLayersTakeAStep(String id) {
        Architecture architecture = Zoo.find(id);
        BuildOptions options = SmallVariants.of(id);
        ComputationGraph net = new ComputationGraph(architecture.configure(options));
        net.init();
        assertThat(net.numParams())
                .isEqualTo(Analysis.of(architecture.network(options)).totalParameters());
        INDArray before = net.params().dup();
        net.fit(
                new INDArray[] {
                    SmallVariants.images(architecture.network(options).input(), options.engine(), 2)
                },
                new INDArray[] {labels(2, CLASSES)});
        assertThat(net.score()).isFinite();
        assertThat(net.params()).isNotEqualTo(before);
    }

    @Test
    void inferenceDropsTheAuxiliaryClassifiers() {
        Network network = Zoo.find("googlenet-aux").network(BuildOptions.defaults());
        assertThat(network.outputs()).hasSize(3);
        Network inference = network.inference();
        assertThat(inference.outputs()).containsExactly(network.logits());
        assertThat(Analysis.of(inference).learnableParameters()).isEqualTo(6_998_552);
    }

    /**
     * One of each family, small or not. Not those with a ReLU behind the classifier: where it is 0 for all four classes,
     * nothing is learned any more, and with so few classes that is a matter of luck.
     */
    private static Stream<String> families(boolean ofSmall) {
        Set<String> small = small().collect(Collectors.toSet());
        return SmallVariants.oneOfEachFamily().stream()
                .filter(id -> small.contains(id) == ofSmall)
                .filter(id -> !readsTheClassifier(Zoo.find(id).network(SmallVariants.of(id)), Activation.RELU));
    }

    private static boolean readsTheClassifier(Network network, Activation function) {
        return network.nodes().stream()
                .anyMatch(n ->
                        n.op() instanceof Activate a && a.function() == function && n.input() == network.classifier());
    }

    static Stream<String> smallFamilies() {
        return families(true);
    }

    static Stream<String> largeFamilies() {
        return families(false);
    }

    @ParameterizedTest
    @MethodSource("smallFamilies")
    void oneOfEachSmallFamilyOverfitsEightImages(String id) {
        overfit(id);
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("largeFamilies")
    void oneOfEachLargeFamilyOverfitsEightImages(String id) {
        overfit(id);
    }

    private static void overfit(String id) {
        Architecture architecture = Zoo.find(id);
        BuildOptions options = SmallVariants.of(id);
        Shape input = architecture.card().input();
        if (input.height() <= 32) {
            options = options.input(input); // at its least size little more than one number would be left of an image
        }
        for (Option option : architecture.options()) {
            if (option.name().equals("dropout")) {
                options = options.set("dropout", "0");
            }
        }
        boolean normalised = architecture.network(options).nodes().stream().anyMatch(n -> n.op() instanceof BatchNorm);
        Training training = new Training(new Adam(normalised ? 3e-3 : 1e-3), 0);
        ComputationGraph net = new ComputationGraph(architecture.configure(options, training));
        net.init();
        Nd4j.getRandom().setSeed(5);
        INDArray images = SmallVariants.images(architecture.network(options).input(), options.engine(), 8);
        // Each with a brightness of its own: for a network that averages over the map, noise is like noise.
        images.addi(Nd4j.rand(DataType.FLOAT, 8, 1, 1, 1).muli(4).subi(2));
        INDArray labels = labels(8, CLASSES);
        for (int step = 0; step == 0 || (step < STEPS && net.score() >= 0.1); step++) {
            net.fit(new INDArray[] {images}, repeated(labels, net));
        }
        assertThat(net.score()).isLessThan(0.1);
    }
}
