package org.bestiary.zoo.weights;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bestiary.common.image.ImageInput;
import org.bestiary.zoo.Architecture;
import org.bestiary.zoo.BuildOptions;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.Zoo;
import org.bestiary.zoo.ZooException;
import org.bestiary.zoo.analysis.Analysis;
import org.bestiary.zoo.graph.ConfigurationBuilder;
import org.bestiary.zoo.graph.Engine;
import org.bestiary.zoo.graph.LayerSet;
import org.bestiary.zoo.graph.Network;
import org.bestiary.zoo.graph.Training;
import org.bestiary.zoo.torch.TorchFile;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network with weights from a file, for inference: images in, scores before softmax out. One thread at a time.
 *
 * <pre>{@code
 * Pretrained net = Pretrained.open("resnet50", Path.of("resnet50.safetensors"), Shape.map(3, 224, 224), Engine.FAST);
 * INDArray logits = net.logits(images); // N x 1000 for images of N x 3 x 224 x 224
 * }</pre>
 */
public final class Pretrained {
    private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F'};
    static final byte[] ZIP = {'P', 'K', 3, 4};

    private final Network network;
    private final ComputationGraph graph;
    private final LayerSet layers;
    private final Optional<ImagePreparation> image;
    private final List<String> classes;

    private Pretrained(
            Network network,
            ComputationGraph graph,
            LayerSet layers,
            Optional<ImagePreparation> image,
            List<String> classes) {
        this.network = network;
        this.graph = graph;
        this.layers = layers;
        this.image = image;
        this.classes = classes;
    }

    /**
     * The same network, which reads images and names classes as was published with these very weights; what is known of its
     * library counts no more.
     *
     * @param how how an image becomes its input
     * @param names of the classes, in the order of the scores
     */
    public Pretrained as(ImagePreparation how, List<String> names) {
        return new Pretrained(network, graph, layers, Optional.of(how), List.copyOf(names));
    }

    /**
     * Builds a network and loads a file of safetensors or of torch.save (torchvision's names), or Keras HDF5
     * (keras-applications' names). The number of classes is that of the file.
     *
     * @param model id of the network
     * @param file the weights
     * @param input shape of one image
     * @param engine whose layers compute
     * @throws ZooException if no weights are known for this network, or the file is damaged or of another network
     */
    public static Pretrained open(String model, Path file, Shape input, Engine engine) {
        Architecture architecture = Zoo.find(model);
        try (TensorSource source = source(file)) {
            BuildOptions options = BuildOptions.defaults().input(input).engine(engine);
            return load(architecture, source, WeightMap.find(model, source), options);
        }
    }

    static TensorSource source(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new ZooException("there is no file " + file);
        }
        try {
            if (startsWith(file, HDF5)) {
                return KerasHdf5.open(file);
            }
            if (TorchFile.recognises(file)) {
                return Unprefixed.of(new TorchWeights(TorchFile.open(file)));
            }
            ForeignWeights.of(file).ifPresent(what -> {
                throw new ZooException(file.getFileName()
                        + " must be safetensors, a state dict of PyTorch or Keras HDF5, but is " + what);
            });
        } catch (IOException e) {
            throw new ZooException("cannot read " + file + ": " + e.getMessage(), e);
        }
        return Unprefixed.of(SafeTensors.open(file));
    }

    static boolean startsWith(Path file, byte[] wanted) throws IOException {
        byte[] start = new byte[wanted.length];
        try (var in = Files.newInputStream(file)) {
            in.readNBytes(start, 0, start.length);
        }
        return Arrays.equals(start, wanted);
    }

    /**
     * Builds a network with the options that its weights need, and loads them.
     *
     * @param architecture the network
     * @param source its tensors
     * @param map their names
     * @param given input, engine and settings; the map's settings and the source's number of classes win
     * @throws ZooException if tensors are missing, surplus or misshapen
     */
    public static Pretrained load(Architecture architecture, TensorSource source, WeightMap map, BuildOptions given) {
        BuildOptions options = given;
        for (Map.Entry<String, String> setting : map.settings().entrySet()) {
            options = options.set(setting.getKey(), setting.getValue());
        }
        options = options.classes(classes(architecture.network(options), source, map));
        Network network = architecture.network(options).inference();
        ComputationGraph graph =
                new ComputationGraph(ConfigurationBuilder.build(network, options, Training.defaults()));
        // All numbers are overwritten: drawing the start of a hundred million weights would take longer than loading
        // them.
        graph.init(Nd4j.create(DataType.FLOAT, 1, Analysis.of(network).totalParameters()), false);
        WeightLoader.load(source, map, network, graph);
        return new Pretrained(network, graph, LayerSet.of(options.engine()), map.image(), map.classes());
    }

    /** The length of the classifier's bias, or the network's own number where the source has none. */
    private static int classes(Network network, TensorSource source, WeightMap map) {
        Map<String, List<Long>> shapes = source.shapes();
        return map.namesOf(network.classifier().name()).stream()
                .map(n -> shapes.get(map.layout().tensor(n, TensorLayout.Part.BIAS, false)))
                .filter(s -> s != null && s.size() == 1 && s.get(0) > 0 && s.get(0) <= BuildOptions.MOST_CLASSES)
                .findFirst()
                .map(s -> s.get(0).intValue())
                .orElse(network.classes());
    }

    /** The network, without its losses. */
    public Network network() {
        return network;
    }

    /** The DL4J graph, whose one output is the logits. */
    public ComputationGraph graph() {
        return graph;
    }

    /** Names of the classes in the order of the scores; empty if they are not known, as for classes of one's own. */
    public Optional<List<String>> classNames() {
        return Stream.of(classes, ImageNetClasses.names())
                .filter(names -> names.size() == network.classes())
                .findFirst();
    }

    /**
     * How an image file becomes the input of these weights, at this network's input size.
     *
     * @throws ZooException if the network is not square, or nothing is known of its images
     */
    public ImageInput imageInput() {
        Shape in = network.input();
        if (in.height() != in.width()) {
            throw new ZooException("images are cut to squares, but " + network.id() + " was built for " + in);
        }
        return image.map(i -> i.input(in.height()))
                .orElseThrow(() -> new ZooException("how images are prepared for " + network.id() + " is not known"));
    }

    /**
     * The scores before softmax.
     *
     * @param images 32-bit floats, N x C x H x W
     * @return N x classes
     * @throws ZooException if the images have another shape than the network was built for
     */
    public INDArray logits(INDArray images) {
        return graph.outputSingle(layers.arrange(network, images));
    }
}
