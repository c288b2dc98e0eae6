package org.bestiary.experiments.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bestiary.zoo.ZooException;
import org.bestiary.zoo.graph.Engine;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttributionsTest {
    private static final Attributions.Settings SETTINGS = new Attributions.Settings(3, 0.1, 1, 32, 0);
    private static final Attributions.Settings PATIENT = new Attributions.Settings(3, 0.1, 1, 1024, 0);

    private static List<Attribution> explain(Subject subject, Method method, List<float[]> images, int... targets) {
        return explain(subject, SETTINGS, method, images, targets);
    }

    private static List<Attribution> explain(
            Subject subject, Attributions.Settings settings, Method method, List<float[]> images, int... targets) {
        Layer layer = subject.layers().lastMap().orElse(null);
        return new Attributions(subject, settings).of(method, images, targets, layer, share -> {});
    }

    @ParameterizedTest
    @CsvSource({"resnet20,FAST", "lenet5,FAST", "lenet5,STOCK"})
    void integratedGradientsAddUpToTheDifferenceOfScores(String id, Engine engine) {
        Subject subject = Subjects.of(id, engine);
        List<float[]> images = Subjects.images(subject, 2);
        for (Attribution a : explain(subject, PATIENT, Method.INTEGRATED_GRADIENTS, images, 1, 3)) {
            assertThat(a.sum())
                    .isCloseTo(
                            a.facts().get("scoreDifference"),
                            within(0.01 * Math.abs(a.facts().get("scoreDifference"))));
        }
    }

    /** The gradient is a fact of one image: how many go through at once must not change it. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void imagesDoNotInfluenceEachOther(Engine engine) {
        Subject subject = Subjects.of("resnet20", engine);
        List<float[]> images = Subjects.images(subject, 3);
        List<Attribution> together = explain(subject, Method.SALIENCY, images, 0, 1, 2);
        Attribution alone =
                explain(subject, Method.SALIENCY, images.subList(1, 2), 1).get(0);
        assertClose(together.get(1).values(), alone.values(), 1e-5);
    }

    /** More images than go through at once. */
    @Test
    void manyImagesAreCutIntoBatches() {
        Subject subject = Subjects.of("two-conv-demo", Engine.FAST);
        List<float[]> images = Subjects.images(subject, subject.batch() + 3);
        int[] targets = new int[images.size()];
        Arrays.fill(targets, 2);
        List<Attribution> all = explain(subject, Method.SALIENCY, images, targets);
        assertThat(all).hasSize(images.size());
        int last = images.size() - 1;
        Attribution alone = explain(subject, Method.SALIENCY, images.subList(last, last + 1), 2)
                .get(0);
        assertClose(all.get(last).values(), alone.values(), 1e-5);
        assertThat(subject.scores(images)).hasDimensions(images.size(), Subjects.CLASSES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"resnet20", "lenet5"})
    void enginesAgreeOnEveryMethod(String id) {
        Subject fast = Subjects.of(id, Engine.FAST);
        Subject stock = Subjects.of(id, Engine.STOCK);
        List<float[]> images = Subjects.images(fast, 1);
        for (Method m : List.of(Method.SALIENCY, Method.GUIDED_BACKPROP, Method.GRAD_CAM, Method.OCCLUSION)) {
            Attribution a = explain(fast, m, images, 1).get(0);
            Attribution b = explain(stock, m, images, 1).get(0);
            assertClose(a.values(), b.values(), 1e-3);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lenet5",
                "nin-cifar",
                "alexnet",
                "resnet20",
                "densenet-40-12",
                "mobilenet-v1-0.25",
                "mnist-dense"
            })
    void everyMethodWorks(String id) {
        assertEveryMethodWorks(id);
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("org.bestiary.zoo.Zoo#ids")
    void everyMethodWorksOnEveryNetwork(String id) {
        if (!id.equals("resnet1202")) { // minutes for each pass, and the same blocks as resnet110
            assertEveryMethodWorks(id);
        }
    }

    private static void assertEveryMethodWorks(String id) {
        Subject subject = Subjects.of(id, Engine.FAST);
        List<float[]> images = Subjects.images(subject, 1);
        // A network that ends in a ReLU may have a class whose score is flat at zero; never that of the largest score.
        int target = Subject.best(subject.scores(images)[0]);
        for (Method m : Method.values()) {
            if (m == Method.GRAD_CAM && subject.layers().lastMap().isEmpty()) {
                continue;
            }
            Attribution a = explain(subject, m, images, target).get(0);
            assertThat(a.channels()).isEqualTo(m.perChannel() ? subject.input().channels() : 1);
            float largest = 0;
            for (float v : a.values()) {
                assertThat(v).as("%s of %s", m.id(), id).isFinite();
                largest = Math.max(largest, Math.abs(v));
            }
            assertThat(largest).as("%s of %s", m.id(), id).isGreaterThanOrEqualTo(0);
            if (m == Method.SALIENCY || m == Method.OCCLUSION) {
                assertThat(largest).as("%s of %s", m.id(), id).isPositive();
            }
        }
        assertThat(FirstFilters.of(subject).filters()).isNotEmpty();
        assertThat(subject.activations(images, subject.layers().penultimate()).get(0))
                .isNotEmpty();
        List<String> names = subject.layers().names();
        for (int i = 0; i < names.size(); i += Math.max(1, names.size() / 15)) {
            String name = names.get(i);
            Layer layer = subject.layers().find(name);
            assertThat(subject.activations(images, layer).get(0).length)
                    .as(name)
                    .isEqualTo((int) layer.output().size());
        }
    }

    /** Adebayo et al., Sanity checks for saliency maps, 2018: a map that ignores the last layer explains nothing. */
    @ParameterizedTest
    @EnumSource(
            value = Method.class,
            names = {"SALIENCY", "SMOOTHGRAD", "INPUT_X_GRADIENT", "INTEGRATED_GRADIENTS", "GRAD_CAM", "OCCLUSION"})
    void otherWeightsAtTheTopGiveAnotherMap(Method method) {
        Subject subject = Subjects.of("resnet20", Engine.FAST);
        List<float[]> images = Subjects.images(subject, 1);
        float[] before = explain(subject, method, images, 1).get(0).values();
        List<String> layers = subject.layers().names();
        subject.parameter(layers.get(layers.size() - 1) + "_W").muli(-1).addi(0.05);
        float[] after = explain(subject, method, images, 1).get(0).values();
        assertThat(correlation(before, after)).isLessThan(0.5);
    }

    @Test
    void noiseComesFromTheSeed() {
        Subject subject = Subjects.of("lenet5", Engine.FAST);
        List<float[]> images = Subjects.images(subject, 1);
        float[] first = explain(subject, Method.SMOOTHGRAD, images, 1).get(0).values();
        assertThat(explain(subject, Method.SMOOTHGRAD, images, 1).get(0).values())
                .isEqualTo(first);
        Attributions other = new Attributions(subject, new Attributions.Settings(3, 0.1, 2, 32, 0));
        assertThat(other.of(Method.SMOOTHGRAD, images, new int[] {1}, null, s -> {})
                        .get(0)
                        .values())
                .isNotEqualTo(first);
    }

    @Test
    void channelsBecomeOneNumberByTheirLargestOrTheirMean() {
        Attribution plain = new Attribution(Method.SALIENCY, 2, 1, 2, new float[] {1, -4, -3, 2}, Map.of());
        assertThat(plain.perPixel(Attribution.Reduction.MAX)).containsExactly(3, 4);
        assertThat(plain.perPixel(Attribution.Reduction.MEAN)).containsExactly(2, 3);
        Attribution signed = new Attribution(Method.INPUT_X_GRADIENT, 2, 1, 2, new float[] {1, -4, -3, 2}, Map.of());
        assertThat(signed.perPixel(Attribution.Reduction.MAX)).containsExactly(-3, -4);
        assertThat(signed.perPixel(Attribution.Reduction.MEAN)).containsExactly(-1, -1);
    }

    @Test
    void mistakesAreNamed() {
        Subject subject = Subjects.of("resnet20", Engine.FAST);
        assertThatThrownBy(() -> subject.layers().find("stage3.block3.con1"))
                .isInstanceOf(ZooException.class)
                .hasMessageContaining("stage3.block3.conv1");
        assertThatThrownBy(() -> subject.layers().findMap("pool"))
                .hasMessageContaining("vector of 64")
                .hasMessageContaining("stage3.block3");
        assertThatThrownBy(() -> subject.classOf("4")).hasMessageContaining("from 0 to 3, but got 4");
        assertThatThrownBy(() -> subject.classOf("clas2")).hasMessageContaining("did you mean class2");
        assertThat(subject.classOf("class3")).isEqualTo(3);
        assertThat(subject.classOf("0")).isEqualTo(0);
        assertThatThrownBy(() -> Method.find("salincy")).hasMessageContaining("did you mean saliency");
        assertThatThrownBy(() -> new Attributions(subject, new Attributions.Settings(1, 0, 1, 1, 33)))
                .hasMessageContaining("must fit into the image");
        assertThatThrownBy(() -> new Attributions.Settings(0, 0, 1, 1, 1)).hasMessageContaining("at least 1 sample");
    }

    /** The layer whose activation is fused says so, and is the same place in both engines. */
    @Test
    void layersSayWhatIsComputedWithThem() {
        Layer fast = Subjects.of("resnet20", Engine.FAST).layers().find("stage1.block1.bn1");
        assertThat(fast.title()).isEqualTo("stage1.block1.bn1 with relu1");
        Layer stock = Subjects.of("resnet20", Engine.STOCK).layers().find("stage1.block1.bn1");
        assertThat(stock.title()).isEqualTo("stage1.block1.bn1");
    }

    private static void assertClose(float[] actual, float[] expected, double tolerance) {
        assertThat(actual.length).isEqualTo(expected.length);
        double difference = 0;
        double length = 0;
        for (int i = 0; i < actual.length; i++) {
            difference += Math.pow(actual[i] - expected[i], 2);
            length += Math.pow(expected[i], 2);
        }
        assertThat(Math.sqrt(difference)).isLessThanOrEqualTo(tolerance * Math.sqrt(length));
    }

    private static double correlation(float[] a, float[] b) {
        List<double[]> centred = new ArrayList<>();
        for (float[] v : List.of(a, b)) {
            double mean = 0;
            for (float x : v) {
                mean += x / v.length;
            }
            double[] c = new double[v.length];
            for (int i = 0; i < c.length; i++) {
                c[i] = v[i] - mean;
            }
            centred.add(c);
        }
        return dot(centred.get(0), centred.get(1))
                / Math.sqrt(dot(centred.get(0), centred.get(0)) * dot(centred.get(1), centred.get(1)) + 1e-300);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
