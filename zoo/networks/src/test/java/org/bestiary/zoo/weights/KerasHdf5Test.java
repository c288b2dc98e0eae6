package org.bestiary.zoo.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.bestiary.common.image.Normalisation;
import org.bestiary.zoo.Architecture;
import org.bestiary.zoo.BuildOptions;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.Zoo;
import org.bestiary.zoo.ZooException;
import org.bestiary.zoo.analysis.Analysis;
import org.bestiary.zoo.graph.ConfigurationBuilder;
import org.bestiary.zoo.graph.Engine;
import org.bestiary.zoo.graph.Head;
import org.bestiary.zoo.graph.Network;
import org.bestiary.zoo.graph.Node;
import org.bestiary.zoo.graph.Training;
import org.bestiary.zoo.op.BatchNorm;
import org.bestiary.zoo.op.Conv;
import org.bestiary.zoo.op.Dense;
import org.bestiary.zoo.op.Flatten;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Weights with Keras' axes and names give the same scores as with torch's. */
class KerasHdf5Test {
    @TempDir
    Path directory;

    /** Made-up weights of a network under its own names, in torch's axes. */
    private static Map<String, List<Long>> torchShapes(Network network) {
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        for (Node node : network.nodes()) {
            String name = node.name();
            if (node.op() instanceof Conv c) {
                long inputs = node.input().output().channels() / c.groups();
                shapes.put(name + ".weight", List.of((long) c.filters(), inputs, (long) c.kernelHeight(), (long)
                        c.kernelWidth()));
                if (c.bias()) {
                    shapes.put(name + ".bias", List.of((long) c.filters()));
                }
            } else if (node.op() instanceof Dense d) {
                shapes.put(
                        name + ".weight",
                        List.of((long) d.units(), node.input().output().size()));
                shapes.put(name + ".bias", List.of((long) d.units()));
            } else if (node.op() instanceof BatchNorm) {
                for (String word : List.of("weight", "bias", "running_mean", "running_var")) {
                    shapes.put(name + "." + word, List.of((long) node.output().channels()));
                }
            }
        }
        return shapes;
    }

    /** The same weights as a file that Keras would have written, under Keras' names; its epsilon is taken off the variance. */
    private void writeKeras(Network network, WeightMap map, int nameChoice, Path path) {
        GeneratedTensors torch = new GeneratedTensors(torchShapes(network));
        try (WritableHdfFile file = HdfFile.write(path)) {
            List<String> layers = new ArrayList<>();
            for (Node node : network.nodes()) {
                Map<String, Object> tensors = tensors(node, torch, map);
                if (tensors.isEmpty()) {
                    continue;
                }
                List<String> names = map.namesOf(node.name());
                String layer = names.get(Math.min(nameChoice, names.size() - 1));
                layers.add(layer);
                WritableGroup group = file;
                for (String part : layer.split("/")) {
                    group = group.getChild(part) instanceof WritableGroup g ? g : group.putGroup(part);
                }
                List<String> weights = new ArrayList<>();
                for (Map.Entry<String, Object> t : tensors.entrySet()) {
                    group.putDataset(t.getKey() + ":0", t.getValue());
                    weights.add(t.getKey() + ":0");
                }
                group.putAttribute("weight_names", weights.toArray(String[]::new));
            }
            file.putAttribute("layer_names", layers.toArray(String[]::new));
        }
    }

    private static Map<String, Object> tensors(Node node, GeneratedTensors torch, WeightMap map) {
        Map<String, Object> tensors = new LinkedHashMap<>();
        String name = node.name();
        if (node.op() instanceof Conv c) {
            INDArray w = array(torch, name + ".weight");
            if (c.isDepthwise(node.input().output())) {
                tensors.put("depthwise_kernel", floats4(w.permute(2, 3, 0, 1)));
            } else {
                tensors.put("kernel", floats4(w.permute(2, 3, 1, 0)));
            }
            if (c.bias()) {
                tensors.put("bias", torch.read(name + ".bias"));
            }
        } else if (node.op() instanceof Dense) {
            tensors.put("kernel", denseKernel(node, array(torch, name + ".weight")));
            tensors.put("bias", torch.read(name + ".bias"));
        } else if (node.op() instanceof BatchNorm norm) {
            tensors.put("gamma", torch.read(name + ".weight"));
            tensors.put("beta", torch.read(name + ".bias"));
            tensors.put("moving_mean", torch.read(name + ".running_mean"));
            float[] variance = torch.read(name + ".running_var");
            for (int i = 0; i < variance.length; i++) {
                variance[i] -= (float) (map.epsilon().orElse(norm.epsilon()) - norm.epsilon());
            }
            tensors.put("moving_variance", variance);
        }
        return tensors;
    }

    private static INDArray array(GeneratedTensors torch, String tensor) {
        long[] shape =
                torch.shapes().get(tensor).stream().mapToLong(Long::longValue).toArray();
        return Nd4j.create(torch.read(tensor), shape, 'c');
    }

    /** [out, in] to [in, out], and after a flattened map from channel, row, column to row, column, channel. */
    private static float[][] denseKernel(Node node, INDArray weight) {
        INDArray kernel = weight.transpose();
        Node before = node.input();
        if (before.op() instanceof Flatten) {
            Shape m = before.input().output();
            kernel = kernel.dup('c')
                    .reshape('c', m.channels(), m.height(), m.width(), weight.size(0))
                    .permute(1, 2, 0, 3)
                    .dup('c')
                    .reshape('c', m.size(), weight.size(0));
        }
        return kernel.dup('c').toFloatMatrix();
    }

    private static float[][][][] floats4(INDArray a) {
        float[][][][] out = new float[(int) a.size(0)][(int) a.size(1)][][];
        for (int i = 0; i < out.length; i++) {
            for (int j = 0; j < out[i].length; j++) {
                out[i][j] = a.slice(i).slice(j).dup('c').toFloatMatrix();
            }
        }
        return out;
    }

    /** The cheapest network of each map, with every set of names that the library has had for its layers. */
    static Stream<Arguments> mapped() {
        return WeightMap.maps(TensorLayout.KERAS).stream().flatMap(map -> {
            String cheapest = map.models().stream()
                    .min(Comparator.comparingLong(KerasHdf5Test::parameters))
                    .orElseThrow();
            long choices = Zoo.find(cheapest).network(BuildOptions.defaults()).nodes().stream()
                    .mapToLong(n -> map.namesOf(n.name()).size())
                    .max()
                    .orElseThrow();
            return LongStream.range(0, choices).mapToObj(choice -> Arguments.of(cheapest, (int) choice));
        });
    }

    private static long parameters(String id) {
        return Analysis.of(Zoo.find(id).network(BuildOptions.defaults())).totalParameters();
    }

    @ParameterizedTest
    @MethodSource("mapped")
    void kerasAndTorchAxesGiveTheSameScores(String id, int nameChoice) throws IOException {
        Architecture architecture = Zoo.find(id);
        WeightMap map = WeightMap.find(id, TensorLayout.KERAS);
        int size = Math.max(64, architecture.card().minimumSize());
        BuildOptions options =
                BuildOptions.defaults().input(Shape.map(3, size, size)).classes(5);
        if (architecture.options().stream().anyMatch(o -> o.name().equals("denseUnits"))) {
            options = options.set("denseUnits", "16");
        }
        for (Map.Entry<String, String> s : map.settings().entrySet()) {
            options = options.set(s.getKey(), s.getValue());
        }
        Network network = architecture.network(options);
        Path path = directory.resolve("weights.h5");
        writeKeras(network, map, nameChoice, path);

        Pretrained expected = Pretrained.load(
                architecture,
                new GeneratedTensors(torchShapes(network)),
                WeightMap.sameNames(TensorLayout.TORCH),
                options);
        INDArray images = Nd4j.create(GeneratedTensors.input(2 * 3 * size * size), 2, 3, size, size);
        INDArray scores = expected.logits(images).dup();
        try (KerasHdf5 source = KerasHdf5.open(path)) {
            INDArray got = Pretrained.load(architecture, source, map, options).logits(images);
            assertThat(got.sub(scores).norm2Number().doubleValue())
                    .isLessThanOrEqualTo(1e-5 * scores.norm2Number().doubleValue());
        }
        Files.delete(path);
    }

    /** Keras' ResNet-50 has biases before its normalisations; they end up in the running means. */
    @Test
    void aBiasBeforeNormalisationIsFolded() {
        Architecture architecture = Zoo.find("resnet20");
        BuildOptions options = BuildOptions.defaults().input(Shape.map(3, 16, 16));
        Map<String, List<Long>> shapes = torchShapes(architecture.network(options));
        WeightMap names = WeightMap.sameNames(TensorLayout.TORCH);
        INDArray images = Nd4j.create(GeneratedTensors.input(3 * 16 * 16), 1, 3, 16, 16);
        Pretrained without = Pretrained.load(architecture, new GeneratedTensors(shapes), names, options);
        shapes.put("conv1.bias", List.of(16L));
        Pretrained with = Pretrained.load(architecture, new GeneratedTensors(shapes), names, options);
        INDArray moved = with.graph().getVertex("bn1").getLayer().getParam("mean");
        INDArray mean = without.graph().getVertex("bn1").getLayer().getParam("mean");
        float[] bias = new GeneratedTensors(shapes).read("conv1.bias");
        assertThat(mean.sub(moved).toFloatVector()).containsExactly(bias, org.assertj.core.data.Offset.offset(1e-6f));
        assertThat(with.logits(images)).isNotEqualTo(without.logits(images));
    }

    @ParameterizedTest
    @ValueSource(strings = {"torch", "keras"})
    void everyMappedNetworkHasANameForEveryLayer(String layout) {
        TensorLayout l = layout.equals("torch") ? TensorLayout.TORCH : TensorLayout.KERAS;
        assertThat(WeightMap.models(l)).isNotEmpty().allSatisfy(id -> {
            WeightMap map = WeightMap.find(id, l);
            assertThat(map.image()).isPresent();
            BuildOptions options = BuildOptions.defaults();
            for (Map.Entry<String, String> s : map.settings().entrySet()) {
                options = options.set(s.getKey(), s.getValue());
            }
            assertThat(Zoo.find(id).network(options).nodes())
                    .filteredOn(n -> n.op() instanceof Conv || n.op() instanceof Dense || n.op() instanceof BatchNorm)
                    .allSatisfy(
                            n -> assertThat(map.namesOf(n.name())).as(n.name()).isNotEmpty());
        });
    }

    @Test
    void otherFilesAreRefused() throws IOException {
        Path garbage =
                Files.write(directory.resolve("x.h5"), new byte[] {(byte) 0x89, 'H', 'D', 'F', 13, 10, 26, 10, 9});
        assertThatThrownBy(() -> Pretrained.open("vgg16", garbage, Shape.map(3, 64, 64), Engine.FAST))
                .isInstanceOf(ZooException.class)
                .hasMessageContaining("x.h5 is not a whole Keras weight file");
        Path other = directory.resolve("other.h5");
        try (WritableHdfFile file = HdfFile.write(other)) {
            file.putDataset("numbers", new float[] {1, 2});
        }
        assertThatThrownBy(() -> KerasHdf5.open(other).close())
                .isInstanceOf(ZooException.class)
                .hasMessageContaining("attribute layer_names is missing");
    }

    /** The convolutions of VGG-16 alone: Keras reads blue first, and what is loaded to learn on reads red first. */
    @Test
    void aPartOfANetworkIsLoadedAndReadsRedFirst() {
        BuildOptions options = BuildOptions.defaults().input(Shape.map(3, 32, 32));
        Network whole = Zoo.find("vgg16").network(options);
        Network part = new Head("stage5.pool", List.of(), 0, 2).base(whole);
        WeightMap map = WeightMap.find("vgg16", TensorLayout.KERAS);
        Path file = directory.resolve("notop.h5");
        writeKeras(part, map, 0, file);
        ComputationGraph asKeras = graph(part, options);
        WeightLoader.load(KerasHdf5.open(file), map, part, asKeras);
        ComputationGraph redFirst = graph(part, options);
        Normalisation images =
                PartWeights.load(file, whole, options, part, redFirst).orElseThrow();
        assertThat(images.mean().get(0)).isCloseTo(123.68 / 255, within(1e-9));
        assertThat(images.std()).containsOnly(1.0 / 255);
        INDArray blue = Nd4j.rand(2, 32, 32, 3);
        INDArray turned = Nd4j.create(2, 32, 32, 3);
        for (int c = 0; c < 3; c++) {
            turned.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(c))
                    .assign(blue.get(
                            NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(2 - c)));
        }
        INDArray expected = asKeras.outputSingle(blue).dup();
        assertThat(redFirst.outputSingle(turned).equalsWithEps(expected, 1e-5)).isTrue();
        assertThat(redFirst.outputSingle(blue).equalsWithEps(expected, 1e-5)).isFalse();

        Network other = Zoo.find("vgg19").network(options);
        Network otherPart = new Head("stage5.pool", List.of(), 0, 2).base(other);
        assertThatThrownBy(() -> PartWeights.load(file, other, options, otherPart, redFirst))
                .isInstanceOf(ZooException.class)
                .hasMessageStartingWith("notop.h5 does not fit vgg19 for 3x32x32 and 1000 classes: 6 missing");
    }

    private static ComputationGraph graph(Network network, BuildOptions options) {
        ComputationGraph graph =
                new ComputationGraph(ConfigurationBuilder.build(network, options, Training.defaults()));
        graph.init();
        return graph;
    }
}
