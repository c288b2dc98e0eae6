package org.bestiary.zoo.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.File;
import java.nio.file.Path;
import org.bestiary.zoo.Architecture;
import org.bestiary.zoo.BuildOptions;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.SmallVariants;
import org.bestiary.zoo.Zoo;
import org.bestiary.zoo.graph.Engine;
import org.bestiary.zoo.graph.Training;
import org.bestiary.zoo.update.FusedUpdater;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.optimize.listeners.CollectScoresIterationListener;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;

/** Networks of fast layers as DL4J sees them: they train as stock ones do, and are saved, copied and continued alike. */
class WholeNetworkTest {

    private static ComputationGraph build(String id, Engine engine, IUpdater updater, double l2) {
        Architecture architecture = Zoo.find(id);
        ComputationGraph net = new ComputationGraph(
                architecture.configure(BuildOptions.defaults().engine(engine).seed(7), new Training(updater, l2)));
        net.init();
        return net;
    }

    private static ComputationGraph build(String id, Engine engine) {
        return build(id, engine, new Nesterovs(0.01, 0.9), 1e-4);
    }

    private static INDArray images(String id, int batch, int step) {
        Shape s = Zoo.find(id).card().input();
        return Tiny.images(batch, s, 100 + step);
    }

    private static INDArray labels(int batch) {
        return labels(batch, 10);
    }

    private static INDArray labels(int batch, int classes) {
        INDArray y = Nd4j.zeros(batch, classes);
        for (int i = 0; i < batch; i++) {
            y.putScalar(i, i * 3 % classes, 1);
        }
        return y;
    }

    private static void train(ComputationGraph fast, String id, int steps) {
        for (int step = 0; step < steps; step++) {
            fast.fit(new DataSet(Tiny.nhwc(images(id, 8, step % 2)), labels(8)));
        }
    }

    @Test
    void lossesFollowTheStockEngineForTwentySteps() {
        followStock("lenet5", 20);
    }

    @Test
    @Tag("slow") // the stock engine is
    void lossesOfAResidualNetworkFollowTheStockEngineForTwentySteps() {
        followStock("resnet20", 20);
    }

    private static void followStock(String id, int steps) {
        ComputationGraph fast = build(id, Engine.FAST, new Sgd(0.001), 1e-4);
        ComputationGraph stock = build(id, Engine.STOCK, new Sgd(0.001), 1e-4);
        stock.setParams(fast.params().dup());
        assertThat(FusedUpdater.attach(fast)).isTrue();
        for (int step = 0; step < steps; step++) {
            INDArray x = images(id, 8, step % 2);
            fast.fit(new DataSet(Tiny.nhwc(x), labels(8)));
            stock.fit(new DataSet(x, labels(8)));
            assertThat(fast.score()).as("step %d", step).isCloseTo(stock.score(), within(1e-3));
        }
        Tiny.assertClose("parameters", fast.params(), stock.params(), 1e-3);
    }

    @Test
    void trainingIsRepeatableBitForBit() {
        INDArray[] parameters = new INDArray[2];
        for (int run = 0; run < 2; run++) {
            ComputationGraph net = build("resnet20", Engine.FAST);
            FusedUpdater.attach(net);
            train(net, "resnet20", 3);
            parameters[run] = net.params().dup();
        }
        assertThat(parameters[0].toFloatVector()).isEqualTo(parameters[1].toFloatVector());
    }

    @Test
    void jsonAndZipKeepEverything(@TempDir Path directory) throws Exception {
        ComputationGraph net = build("resnet20", Engine.FAST);
        train(net, "resnet20", 2);
        ComputationGraphConfiguration read =
                ComputationGraphConfiguration.fromJson(net.getConfiguration().toJson());
        assertThat(read).isEqualTo(net.getConfiguration());
        File zip = directory.resolve("model.zip").toFile();
        ModelSerializer.writeModel(net, zip, true);
        ComputationGraph back = ModelSerializer.restoreComputationGraph(zip, true);
        INDArray x = Tiny.nhwc(images("resnet20", 4, 9));
        assertThat(back.outputSingle(x)).isEqualTo(net.outputSingle(x));
        FusedUpdater.attach(back);
        FusedUpdater.attach(net);
        train(net, "resnet20", 1);
        train(back, "resnet20", 1);
        assertThat(back.params()).isEqualTo(net.params());
    }

    @Test
    void clonesAreIndependentAndListenersHear() {
        ComputationGraph net = build("lenet5", Engine.FAST);
        ComputationGraph copy = net.clone();
        CollectScoresIterationListener scores = new CollectScoresIterationListener(1);
        net.setListeners(scores);
        INDArray before = copy.params().dup();
        train(net, "lenet5", 3);
        assertThat(copy.params()).isEqualTo(before);
        assertThat(net.params()).isNotEqualTo(before);
        assertThat(net.summary()).contains("FastConvolution", "c1");
    }

    @Test
    void transferLearningFreezesAndReplaces() {
        ComputationGraph net = build("resnet20", Engine.FAST);
        String logits =
                Zoo.find("resnet20").network(BuildOptions.defaults()).logits().name();
        String pool = net.getConfiguration().getVertexInputs().get(logits).get(0);
        ComputationGraph other = new TransferLearning.GraphBuilder(net)
                .fineTuneConfiguration(new FineTuneConfiguration.Builder()
                        .updater(new Sgd(0.1))
                        .build())
                .setFeatureExtractor(pool)
                .nOutReplace(logits, 10, org.deeplearning4j.nn.weights.WeightInit.XAVIER)
                .build();
        INDArray frozen = other.getParam("conv1_W").dup();
        INDArray head = other.getParam(logits + "_W").dup();
        train(other, "resnet20", 2);
        assertThat(other.getParam("conv1_W")).isEqualTo(frozen);
        assertThat(other.getParam(logits + "_W")).isNotEqualTo(head);
    }

    @ParameterizedTest
    @MethodSource("org.bestiary.zoo.SmallVariants#everyKindOfOperation")
    void foldedNetworkAnswersTheSame(String id) {
        BuildOptions options = SmallVariants.of(id).engine(Engine.FAST);
        Shape input = Zoo.find(id).network(options).input();
        ComputationGraph net = new ComputationGraph(Zoo.find(id).configure(options));
        net.init();
        INDArray x = Tiny.nhwc(Tiny.images(2, input, 3));
        for (int i = 0; i < 3; i++) {
            net.fit(new DataSet(x, labels(2, SmallVariants.CLASSES))); // running statistics away from 0 and 1
        }
        ComputationGraph folded = FoldedNetwork.of(net);
        Tiny.assertClose("probabilities", folded.outputSingle(x), net.outputSingle(x), 1e-4);
        boolean normalised = net.paramTable().keySet().stream().anyMatch(k -> k.endsWith("_gamma"));
        assertThat(folded.numParams() < net.numParams()).isEqualTo(normalised);
    }
}
