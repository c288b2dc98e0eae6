package org.bestiary.zoo.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bestiary.zoo.BuildOptions;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.Zoo;
import org.bestiary.zoo.ZooException;
import org.bestiary.zoo.graph.Engine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is wrong with a file of weights is said in one line, and no tensor of it is used. */
class DamagedWeightsTest {
    @TempDir
    Path directory;

    private Path file(long headerLength, String header, int dataBytes) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(headerLength < 0 ? text.length : headerLength).put(text);
        return Files.write(directory.resolve("w.safetensors"), bytes.array());
    }

    private static void refused(Path file, String what) {
        assertThatThrownBy(() -> SafeTensors.open(file).close())
                .isInstanceOf(ZooException.class)
                .hasMessageContaining(what)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void aHeaderOf2To60BytesIsNotRead() throws IOException {
        refused(file(1L << 60, "{}", 0), "the header must have 2 to 2 bytes, but the file says 1152921504606846976");
        refused(file(Long.MAX_VALUE, "{}", 0), "but the file says 9223372036854775807");
        refused(file(1, "{}", 0), "but the file says 1");
    }

    /** Sizes that a file merely claims to have take neither time nor memory. */
    @Test
    @Timeout(20)
    void aLongHeaderIsNotRead() throws IOException {
        StringBuilder many = new StringBuilder("{\"a\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}");
        many.append(" ".repeat(100_000_000 - many.length() - 1)).append('}');
        refused(file(-1, many.toString(), 0), "the header must have 2 to 8000000 bytes, but the file says 100000000");
        StringBuilder full = new StringBuilder("{\"__metadata__\":{\"x\":[1]}");
        for (int i = 0; full.length() < 7_900_000; i++) {
            full.append(",\"t").append(i).append("\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}");
        }
        Path file = file(-1, full.append('}').toString(), 0);
        try (SafeTensors tensors = SafeTensors.open(file)) {
            assertThat(tensors.shapes()).hasSizeGreaterThan(100_000);
        }
    }

    @Test
    void otherFilesAreNamed() throws IOException {
        refused(directory.resolve("none.safetensors"), "there is no file");
        refused(Files.write(directory.resolve("short"), new byte[3]), "it has 3 bytes");
        refused(file(-1, "not json", 0), "its header is not JSON");
        refused(file(-1, "[1, 2]", 0), "its header is not a JSON object");
        Path zip = Files.write(directory.resolve("weights.pth"), new byte[] {'P', 'K', 3, 4, 0, 0, 0, 0, 0, 0});
        assertThatThrownBy(() -> Pretrained.open("resnet18", zip, Shape.map(3, 64, 64), Engine.FAST))
                .isInstanceOf(ZooException.class)
                .hasMessageContaining("must be safetensors, a state dict of PyTorch, Keras HDF5 or ONNX, but is a zip");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,16]}} | the file may be cut off
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}} | lies at bytes 8 to 0
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}} | no whole number from 0
            {"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}} | cannot have 8 bytes
            {"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,8]}} | larger than any file
            {"a":{"dtype":"F32","shape":[2]}} | must have dtype, shape and data_offsets
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}} | overlap
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} | not JSON
            """)
    void headersThatDoNotFitTheFileAreRefused(String header, String what) throws IOException {
        refused(file(-1, header, 8), what);
    }

    @Test
    void halvesAndBrainFloatsAreRead() throws IOException {
        String header = "{\"h\":{\"dtype\":\"F16\",\"shape\":[4],\"data_offsets\":[0,8]},"
                + "\"b\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[8,12]},"
                + "\"i\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[12,20]}}";
        Path file = file(-1, header, 20);
        byte[] all = Files.readAllBytes(file);
        ByteBuffer data = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).position(all.length - 20);
        // 1, -2, the smallest half above 0, infinity; then 1 and -0.5 as the upper halves of floats
        for (int bits : new int[] {0x3c00, 0xc000, 0x0001, 0x7c00, 0x3f80, 0xbf00}) {
            data.putShort((short) bits);
        }
        Files.write(file, all);
        try (SafeTensors tensors = SafeTensors.open(file)) {
            assertThat(tensors.read("h")).containsExactly(1f, -2f, 0x1p-24f, Float.POSITIVE_INFINITY);
            assertThat(tensors.read("b")).containsExactly(1f, -0.5f);
            assertThatThrownBy(() -> tensors.read("i")).hasMessageContaining("must be F32, F16 or BF16, but is I64");
        }
    }

    private static Map<String, List<Long>> shapesOf(String id) {
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        assertThat(id).isEqualTo("alexnet-torchvision");
        long[][] conv = {{64, 3, 11, 11}, {192, 64, 5, 5}, {384, 192, 3, 3}, {256, 384, 3, 3}, {256, 256, 3, 3}};
        int[] at = {0, 3, 6, 8, 10};
        for (int i = 0; i < at.length; i++) {
            shapes.put(
                    "features." + at[i] + ".weight",
                    Arrays.stream(conv[i]).boxed().toList());
            shapes.put("features." + at[i] + ".bias", List.of(conv[i][0]));
        }
        shapes.put("classifier.1.weight", List.of(4096L, 9216L));
        shapes.put("classifier.1.bias", List.of(4096L));
        shapes.put("classifier.4.weight", List.of(4096L, 4096L));
        shapes.put("classifier.4.bias", List.of(4096L));
        shapes.put("classifier.6.weight", List.of(10L, 4096L));
        shapes.put("classifier.6.bias", List.of(10L));
        return shapes;
    }

    @Test
    void misfitsAreListedByName() {
        Map<String, List<Long>> shapes = shapesOf("alexnet-torchvision");
        shapes.remove("features.3.bias");
        shapes.put("features.6.weight", List.of(384L, 192L, 5L, 5L));
        shapes.put("head.weight", List.of(3L));
        BuildOptions options = BuildOptions.defaults().input(Shape.map(3, 64, 64));
        assertThatThrownBy(() -> Pretrained.load(
                        Zoo.find("alexnet-torchvision"),
                        new GeneratedTensors(shapes),
                        WeightMap.find("alexnet-torchvision", TensorLayout.TORCH),
                        options))
                .isInstanceOf(ZooException.class)
                .hasMessage("generated weights does not fit alexnet-torchvision for 3x64x64 and 10 classes: 1 missing"
                        + " (features.3.bias); 1 surplus (head.weight); 1 misshapen (features.6.weight [384, 192, 5, 5]"
                        + " where conv3 needs [384, 192, 3, 3])");
    }

    @Test
    void weightsOfAnotherNetworkAreRefused() throws IOException {
        Path file = directory.resolve("other.safetensors");
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        shapes.put("features.0.weight", List.of(64L, 3L, 3L, 3L));
        shapes.put("features.0.bias", List.of(64L));
        new GeneratedTensors(shapes).write(file);
        assertThatThrownBy(() -> Pretrained.open("resnet18", file, Shape.map(3, 64, 64), Engine.FAST))
                .isInstanceOf(ZooException.class)
                .hasMessageStartingWith("other.safetensors does not fit resnet18 for 3x64x64 and 1000 classes: ")
                .hasMessageContaining("missing (conv1.weight, bn1.weight, ")
                .hasMessageContaining("2 surplus (features.0.weight, features.0.bias)");
        assertThatThrownBy(() -> Pretrained.open("lenet5", file, Shape.map(1, 28, 28), Engine.FAST))
                .hasMessageContaining("no names of torch weights are known for lenet5; they are for");
    }
}
