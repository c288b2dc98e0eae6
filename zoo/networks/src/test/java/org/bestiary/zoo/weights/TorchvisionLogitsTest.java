package org.bestiary.zoo.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bestiary.zoo.BuildOptions;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.Zoo;
import org.bestiary.zoo.ZooException;
import org.bestiary.zoo.graph.Engine;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The same weights and images give the logits that torchvision gave. */
class TorchvisionLogitsTest {
    private static final double LARGEST_ERROR = 1e-4;

    @TempDir
    Path directory;

    private record Fixture(String model, long[] input, Map<String, List<Long>> tensors, float[] logits) {
        static Fixture read(String name) throws IOException {
            JsonNode json =
                    new ObjectMapper().readTree(TorchvisionLogitsTest.class.getResourceAsStream(name + ".json"));
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

    @ParameterizedTest
    @CsvSource({"resnet18-96,STOCK", "googlenet-torchvision-96,STOCK"})
    void stockLayersGiveTheLogits(String fixture, Engine engine) throws IOException {
        assertThat(generated(fixture, engine)).isLessThanOrEqualTo(LARGEST_ERROR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"resnet18-96", "resnet50-96", "googlenet-torchvision-96", "densenet121-96"})
    void fastLayersGiveTheLogits(String fixture) throws IOException {
        assertThat(generated(fixture, Engine.FAST)).isLessThanOrEqualTo(LARGEST_ERROR);
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource({
        "alexnet-torchvision-96,FAST",
        "alexnet-torchvision-224,FAST",
        "vgg11-96,FAST",
        "vgg16-bn-96,FAST",
        "resnet50-96,STOCK",
        "densenet121-96,STOCK",
        "alexnet-torchvision-96,STOCK",
        "alexnet-torchvision-224,STOCK",
        "vgg11-96,STOCK",
        "vgg16-bn-96,STOCK"
    })
    void largeNetworksGiveTheLogits(String fixture, Engine engine) throws IOException {
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
    @ValueSource(strings = {"resnet18-96", "googlenet-torchvision-96"})
    void safetensorsGiveTheLogits(String fixture) throws IOException {
        assertThat(fromFile(fixture)).isLessThanOrEqualTo(LARGEST_ERROR);
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"resnet50-96", "densenet121-96", "alexnet-torchvision-224", "vgg11-96", "vgg16-bn-96"})
    void largeSafetensorsGiveTheLogits(String fixture) throws IOException {
        assertThat(fromFile(fixture)).isLessThanOrEqualTo(LARGEST_ERROR);
    }
}
