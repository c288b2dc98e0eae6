package org.bestiary.experiments.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import org.bestiary.zoo.BuildOptions;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.Zoo;
import org.bestiary.zoo.graph.ConfigurationBuilder;
import org.bestiary.zoo.graph.Engine;
import org.bestiary.zoo.graph.LayerSet;
import org.bestiary.zoo.graph.Network;
import org.bestiary.zoo.graph.Training;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A larger network begins as the function that the smaller one has become. */
class GrowthTest {
    private static BuildOptions options(String id, Engine engine, long seed) {
        BuildOptions options = BuildOptions.defaults()
                .input(Shape.map(3, 32, 32))
                .classes(4)
                .engine(engine)
                .seed(seed);
        return id.startsWith("vgg") ? options.set("stem", "small").set("denseUnits", "16") : options.set("width", "4");
    }

    private static ComputationGraph build(Network network, BuildOptions options) {
        ComputationGraph net = new ComputationGraph(ConfigurationBuilder.build(network, options, Training.defaults()));
        net.init();
        return net;
    }

    @ParameterizedTest
    @CsvSource({
        "vgg11, vgg13, fast, 11, 2",
        "vgg13, vgg16, fast, 13, 3",
        "vgg11, vgg13, stock, 11, 2",
        "resnet20, resnet32, fast, 39, 6",
        "resnet20, resnet32, stock, 39, 6"
    })
    void itBeginsAsTheSameFunction(String from, String to, String engine, int carried, int identity) {
        BuildOptions small = options(from, Engine.parse(engine), 1);
        BuildOptions large = options(to, Engine.parse(engine), 2);
        Network first = Zoo.find(from).network(small);
        Network second = Zoo.find(to).network(large);
        ComputationGraph smaller = build(first, small);
        ComputationGraph larger = build(second, large);
        INDArray images = LayerSet.of(small.engine()).arrange(first, Nd4j.rand(3, 3, 32, 32));
        INDArray before = logits(first, smaller, images, small);
        assertThat(distance(logits(second, larger, images, large), before)).isGreaterThan(0.01);
        Growth.Result result = Growth.carry(smaller, larger, second);
        assertThat(result.carried()).hasSize(carried);
        assertThat(result.identity()).hasSizeGreaterThanOrEqualTo(identity);
        assertThat(distance(logits(second, larger, images, large), before)).isLessThan(1e-5);
    }

    /** Scores before softmax, which saturates in networks that have learnt nothing. */
    private static INDArray logits(Network network, ComputationGraph net, INDArray images, BuildOptions options) {
        String vertex = LayerSet.of(options.engine()).vertexOf(network, network.logits());
        return net.feedForward(new INDArray[] {images}, false).get(vertex).dup();
    }

    /** Largest difference as a share of the largest score. */
    private static double distance(INDArray a, INDArray b) {
        return a.sub(b).amaxNumber().doubleValue() / b.amaxNumber().doubleValue();
    }

    /** What cannot be the identity is left as it was drawn. */
    @ParameterizedTest
    @CsvSource({"resnet20, vgg11"})
    void layersOfAnotherShapeAreNotCarried(String from, String to) {
        Network second = Zoo.find(to).network(options(to, Engine.FAST, 2));
        ComputationGraph larger = build(second, options(to, Engine.FAST, 2));
        ComputationGraph smaller =
                build(Zoo.find(from).network(options(from, Engine.FAST, 1)), options(from, Engine.FAST, 1));
        Growth.Result result = Growth.carry(smaller, larger, second);
        assertThat(result.carried()).isEmpty();
        assertThat(result.random())
                .contains("stage1.conv1", "stage2.conv1", "fc8")
                .doesNotContain("stage5.conv2");
    }
}
