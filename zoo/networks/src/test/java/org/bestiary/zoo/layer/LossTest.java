package org.bestiary.zoo.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/** The softmax loss against DL4J's, which gets the smoothed and weighted labels ready-made. */
class LossTest {

    private final INDArray logits = Tiny.values(3, 6, Tiny.CLASSES).muli(3);
    private final INDArray labels = Tiny.labels(6);

    /** Score, gradient, probabilities. */
    private record Answer(double score, INDArray each, INDArray gradient, INDArray probabilities) {}

    private Answer ask(Layer loss, INDArray y, INDArray mask) {
        ComputationGraph net = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.feedForward(Tiny.CLASSES))
                .addLayer("loss", loss, "in")
                .setOutputs("loss")
                .build());
        net.init();
        LayerWorkspaceMgr none = LayerWorkspaceMgr.noWorkspaces();
        org.deeplearning4j.nn.api.Layer layer = net.getLayer("loss");
        layer.setInput(logits.dup(), none);
        layer.setMaskArray(mask);
        ((IOutputLayer) layer).setLabels(y);
        INDArray gradient = layer.backpropGradient(null, none).getSecond();
        double score = ((IOutputLayer) layer).computeScore(0, true, none);
        INDArray each = ((IOutputLayer) layer).computeScoreForExamples(0, none);
        return new Answer(score, each, gradient, layer.activate(false, none));
    }

    private static LossLayer stock() {
        return new LossLayer.Builder(new LossMCXENT())
                .activation(Activation.SOFTMAX)
                .build();
    }

    private static void assertSame(Answer actual, Answer expected, double weight) {
        assertThat(actual.score()).isCloseTo(weight * expected.score(), within(1e-5));
        Tiny.assertClose("gradient", actual.gradient(), expected.gradient().mul(weight), 1e-5);
        Tiny.assertClose("examples", actual.each(), expected.each().mul(weight).reshape(6, 1), 1e-5);
        Tiny.assertClose("probabilities", actual.probabilities(), expected.probabilities(), 1e-5);
    }

    @Test
    void plain() {
        assertSame(ask(new FastSoftmaxLoss(), labels, null), ask(stock(), labels, null), 1);
    }

    @Test
    void smoothedAndWeighted() {
        INDArray smooth = labels.mul(0.9).addi(0.1 / Tiny.CLASSES);
        assertSame(ask(new FastSoftmaxLoss(0.3, 0.1), labels, null), ask(stock(), smooth, null), 0.3);
    }

    @Test
    void largeLogitsStayFinite() {
        logits.muli(1000);
        Answer answer = ask(new FastSoftmaxLoss(), labels, null);
        assertThat(answer.score()).isFinite();
        assertThat(answer.probabilities().sum(1).sumNumber().doubleValue()).isCloseTo(6, within(1e-5));
    }

    @Test
    void maskedExamplesCountForNothing() {
        INDArray mask = Nd4j.createFromArray(1f, 0f, 1f, 1f, 0f, 1f).reshape(6, 1);
        Answer answer = ask(new FastSoftmaxLoss(), labels, mask);
        assertThat(answer.gradient().getRow(1).norm2Number().doubleValue()).isZero();
        assertThat(answer.gradient().getRow(0).norm2Number().doubleValue()).isPositive();
    }
}
