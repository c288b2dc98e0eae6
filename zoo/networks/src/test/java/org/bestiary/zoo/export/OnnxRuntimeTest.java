package org.bestiary.zoo.export;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bestiary.zoo.BuildOptions;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.SmallVariants;
import org.bestiary.zoo.Zoo;
import org.bestiary.zoo.graph.Engine;
import org.bestiary.zoo.graph.GraphScope;
import org.bestiary.zoo.graph.Network;
import org.bestiary.zoo.graph.Node;
import org.bestiary.zoo.op.Conv;
import org.bestiary.zoo.op.Pool;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** ONNX Runtime answers as the network does from which the model was written. */
class OnnxRuntimeTest {
    private static final double LARGEST_DIFFERENCE = 1e-5;

    @TempDir
    private Path folder;

    private static final long SMALL = 3_000_000;

    static Stream<String> quick() {
        return SmallVariants.withAtMost(SMALL);
    }

    static List<String> others() {
        List<String> quick = quick().toList();
        return Zoo.ids().stream().filter(id -> !quick.contains(id)).toList();
    }

    static Collection<String> ids() {
        return Zoo.ids();
    }

    private static INDArray images(Shape in, int count) {
        Nd4j.getRandom().setSeed(7);
        return Nd4j.rand(DataType.FLOAT, count, in.channels(), in.height(), in.width())
                .muli(2)
                .subi(1);
    }

    private Path write(Given given, boolean softmax, boolean fold) throws IOException {
        Path file = folder.resolve("model.onnx");
        try (OutputStream out = Files.newOutputStream(file)) {
            OnnxExport.write(given.exported(), softmax, fold, out);
        }
        return file;
    }

    /** What ONNX Runtime makes of images. */
    private static float[] answers(Path model, INDArray images, String output) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            try (OrtSession session = environment.createSession(model.toString(), options);
                    OnnxTensor x = OnnxTensor.createTensor(
                            environment, FloatBuffer.wrap(images.dup('c').data().asFloat()), images.shape());
                    OrtSession.Result result = session.run(Map.of("input", x))) {
                float[][] rows = (float[][]) result.get(output).orElseThrow().getValue();
                float[] all = new float[rows.length * rows[0].length];
                for (int i = 0; i < rows.length; i++) {
                    System.arraycopy(rows[i], 0, all, i * rows[0].length, rows[0].length);
                }
                return all;
            }
        } catch (OrtException e) {
            throw new AssertionError(model + ": " + e.getMessage(), e);
        }
    }

    private static double difference(float[] got, float[] expected) {
        assertThat(got).hasSameSizeAs(expected);
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < got.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            difference = Math.max(difference, Math.abs(got[i] - expected[i]));
        }
        assertThat(largest).isPositive().isFinite();
        return difference / largest;
    }

    private void agrees(String id, BuildOptions options, int batch) throws IOException {
        Given given = Given.of(id, options);
        INDArray images = images(given.exported().network().input(), batch);
        float[] expected = given.logits(images);
        double plain = difference(answers(write(given, false, false), images, "logits"), expected);
        double folded = difference(answers(write(given, false, true), images, "logits"), expected);
        assertThat(plain).isLessThanOrEqualTo(LARGEST_DIFFERENCE);
        assertThat(folded).isLessThanOrEqualTo(LARGEST_DIFFERENCE);
    }

    @ParameterizedTest
    @MethodSource("quick")
    void smallVariantsAgree(String id) throws IOException {
        agrees(id, SmallVariants.of(id), 3);
    }

    @ParameterizedTest
    @MethodSource("others")
    @Tag("slow")
    void largerSmallVariantsAgree(String id) throws IOException {
        agrees(id, SmallVariants.of(id), 3);
    }

    @ParameterizedTest
    @MethodSource("ids")
    @Tag("slow")
    void fullSizesAgree(String id) throws IOException {
        agrees(id, BuildOptions.defaults(), 1);
    }

    /** What the card leaves out: other activations, adaptive pooling of other sizes, one output, grouped and shuffled. */
    @Test
    void optionsAgree() throws IOException {
        for (String option : List.of("tanh", "sigmoid", "relu")) {
            agrees("lenet5", BuildOptions.defaults().set("activation", option), 2);
        }
        agrees("vgg11", SmallVariants.of("vgg11").input(Shape.map(3, 75, 50)), 2);
        agrees("resnet20", SmallVariants.of("resnet20").set("zeros", "around"), 2);
        agrees("lenet5", BuildOptions.defaults().classes(1), 2);
    }

    /** Every kind of window, whether it fits, is padded or hangs over; few networks of the registry have them all. */
    @Test
    void poolingAgrees() throws IOException {
        for (int i = 0; i < 64; i++) {
            int size = 8 + i / 32;
            Pool pool = new Pool((i & 1) == 1, 3, 1 + (i >> 1 & 1), i >> 2 & 1, (i >> 3 & 1) == 1, (i >> 4 & 1) == 1);
            Network network = GraphScope.describe("lenet5", Shape.map(3, size, size), 4, Map.of(), g -> {
                Node x = g.pool("pool", g.conv("conv", g.input(), Conv.of(8, 3).pad(1)), pool);
                g.classify(g.dense("logits", g.flatten("flatten", x), g.classes()));
            });
            Given given = Given.of(network, BuildOptions.defaults(), Map.of());
            INDArray images = images(network.input(), 2);
            assertThat(difference(answers(write(given, false, false), images, "logits"), given.logits(images)))
                    .as(pool + " of " + size)
                    .isLessThanOrEqualTo(LARGEST_DIFFERENCE);
        }
    }

    @Test
    void stockLayersAreExportedLikeFastOnes() throws IOException {
        for (String id : List.of("lenet5", "alexnet", "mobilenet-v1-0.25")) {
            agrees(id, SmallVariants.of(id).engine(Engine.STOCK), 2);
        }
    }

    @Test
    void probabilitiesAreOfTheScores() throws IOException {
        Given given = Given.of("lenet5", BuildOptions.defaults());
        INDArray images = images(Shape.map(1, 28, 28), 2);
        float[] logits = given.logits(images);
        float[] probabilities = answers(write(given, true, false), images, "probabilities");
        for (int row = 0; row < 2; row++) {
            int from = row * 10;
            double sum = IntStream.range(from, from + 10)
                    .mapToDouble(i -> Math.exp(logits[i]))
                    .sum();
            for (int i = from; i < from + 10; i++) {
                assertThat(Math.abs(probabilities[i] - Math.exp(logits[i]) / sum))
                        .isLessThan(1e-6);
            }
        }
        Given one = Given.of("lenet5", BuildOptions.defaults().classes(1));
        float logit = one.logits(images)[0];
        assertThat(Math.abs(answers(write(one, true, false), images, "probabilities")[0] - 1 / (1 + Math.exp(-logit))))
                .isLessThan(1e-6);
    }

    @Test
    void theModelSaysWhatItIs() throws IOException, OrtException {
        Given given = Given.of("resnet20", BuildOptions.defaults());
        Path file = write(given, false, false);
        String classes =
                IntStream.range(0, 10).mapToObj(i -> "\"class " + i + "\"").collect(Collectors.joining(",", "[", "]"));
        try (OrtSession session = OrtEnvironment.getEnvironment().createSession(file.toString())) {
            assertThat(session.getInputNames()).containsExactly("input");
            assertThat(session.getOutputNames()).containsExactly("logits");
            TensorInfo info = (TensorInfo) session.getInputInfo().get("input").getInfo();
            assertThat(info.getShape()).containsExactly(-1, 3, 32, 32);
            assertThat(session.getMetadata().getProducerName()).isEqualTo("bestiary");
            assertThat(session.getMetadata().getCustomMetadata())
                    .containsEntry("bestiary.model", "resnet20")
                    .containsEntry("bestiary.version", "1.2.3")
                    .containsEntry("input.shape", "3x32x32")
                    .containsEntry("input.order", "rgb")
                    .containsEntry("input.mean", "0.25,0.25,0.25")
                    .containsEntry("input.std", "0.5,0.5,0.5")
                    .containsEntry("input.fit", "resize-36-crop")
                    .containsEntry("classes", classes);
        }
        List<String> names = new ArrayList<>();
        onnx.Onnx.ModelProto model = onnx.Onnx.ModelProto.parseFrom(Files.readAllBytes(file));
        model.getGraph().getInitializerList().forEach(t -> names.add(t.getName()));
        assertThat(names)
                .contains("stage1.block1.conv1.weight", "stage1.block1.bn1.running_var")
                .doesNotHaveDuplicates();
        assertThat(model.getOpsetImport(0).getVersion()).isEqualTo(13);
    }
}
