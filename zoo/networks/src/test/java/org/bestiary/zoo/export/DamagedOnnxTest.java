package org.bestiary.zoo.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import onnx.Onnx;
import org.bestiary.zoo.BuildOptions;
import org.bestiary.zoo.ZooException;
import org.bestiary.zoo.graph.Engine;
import org.bestiary.zoo.weights.Pretrained;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ONNX models that are damaged or lie get one line each. */
class DamagedOnnxTest {
    @TempDir
    private Path folder;

    private byte[] whole;

    @BeforeEach
    void write() throws IOException {
        Path file = folder.resolve("whole.onnx");
        try (OutputStream out = Files.newOutputStream(file)) {
            OnnxExport.write(Given.of("lenet5", BuildOptions.defaults()).exported(), false, false, out);
        }
        whole = Files.readAllBytes(file);
    }

    private static void open(Path file) {
        Pretrained.open("lenet5", file, Optional.empty(), Engine.FAST);
    }

    private void refused(byte[] bytes, String what) throws IOException {
        Path file = Files.write(folder.resolve("bad.onnx"), bytes);
        assertThatThrownBy(() -> open(file))
                .isInstanceOf(ZooException.class)
                .hasMessageContaining("bad.onnx")
                .hasMessageContaining(what)
                .message()
                .doesNotContain("\n");
    }

    private void changed(String what, Consumer<Onnx.ModelProto.Builder> change) throws IOException {
        Onnx.ModelProto.Builder model = Onnx.ModelProto.parseFrom(whole).toBuilder();
        change.accept(model);
        refused(model.build().toByteArray(), what);
    }

    @Test
    void tensorsThatDoNotFitAreNamed() throws IOException {
        changed("1 missing (c1.bias)", m -> remove(m.getGraphBuilder(), "c1.bias"));
        changed(
                "1 surplus (stranger)",
                m -> m.getGraphBuilder()
                        .addInitializer(Onnx.TensorProto.newBuilder()
                                .setName("stranger")
                                .setDataType(1)
                                .addDims(1)
                                .addFloatData(1)));
        changed(
                "1 misshapen (c1.bias",
                m -> tensor(m, "c1.bias").clearDims().addDims(2).addDims(3));
        changed("cannot have", m -> tensor(m, "c1.bias").clearDims().addDims(Long.MAX_VALUE));
        changed(
                "two tensors are called",
                m -> m.getGraphBuilder().addInitializer(tensor(m, "c1.bias").build()));
    }

    @Test
    void otherFilesAreNotOpened() throws IOException {
        changed(
                "'c1.bias' lies in another file (external data)",
                m -> tensor(m, "c1.bias")
                        .setDataLocation(Onnx.TensorProto.DataLocation.EXTERNAL)
                        .clearRawData()
                        .addExternalData(Onnx.StringStringEntryProto.newBuilder()
                                .setKey("location")
                                .setValue("../../etc/passwd")));
    }

    @Test
    void anotherNetworkAndADamagedNoteAreNamed() throws IOException {
        Path file = Files.write(folder.resolve("good.onnx"), whole);
        assertThatThrownBy(() -> Pretrained.open("vgg11", file, Optional.empty(), Engine.FAST))
                .hasMessage("weights must be of the network that is asked for, vgg11, but good.onnx says that it is of"
                        + " lenet5; name that one");
        changed(
                "what bad.onnx says of its network must be as it was exported, but is damaged",
                m -> m.clearMetadataProps()
                        .addMetadataProps(Onnx.StringStringEntryProto.newBuilder()
                                .setKey("bestiary.model")
                                .setValue("lenet5")));
    }

    @Test
    void halvesAreRead() throws IOException {
        Onnx.ModelProto.Builder model = Onnx.ModelProto.parseFrom(whole).toBuilder();
        Onnx.TensorProto.Builder bias = tensor(model, "c1.bias").clearRawData().setDataType(10);
        for (int i = 0; i < 6; i++) {
            bias.addInt32Data(0x3C00);
        }
        Path file = Files.write(folder.resolve("half.onnx"), model.build().toByteArray());
        Pretrained net = Pretrained.open("lenet5", file, Optional.empty(), Engine.FAST);
        assertThat(net.graph().getParam("c1_b").toFloatVector()).containsOnly(1f);
    }

    @Test
    void cutsAndFlippedBytesNeverDoMoreThanRefuse() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 150; i++) {
            byte[] bytes = whole.clone();
            if (i % 3 == 0) {
                bytes = Arrays.copyOf(bytes, random.nextInt(4, bytes.length));
            } else {
                for (int n = 0; n < 3; n++) {
                    bytes[random.nextInt(i % 2 == 0 ? bytes.length : 3000)] = (byte) random.nextInt();
                }
            }
            Path file = Files.write(folder.resolve("flipped.onnx"), bytes);
            try {
                open(file);
            } catch (ZooException e) {
                assertThat(e.getMessage()).doesNotContain("\n");
            }
        }
    }

    private static Onnx.TensorProto.Builder tensor(Onnx.ModelProto.Builder model, String name) {
        return model.getGraphBuilder().getInitializerBuilderList().stream()
                .filter(t -> t.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void remove(Onnx.GraphProto.Builder graph, String name) {
        for (int i = 0; i < graph.getInitializerCount(); i++) {
            if (graph.getInitializer(i).getName().equals(name)) {
                graph.removeInitializer(i);
                return;
            }
        }
    }
}
