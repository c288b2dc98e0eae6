package org.bestiary.experiments.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bestiary.datasets.RandomStream;
import org.bestiary.experiments.config.ClassWeights;
import org.bestiary.experiments.config.SpecException;
import org.bestiary.experiments.config.SpecReader;
import org.bestiary.zoo.graph.LayerSet;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class LossWeightsTest {
    private static final String SPEC = """
            name: weighed
            model: {id: lenet5, options: {activation: tanh}%s}
            data: {id: strokes, classes: [3, 5%s], limit: 100}
            training: {epochs: 1, batch: 6, optimizer: {type: sgd, learningRate: 1}}
            engine: %s
            """;
    private static final String SIGMOID = ", transfer: {from: nowhere, head: {sigmoid: true}}";
    private static final int IMAGES = 6;

    private static ClassWeights rule(String yaml) {
        return SpecReader.parse(SPEC.formatted("", "", "fast"), "weighed", Map.of("training.classWeights", yaml))
                .spec()
                .training()
                .classWeights()
                .orElseThrow();
    }

    @Test
    void balancedWeightsAreThoseOfScikitLearn() {
        List<String> classes = List.of("a", "b", "c", "d");
        // n / (k n_c) with n = 60 and k = 3: the class without images does not count.
        LossWeights weights = LossWeights.of(rule("balanced"), classes, 40, 15, 0, 5);
        assertThat(weights.text(classes)).isEqualTo("a: 0.500, b: 1.33, c: 0.00, d: 4.00");
        INDArray images = weights.weigh(Nd4j.eye(4).castTo(Nd4j.dataType())).images();
        assertThat(images.toFloatVector()).containsExactly(0.5f, 60f / 45, 0, 4);
    }

    @Test
    void classesThatAreNotNamedWeighOne() {
        List<String> classes = List.of("cat", "dog", "eel");
        assertThat(LossWeights.given(rule("{dog: 2.5}"), classes)).containsExactly(1, 2.5f, 1);
        assertThat(LossWeights.given(rule("{2: 3, cat: 0.5}"), classes)).containsExactly(0.5f, 1, 3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{dgo: 2}|must name classes of the data set, but got 'dgo'; did you mean dog?",
                "{3: 2}|must name classes of the data set, but got '3'; there are cat, dog, eel",
                "{cat: 2, 0: 3}|must name a class once, but got 'cat' by name and by number; leave one out"
            })
    void aClassThatThereIsNotIsRefused(String yaml, String message) {
        assertThatThrownBy(() -> LossWeights.given(rule(yaml), List.of("cat", "dog", "eel")))
                .isInstanceOf(SpecException.class)
                .hasMessage("training.classWeights " + message);
    }

    /** A network with labels that are mixed, and how it is weighed. */
    private record Case(Plan plan, ComputationGraph net, INDArray images, float[][] labels, float[] weights) {
        static Case of(String engine, boolean sigmoid, int count) {
            SpecReader.Located located = SpecReader.parse(
                    SPEC.formatted(sigmoid ? SIGMOID : "", sigmoid ? "" : ", 7, 8", engine), "weighed", Map.of());
            Plan plan = Plan.of(located);
            ComputationGraph net = plan.build(plan.phases().get(0), Streams.of(4));
            RandomStream random = RandomStream.of(12);
            float[] pixels = new float[count * 28 * 28];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (float) random.nextGaussian();
            }
            int classes = plan.dataset().card().classes().size();
            float[][] labels = new float[count][classes];
            for (float[] row : labels) {
                double share = random.nextDouble();
                row[random.nextInt(classes)] += (float) share;
                row[random.nextInt(classes)] += (float) (1 - share);
            }
            float[] weights = new float[classes];
            for (int c = 0; c < classes; c++) {
                weights[c] = (float) random.uniform(0.2, 5);
            }
            INDArray images = Nd4j.create(pixels, new long[] {count, 1, 28, 28}, 'c');
            return new Case(
                    plan, net, LayerSet.of(plan.options().engine()).arrange(plan.network(), images), labels, weights);
        }

        LossWeights lossWeights() {
            StringBuilder yaml = new StringBuilder("{");
            for (int c = 0; c < weights.length; c++) {
                yaml.append(c == 0 ? "" : ", ").append(c).append(": ").append(weights[c]);
            }
            List<String> names = plan.dataset().card().classes();
            String byName = yaml.append('}').toString();
            ClassWeights rule = rule(byName);
            return LossWeights.of(rule, numbers(names.size()));
        }

        private static List<String> numbers(int count) {
            return java.util.stream.IntStream.range(0, count)
                    .mapToObj(Integer::toString)
                    .toList();
        }

        /** The gradient of the mean loss of a batch, as the updater gets it; the learning rate is 1. */
        INDArray gradient(INDArray rows, Optional<LossWeights> weights) {
            INDArray before = net.params().dup();
            fit(rows, weights);
            INDArray gradient = net.getFlattenedGradients().dup();
            net.setParams(before);
            return gradient;
        }

        /** Learns from the batch, and tells its loss. */
        double fit(INDArray rows, Optional<LossWeights> weights) {
            BatchScores scores = new BatchScores(LayerSet.of(plan.options().engine())
                    .vertexOf(plan.network(), plan.network().logits()));
            net.setListeners(scores);
            TrainingBatch taken =
                    TrainingBatch.of(new DataSet(images, rows), plan.network().classes(), weights);
            taken.fit(net);
            return taken.loss(net, scores, 0);
        }

        /** What the weighed loss is by its definition, in double precision, as a mean over the batch. */
        double definition() {
            String vertex = LayerSet.of(plan.options().engine())
                    .vertexOf(plan.network(), plan.network().logits());
            float[][] scores =
                    net.feedForward(new INDArray[] {images}, false).get(vertex).toFloatMatrix();
            double loss = 0;
            for (int i = 0; i < labels.length; i++) {
                double[] logs = scores[i].length == 1
                        ? new double[] {-softplus(scores[i][0]), -softplus(-scores[i][0])}
                        : logSoftmax(scores[i]);
                for (int c = 0; c < logs.length; c++) {
                    loss -= (double) weights[c] * labels[i][c] * logs[c];
                }
            }
            return loss / labels.length;
        }

        private static double softplus(double x) {
            return Math.log1p(Math.exp(x));
        }

        private static double[] logSoftmax(float[] row) {
            double[] x = new double[row.length];
            Arrays.setAll(x, i -> row[i]);
            double sum = Math.log(Arrays.stream(x).map(Math::exp).sum());
            return Arrays.stream(x).map(v -> v - sum).toArray();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "fast, false, 6", "stock, false, 6", "fast, true, 6", "stock, true, 6",
        "fast, false, 1", "stock, false, 1", "fast, true, 1", "stock, true, 1"
    })
    void lossAndGradientAreThoseOfTheDefinition(String engine, boolean sigmoid, int images) {
        Case c = Case.of(engine, sigmoid, images);
        Optional<LossWeights> weights = Optional.of(c.lossWeights());
        float[] slopes = c.gradient(Nd4j.create(c.labels), weights).data().asFloat();
        INDArray before = c.net.params().dup();
        double expected = c.definition();
        assertThat(c.fit(Nd4j.create(c.labels), weights)).isCloseTo(expected, within(1e-5));
        assertThat(c.net.params()).isNotEqualTo(before);

        // Finite differences along random directions, every parameter in each.
        RandomStream random = RandomStream.of(99);
        float[] at = before.data().asFloat();
        double step = 5e-4;
        for (int trial = 0; trial < 5; trial++) {
            float[] direction = new float[at.length];
            double slope = 0;
            for (int i = 0; i < at.length; i++) {
                direction[i] = (float) random.nextGaussian();
                slope += (double) slopes[i] * direction[i];
            }
            double up = lossAt(c, at, direction, step);
            double down = lossAt(c, at, direction, -step);
            assertThat((up - down) / (2 * step)).isCloseTo(slope, within(0.01 * Math.max(0.2, Math.abs(slope))));
        }
    }

    private static double lossAt(Case c, float[] at, float[] direction, double step) {
        float[] moved = new float[at.length];
        for (int i = 0; i < at.length; i++) {
            moved[i] = (float) (at[i] + step * direction[i]);
        }
        c.net.setParams(Nd4j.create(moved));
        return c.definition();
    }

    /** A loss is linear in the labels: so must be the gradient of every parameter. */
    @ParameterizedTest
    @CsvSource({"fast, false", "stock, false", "fast, true", "stock, true"})
    void theGradientIsTheWeighedSumOfThoseOfPlainLabels(String engine, boolean sigmoid) {
        Case c = Case.of(engine, sigmoid, 1);
        int classes = c.weights.length;
        INDArray found = c.gradient(Nd4j.create(c.labels), Optional.of(c.lossWeights()));
        INDArray expected = Nd4j.zeros(found.shape());
        for (int label = 0; label < classes; label++) {
            INDArray oneHot = Nd4j.zeros(1, classes);
            oneHot.putScalar(0, label, 1);
            expected.addi(c.gradient(oneHot, Optional.empty()).mul(c.weights[label] * c.labels[0][label]));
        }
        double scale = expected.amaxNumber().doubleValue();
        assertThat(scale).isPositive();
        assertThat(found.sub(expected).amaxNumber().doubleValue()).isLessThan(2e-5 * scale);
    }

    /** DL4J's score of a sigmoid is computed after its backward pass has written over the scores. */
    @ParameterizedTest
    @CsvSource({"fast, false", "stock, false", "fast, true", "stock, true"})
    void withoutWeightsTheLossIsThatOfTheDefinitionToo(String engine, boolean sigmoid) {
        Case c = Case.of(engine, sigmoid, IMAGES);
        Arrays.fill(c.weights, 1);
        double expected = c.definition();
        assertThat(c.fit(Nd4j.create(c.labels), Optional.empty())).isCloseTo(expected, within(1e-5));
    }

    /** After a weighed batch the network answers as ever. */
    @ParameterizedTest
    @CsvSource({"fast, false", "stock, false", "fast, true", "stock, true"})
    void weightsDoNotStayWithTheNetwork(String engine, boolean sigmoid) {
        Case c = Case.of(engine, sigmoid, IMAGES);
        INDArray before = c.net.params().dup();
        float[][] plain = c.net.output(false, c.images)[0].toFloatMatrix();
        c.fit(Nd4j.create(c.labels), Optional.of(c.lossWeights()));
        c.net.setParams(before);
        assertThat(c.net.output(false, c.images)[0].toFloatMatrix()).isDeepEqualTo(plain);
    }

    /** Labels of a plain batch keep their bits, so that weights of 1 train exactly as none. */
    @Test
    void oneHotLabelsStayAsTheyAre() {
        INDArray labels = Nd4j.eye(3);
        LossWeights.Weighed weighed =
                LossWeights.of(rule("{1: 0.3}"), List.of("0", "1", "2")).weigh(labels);
        assertThat(weighed.labels()).isEqualTo(labels);
        assertThat(weighed.images().toFloatVector()).containsExactly(1, 0.3f, 1);
    }
}
