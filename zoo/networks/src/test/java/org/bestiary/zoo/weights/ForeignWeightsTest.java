package org.bestiary.zoo.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.bestiary.zoo.ZooException;
import org.bestiary.zoo.torch.TorchWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that are something else than their name says are called what they are. */
class ForeignWeightsTest {
    @TempDir
    private Path folder;

    private static void refused(Path file, String what) {
        assertThatThrownBy(() -> Pretrained.source(file))
                .isInstanceOf(ZooException.class)
                .hasMessageContaining(what)
                .message()
                .doesNotContain("\n");
    }

    private Path zip(String... names) throws IOException {
        Path file = folder.resolve("weights.safetensors");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String name : names) {
                out.putNextEntry(new ZipEntry(name));
                out.write(1);
            }
        }
        return file;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            version https://git-lfs.github.com/spec/v1 | Git LFS pointer, which names the file and is not it; fetch it with: git lfs pull
            <!DOCTYPE html><html> | is a web page
            My networks, trained | is a text; fetch the file of weights itself
            '  <html lang="en">' | is a web page
            GGUF123 | is a GGUF file
            """)
    void textsAreRecognised(String head, String what) throws IOException {
        refused(Files.writeString(folder.resolve("weights.safetensors"), head + " and more of it"), what);
    }

    @Test
    void bytesAreRecognised() throws IOException {
        Path file = folder.resolve("model.bin");
        refused(
                Files.write(file, new byte[] {(byte) 0x80, 2, (byte) 0x8A, 10, 0x6C}),
                "model.bin does not: its pickle ends at byte 5, in the middle; it is cut off");
        refused(Files.write(file, new byte[] {0x1F, (byte) 0x8B, 8, 0, 0}), "is compressed with gzip; unpack it");
        byte[] onnx = "\u0008\u0007\u0012\u0007pytorch".getBytes(StandardCharsets.ISO_8859_1);
        refused(
                Files.write(file, onnx),
                "model.bin is not an ONNX model that can be read: it has no graph; it may be cut off");
    }

    @Test
    void zipsAreToldApart() throws IOException {
        refused(zip("archive/data.pkl", "archive/data/0"), "'data.pkl' is compressed, which torch.save never does");
        refused(zip("metadata.json", "config.json", "model.weights.h5"), "is a whole model of Keras 3");
        refused(zip("a.npy", "b.npy"), "is a zip of NumPy arrays");
        refused(zip("configuration.json", "coefficients.bin"), "is a network that DL4J has saved");
        refused(zip("readme.txt"), "is a zip; unpack it first");
    }

    @Test
    void keras3IsNamed() {
        Path file = folder.resolve("k3.weights.h5");
        try (WritableHdfFile hdf = HdfFile.write(file)) {
            hdf.putGroup("layers").putGroup("conv2d").putGroup("vars").putDataset("0", new float[] {1});
        }
        refused(file, "is a weight file of Keras 3");
    }

    @Test
    void namesInSeveralAttributesAndNetworksAsLayersAreRead() {
        Path file = folder.resolve("nested.h5");
        try (WritableHdfFile hdf = HdfFile.write(file)) {
            hdf.putAttribute("layer_names0", new String[] {"base"});
            hdf.putAttribute("layer_names1", new String[] {"top"});
            WritableGroup base = hdf.putGroup("base");
            base.putAttribute("weight_names0", new String[] {"one/kernel:0", "one/bias:0"});
            base.putAttribute("weight_names1", new String[] {"two/kernel:0"});
            WritableGroup one = base.putGroup("one");
            one.putDataset("kernel:0", new float[] {1, 2});
            one.putDataset("bias:0", new float[] {3});
            base.putGroup("two").putDataset("kernel:0", new float[] {4});
            WritableGroup top = hdf.putGroup("top");
            top.putAttribute("weight_names", new String[] {"top/kernel:0"});
            top.putGroup("top").putDataset("kernel:0", new float[] {5, 6});
        }
        try (TensorSource source = Pretrained.source(file)) {
            assertThat(source.shapes().keySet()).containsExactly("one/kernel", "one/bias", "two/kernel", "top/kernel");
            assertThat(source.read("two/kernel")).containsExactly(4);
        }
    }

    @Test
    void whatAllNamesBeginWithIsLeftOut() throws IOException {
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        shapes.put("module.model.conv1.weight", List.of(2L, 3L));
        shapes.put("module.model.fc.bias", List.of(4L));
        GeneratedTensors prefixed = new GeneratedTensors(shapes);
        Path file = folder.resolve("parallel.safetensors");
        prefixed.write(file);
        Path torch = folder.resolve("parallel.pt");
        new TorchWriter()
                .floats("module.model.conv1.weight", prefixed.read("module.model.conv1.weight"), 2, 3)
                .floats("module.model.fc.bias", prefixed.read("module.model.fc.bias"), 4)
                .zip(torch);
        for (Path each : List.of(file, torch)) {
            try (TensorSource source = Pretrained.source(each)) {
                assertThat(source.shapes()).containsOnlyKeys("conv1.weight", "fc.bias");
                assertThat(source.read("fc.bias")).isEqualTo(prefixed.read("module.model.fc.bias"));
            }
        }
        shapes.put("other", List.of(1L));
        Path mixed = folder.resolve("mixed.safetensors");
        new GeneratedTensors(shapes).write(mixed);
        try (TensorSource source = Pretrained.source(mixed)) {
            assertThat(source.shapes()).containsKey("module.model.conv1.weight");
        }
    }
}
