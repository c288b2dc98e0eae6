package org.bestiary.zoo.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bestiary.zoo.BuildOptions;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.Zoo;
import org.bestiary.zoo.ZooException;
import org.bestiary.zoo.graph.Engine;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The same weights and images give the logits that torchvision gave. */
class TorchvisionLogitsTest {
    private static final double LARGEST_ERROR = 1e-5;

    /** Parameters up to which a network is tested by default, with fast and with stock layers. */
    private static final long SMALL = 30_000_000;

    private static final long TINY = 15_000_000;

    @TempDir
    Path directory;

    private record Fixture(String model, long[] input, Map<String, List<Long>> tensors, float[] logits) {
        static Fixture read(String name) throws IOException {
            JsonNode json = new ObjectMapper()
                    .readTree(TorchvisionLogitsTest.class.getResourceAsStream("torchvision/" + name + ".json"));
            Map<String, List<Long>> tensors = new LinkedHashMap<>();
            json.get("tensors").properties().forEach(e -> {
                List<Long> shape = new ArrayList<>();
                e.getValue().forEach(n -> shape.add(n.longValue()));
                tensors.put(e.getKey(), shape);
            });
            long[] input = new long[4];
            for (int i = 0; i < input.length; i++) {
                input[i] = json.get("input").get(i).longValue();
            }
            List<Float> logits = new ArrayList<>();
            json.get("logits").forEach(row -> row.forEach(v -> logits.add(v.floatValue())));
            float[] values = new float[logits.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = logits.get(i);
            }
            return new Fixture(json.get("model").textValue(), input, tensors, values);
        }

        long parameters() {
            return tensors.values().stream()
                    .mapToLong(shape -> shape.stream().reduce(1L, (a, b) -> a * b))
                    .sum();
        }

        Shape shape() {
            return Shape.map((int) input[1], (int) input[2], (int) input[3]);
        }

        INDArray images() {
            int count = (int) (input[0] * input[1] * input[2] * input[3]);
            return Nd4j.create(GeneratedTensors.input(count), input, 'c');
        }

        double error(Pretrained net) {
            INDArray expected = Nd4j.create(logits, new long[] {input[0], logits.length / input[0]}, 'c');
            INDArray got = net.logits(images());
            assertThat(got.shape()).isEqualTo(expected.shape());
            return got.sub(expected).norm2Number().doubleValue()
                    / expected.norm2Number().doubleValue();
        }
    }

    private static double generated(String fixture, Engine engine) throws IOException {
        Fixture f = Fixture.read(fixture);
        return f.error(Pretrained.load(
                Zoo.find(f.model),
                new GeneratedTensors(f.tensors),
                WeightMap.find(f.model, TensorLayout.TORCH),
                BuildOptions.defaults().input(f.shape()).engine(engine)));
    }

    /** One weight among millions; a network that cuts its scores off would hide it. */
    @ParameterizedTest
    @CsvSource({"conv1.weight,NaN", "bn1.running_var,Infinity", "fc.weight,-Infinity", "layer1.0.bn1.bias,NaN"})
    void weightsThatAreNoNumbersAreRefused(String tensor, float value) throws IOException {
        Fixture f = Fixture.read("resnet18-96");
        TensorSource damaged = new GeneratedTensors(f.tensors) {
            @Override
            public void read(String name, long from, float[] to) {
                super.read(name, from, to);
                if (name.equals(tensor)) {
                    to[to.length / 2] = value;
                }
            }
        };
        BuildOptions options = BuildOptions.defaults().input(f.shape());
        assertThatThrownBy(() -> Pretrained.load(
                        Zoo.find(f.model), damaged, WeightMap.find(f.model, TensorLayout.TORCH), options))
                .isInstanceOf(ZooException.class)
                .hasMessageContaining("the tensor '" + tensor + "' has " + value);
    }

    /** Every file of the folder, in alphabetical order; make.py there makes another. */
    private static Stream<String> fixtures() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/org/bestiary/zoo/weights/torchvision"))) {
            List<String> names = files.map(f -> f.getFileName().toString())
                    .filter(f -> f.endsWith(".json"))
                    .map(f -> f.substring(0, f.length() - ".json".length()))
                    .sorted()
                    .toList();
            assertThat(names).isNotEmpty();
            return names.stream();
        }
    }

    private static boolean hasAtMost(long parameters, String fixture) {
        try {
            return Fixture.read(fixture).parameters() <= parameters;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Arguments> engines(Stream<String> fixtures) {
        return fixtures.flatMap(f -> Stream.of(Engine.values()).map(e -> Arguments.of(f, e)));
    }

    private static boolean isQuick(Arguments row) {
        return hasAtMost(row.get()[1] == Engine.FAST ? SMALL : TINY, (String) row.get()[0]);
    }

    static Stream<Arguments> quick() throws IOException {
        return engines(fixtures()).filter(TorchvisionLogitsTest::isQuick);
    }

    static Stream<Arguments> others() throws IOException {
        return engines(fixtures()).filter(row -> !isQuick(row));
    }

    static Stream<String> quickFiles() throws IOException {
        return fixtures().filter(f -> hasAtMost(TINY, f));
    }

    static Stream<String> otherFiles() throws IOException {
        return fixtures().filter(f -> !hasAtMost(TINY, f));
    }

    @ParameterizedTest
    @MethodSource("quick")
    void smallNetworksGiveTheLogits(String fixture, Engine engine) throws IOException {
        assertThat(generated(fixture, engine)).isLessThanOrEqualTo(LARGEST_ERROR);
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("others")
    void otherNetworksGiveTheLogits(String fixture, Engine engine) throws IOException {
        assertThat(generated(fixture, engine)).isLessThanOrEqualTo(LARGEST_ERROR);
    }

    private double fromFile(String fixture) throws IOException {
        Fixture f = Fixture.read(fixture);
        Path file = directory.resolve(fixture + ".safetensors");
        new GeneratedTensors(f.tensors).write(file);
        try {
            return f.error(Pretrained.open(f.model, file, f.shape(), Engine.FAST));
        } finally {
            Files.delete(file);
        }
    }

    @ParameterizedTest
    @MethodSource("quickFiles")
    void safetensorsOfSmallNetworksGiveTheLogits(String fixture) throws IOException {
        assertThat(fromFile(fixture)).isLessThanOrEqualTo(LARGEST_ERROR);
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("otherFiles")
    void safetensorsOfOtherNetworksGiveTheLogits(String fixture) throws IOException {
        assertThat(fromFile(fixture)).isLessThanOrEqualTo(LARGEST_ERROR);
    }
}
