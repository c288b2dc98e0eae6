package org.bestiary.zoo.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.bestiary.zoo.Architecture;
import org.bestiary.zoo.BuildOptions;
import org.bestiary.zoo.Zoo;
import org.bestiary.zoo.ZooException;
import org.bestiary.zoo.graph.Engine;
import org.bestiary.zoo.graph.Training;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** Saved networks, sound and forged. */
class ModelArchiveTest {
    private static ComputationGraph net;
    private static byte[] saved;

    @TempDir
    private Path folder;

    @BeforeAll
    static void save() throws IOException {
        net = new ComputationGraph(Zoo.find("lenet5")
                .configure(
                        BuildOptions.defaults().seed(3),
                        new Training(new Adam(0.01), Training.defaults().decay())));
        net.init();
        net.getUpdater(true).getStateViewArray().assign(0.25);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ModelSerializer.writeModel(net, out, true);
        saved = out.toByteArray();
    }

    private static Map<String, byte[]> entries() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(saved))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), in.readAllBytes());
            }
        }
        return entries;
    }

    private Path zip(Map<String, byte[]> entries) throws IOException {
        Path file = folder.resolve("model.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
                out.closeEntry();
            }
        }
        return file;
    }

    private void refused(Map<String, byte[]> entries, String why) throws IOException {
        Path file = zip(entries);
        assertThatThrownBy(() -> ModelArchive.read(file, true))
                .isInstanceOf(ZooException.class)
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void readsWhatDl4jHasSaved(Engine engine) throws IOException {
        Set<String> seen = new HashSet<>();
        for (Architecture architecture : Zoo.all()) {
            if (architecture.card().input().height() > 32) {
                continue; // the same layers in larger numbers
            }
            ComputationGraphConfiguration configuration =
                    architecture.configure(BuildOptions.defaults().engine(engine));
            Set<String> classes =
                    new HashSet<>(Arrays.asList(configuration.toJson().split("\"")));
            classes.removeIf(text -> !text.startsWith("org."));
            if (!seen.addAll(classes)) {
                continue;
            }
            ComputationGraph graph = new ComputationGraph(configuration);
            graph.init();
            Path file = folder.resolve(architecture.id() + ".zip");
            ModelSerializer.writeModel(graph, file.toFile(), false);
            assertThat(ModelArchive.read(file, false).params())
                    .as(architecture.id())
                    .isEqualTo(graph.params());
            Files.delete(file);
        }
        assertThat(seen).hasSizeGreaterThan(10);
    }

    @Test
    void restoresTheUpdater() throws IOException {
        Path file = zip(entries());
        ComputationGraph read = ModelArchive.read(file, true);
        assertThat(read.params()).isEqualTo(net.params());
        assertThat(read.getUpdater(true).getStateViewArray())
                .isEqualTo(net.getUpdater(true).getStateViewArray());
        assertThat(read.output(Nd4j.ones(DataType.FLOAT, 2, 28, 28, 1))[0])
                .isEqualTo(net.output(Nd4j.ones(DataType.FLOAT, 2, 28, 28, 1))[0]);
        assertThat(ModelArchive.read(file, false)
                        .getUpdater(true)
                        .getStateViewArray()
                        .sumNumber()
                        .doubleValue())
                .isZero();
    }

    /** A nest of sets takes for ever to be deserialised; nothing in an archive is. */
    @Test
    @Timeout(60)
    void javaObjectsAreNotDeserialised() throws IOException {
        Set<Object> root = new HashSet<>();
        Set<Object> left = root;
        Set<Object> right = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            Set<Object> a = new HashSet<>();
            Set<Object> b = new HashSet<>();
            a.add("a");
            left.add(a);
            left.add(b);
            right.add(a);
            right.add(b);
            left = a;
            right = b;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ObjectOutputStream objects = new ObjectOutputStream(out)) {
            objects.writeObject(root);
        }
        Map<String, byte[]> entries = entries();
        entries.put("preprocessor.bin", out.toByteArray());
        assertThat(ModelArchive.read(zip(entries), true).params()).isEqualTo(net.params());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javax.swing.JEditorPane",
                "org.springframework.context.support.ClassPathXmlApplicationContext",
                "org.deeplearning4j.nn.confx.Layer",
                "org.h2.jdbcx.JdbcDataSource"
            })
    void foreignClassesAreRefused(String name) throws IOException {
        Map<String, byte[]> entries = entries();
        String json = new String(entries.get("configuration.json"), StandardCharsets.UTF_8);
        entries.put(
                "configuration.json",
                json.replace("org.nd4j.linalg.activations.impl.ActivationTanH", name)
                        .getBytes(StandardCharsets.UTF_8));
        refused(entries, "may name classes of layers and their parts, but names '" + name);
    }

    @Test
    void whatDoesNotBelongThereIsRefused() throws IOException {
        Map<String, byte[]> entries = entries();
        entries.put("../../evil.sh", new byte[] {1});
        refused(entries, "but there is '../../evil.sh'");
        Map<String, byte[]> few = entries();
        few.remove("coefficients.bin");
        refused(few, "holds coefficients.bin, which is missing");
        Map<String, byte[]> list = entries();
        list.put("configuration.json", "{\"confs\": []}".getBytes(StandardCharsets.UTF_8));
        refused(list, "must be of a ComputationGraph");
        Map<String, byte[]> broken = entries();
        broken.put("configuration.json", "{".getBytes(StandardCharsets.UTF_8));
        refused(broken, "is no JSON");
    }

    /** Lengths are read before memory is asked for: at each place where one stands, any byte of it may be another one. */
    @ParameterizedTest
    @ValueSource(strings = {"coefficients.bin", "updaterState.bin"})
    void lengthsThatLieAreRefused(String name) throws IOException {
        byte[] sound = entries().get(name);
        int header = sound.length - 4 * (int) (name.startsWith("c") ? net.numParams() : 2 * net.numParams());
        for (int at = 0; at < header; at++) {
            byte[] forged = sound.clone();
            forged[at] ^= 0x41;
            Map<String, byte[]> entries = entries();
            entries.put(name, forged);
            Path file = zip(entries);
            try {
                // What is no length, such as a stride, may be anything.
                assertThat(ModelArchive.read(file, true).params().length()).isEqualTo(net.numParams());
            } catch (ZooException e) {
                assertThat(e).hasMessageContaining(name);
            } catch (IOException | RuntimeException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 43_000, 1L << 40, Long.MAX_VALUE, -1})
    void aForgedCountIsRefused(long count) throws IOException {
        byte[] forged = entries().get("coefficients.bin").clone();
        int at = forged.length - 4 * (int) net.numParams() - 7 - 8;
        ByteBuffer.wrap(forged).putLong(at, count);
        Map<String, byte[]> entries = entries();
        entries.put("coefficients.bin", forged);
        refused(entries, "coefficients.bin is damaged");
    }

    @Test
    void whatIsCutOffOrNoZipIsRefused() throws IOException {
        Map<String, byte[]> entries = entries();
        byte[] parameters = entries.get("coefficients.bin");
        entries.put("coefficients.bin", Arrays.copyOf(parameters, parameters.length - 4));
        refused(entries, "coefficients.bin is damaged");
        entries.put("coefficients.bin", new byte[3]);
        refused(entries, "coefficients.bin");
        Path text = folder.resolve("text.zip");
        Files.writeString(text, "no zip");
        assertThatThrownBy(() -> ModelArchive.read(text, false)).isInstanceOf(ZooException.class);
        Path half = folder.resolve("half.zip");
        try (OutputStream out = Files.newOutputStream(half)) {
            out.write(saved, 0, saved.length / 2);
        }
        assertThatThrownBy(() -> ModelArchive.read(half, false)).isInstanceOf(ZooException.class);
    }

    @Test
    void anUpdaterOfAnotherNetworkIsRefused() throws IOException {
        Map<String, byte[]> entries = entries();
        entries.put("updaterState.bin", entries.get("coefficients.bin"));
        refused(entries, "updaterState.bin must hold");
    }
}
