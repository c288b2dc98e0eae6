package org.bestiary.zoo.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bestiary.zoo.BuildOptions;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.SmallVariants;
import org.bestiary.zoo.Zoo;
import org.bestiary.zoo.graph.Engine;
import org.bestiary.zoo.graph.Head;
import org.bestiary.zoo.weights.Pretrained;
import org.bestiary.zoo.weights.WeightsNote;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What was exported is read again by the same program, and answers with the same bits. */
class RoundTripTest {
    @TempDir
    private Path folder;

    static Collection<String> ids() {
        return Zoo.ids();
    }

    private interface Writer {
        void write(Exported net, OutputStream out) throws IOException;
    }

    private Path file(String name, Exported net, Writer writer) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(file)) {
            writer.write(net, out);
        }
        return file;
    }

    private List<Path> all(Exported net) throws IOException {
        Path keras = folder.resolve("a.h5");
        KerasExport.write(net, keras);
        return List.of(
                file("a.safetensors", net, SafeTensorsExport::write),
                file("a.onnx", net, (n, out) -> OnnxExport.write(n, false, false, out)),
                keras);
    }

    private static INDArray images(Shape in) {
        Nd4j.getRandom().setSeed(3);
        return Nd4j.rand(DataType.FLOAT, 2, in.channels(), in.height(), in.width());
    }

    private static float[] logits(Pretrained net, INDArray images) {
        return net.logits(images).dup('c').data().asFloat();
    }

    static List<String> kinds() {
        return SmallVariants.everyKindOfOperation();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void networksOfEachKindComeBack(String id) throws IOException {
        comesBack(id);
    }

    @ParameterizedTest
    @MethodSource("ids")
    @Tag("slow")
    void everyNetworkComesBack(String id) throws IOException {
        comesBack(id);
    }

    private void comesBack(String id) throws IOException {
        Given given = Given.of(id, SmallVariants.of(id));
        INDArray images = images(given.exported().network().input());
        float[] expected = given.logits(images);
        for (Path file : all(given.exported())) {
            Pretrained back = Pretrained.open(id, file, Optional.empty(), Engine.FAST);
            assertThat(logits(back, images)).as(file.toString()).containsExactly(expected);
            assertThat(back.note()).isEqualTo(given.exported().note());
        }
    }

    /** Those of a library, where it publishes weights of just this network. */
    @Test
    void publishedNamesAreThoseOfTheLibraries() throws IOException {
        Given given = Given.of("resnet18", SmallVariants.of("resnet18"));
        Path safetensors = file("r.safetensors", given.exported(), SafeTensorsExport::write);
        assertThat(Files.readString(safetensors, StandardCharsets.ISO_8859_1))
                .contains("\"layer1.0.conv1.weight\"", "\"fc.bias\"", "\"bestiary.names\":\"published\"");
    }

    @Test
    void newLastLayersComeBack() throws IOException {
        BuildOptions options = SmallVariants.of("resnet20");
        Head head = new Head("", List.of(5), 0.5, 3);
        Given given = Given.of(
                head.on(Zoo.find("resnet20").network(options)),
                options,
                WeightsNote.settings(Zoo.find("resnet20"), options));
        WeightsNote plain = given.exported().note();
        WeightsNote note = new WeightsNote(
                plain.model(),
                plain.settings(),
                Optional.of(head),
                plain.input(),
                List.of("x", "y", "z"),
                plain.image(),
                plain.run());
        Exported net = new Exported(
                given.exported().network(),
                given.exported().graph(),
                note,
                given.exported().version());
        INDArray images = images(net.network().input());
        for (Path file : all(net)) {
            Pretrained back = Pretrained.open("resnet20", file, Optional.empty(), Engine.FAST);
            assertThat(logits(back, images)).containsExactly(given.logits(images));
            assertThat(back.classNames()).contains(List.of("x", "y", "z"));
        }
    }

    /** Keras has another epsilon, which its variances must make up for. */
    @Test
    void namesOfKerasComeBack() throws IOException {
        Given given = Given.of(
                "mobilenet-v1-0.25", SmallVariants.of("mobilenet-v1-0.25").set("activation", "relu6"));
        Path keras = folder.resolve("m.h5");
        KerasExport.write(given.exported(), keras);
        INDArray images = images(given.exported().network().input());
        Pretrained back = Pretrained.open("mobilenet-v1-0.25", keras, Optional.empty(), Engine.FAST);
        float[] expected = given.logits(images);
        float[] got = logits(back, images);
        for (int i = 0; i < got.length; i++) {
            assertThat(got[i]).isCloseTo(expected[i], within(1e-5f));
        }
    }

    /** An ONNX model of another program: names of no meaning, folded normalisation, nothing said of the network. */
    @Test
    void layersOfOnnxArePairedInOrder() throws IOException {
        for (boolean folded : new boolean[] {false, true}) {
            Given given = Given.of("resnet20", SmallVariants.of("resnet20").input(Shape.map(3, 32, 32)));
            Path named = file("n.onnx", given.exported(), (n, out) -> OnnxExport.write(n, false, folded, out));
            onnx.Onnx.ModelProto.Builder model = onnx.Onnx.ModelProto.parseFrom(Files.readAllBytes(named)).toBuilder();
            model.clearMetadataProps();
            anonymous(model.getGraphBuilder());
            Path file = Files.write(folder.resolve("o.onnx"), model.build().toByteArray());
            INDArray images = images(Shape.map(3, 32, 32));
            Pretrained back = Pretrained.open("resnet20", file, Optional.empty(), Engine.FAST);
            float[] expected = given.logits(images);
            float[] got = logits(back, images);
            double largest = 0;
            for (float e : expected) {
                largest = Math.max(largest, Math.abs(e));
            }
            for (int i = 0; i < got.length; i++) {
                assertThat((got[i] - expected[i]) / largest).isCloseTo(0.0, within(1e-5));
            }
        }
    }

    private static void anonymous(onnx.Onnx.GraphProto.Builder graph) {
        Map<String, String> names = new HashMap<>();
        for (onnx.Onnx.TensorProto.Builder tensor : graph.getInitializerBuilderList()) {
            names.put(tensor.getName(), "t" + names.size());
            tensor.setName(names.get(tensor.getName()));
        }
        for (onnx.Onnx.NodeProto.Builder node : graph.getNodeBuilderList()) {
            for (int i = 0; i < node.getInputCount(); i++) {
                node.setInput(i, names.getOrDefault(node.getInput(i), node.getInput(i)));
            }
        }
    }
}
