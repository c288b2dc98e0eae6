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
import org.bestiary.zoo.graph.Head;
import org.bestiary.zoo.graph.LayerSet;
import org.bestiary.zoo.graph.Network;
import org.bestiary.zoo.graph.Training;
import org.bestiary.zoo.onnx.OnnxFile;
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
    private final Map<String, String> settings;
    private final Optional<WeightsNote> given;
    private final Optional<ImagePreparation> image;
    private final List<String> classes;

    private Pretrained(
            Network network,
            ComputationGraph graph,
            LayerSet layers,
            Map<String, String> settings,
            Optional<WeightsNote> given,
            Optional<ImagePreparation> image,
            List<String> classes) {
        this.network = network;
        this.graph = graph;
        this.layers = layers;
        this.settings = settings;
        this.given = given;
        this.image = image;
        this.classes = classes;
    }

    /**
     * The same network, which reads images and names classes as was published with these very weights; what is known of its
     * library, or stands in the file, counts no more.
     *
     * @param how how an image becomes its input
     * @param names of the classes, in the order of the scores
     */
    public Pretrained as(ImagePreparation how, List<String> names) {
        Optional<WeightsNote> rest = given.map(WeightsNote::withoutImages);
        return new Pretrained(network, graph, layers, settings, rest, Optional.of(how), List.copyOf(names));
    }

    /**
     * Builds a network and loads a file of safetensors or of torch.save (torchvision's names), Keras HDF5
     * (keras-applications' names), ONNX, or one that Bestiary has exported. The number of classes is that of the file.
     *
     * @param model id of the network
     * @param file the weights
     * @param input shape of one image
     * @param engine whose layers compute
     * @throws ZooException if no weights are known for this network, or the file is damaged or of another network
     */
    public static Pretrained open(String model, Path file, Shape input, Engine engine) {
        return open(model, file, Optional.of(input), engine);
    }

    /**
     * The same for images of the shape that the file says, or that the network's card says where the file does not.
     *
     * @param input shape of one image; empty for the weights' own
     */
    public static Pretrained open(String model, Path file, Optional<Shape> input, Engine engine) {
        Architecture architecture = Zoo.find(model);
        try (TensorSource source = source(file)) {
            BuildOptions options = BuildOptions.defaults().engine(engine);
            NamedWeights weights =
                    NamedWeights.of(model, source, input.map(options::input).orElse(options));
            Optional<Shape> shape = input.or(() -> weights.note().map(WeightsNote::input));
            return load(architecture, weights, shape.map(options::input).orElse(options));
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
            if (OnnxFile.recognises(file)) {
                return new OnnxWeights(OnnxFile.open(file));
            }
            ForeignWeights.of(file).ifPresent(what -> {
                throw new ZooException(file.getFileName()
                        + " must be safetensors, a state dict of PyTorch, Keras HDF5 or ONNX, but is " + what);
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
        return load(architecture, new NamedWeights(source, map, Optional.empty()), given);
    }

    private static Pretrained load(Architecture architecture, NamedWeights weights, BuildOptions given) {
        TensorSource source = weights.source();
        WeightMap map = weights.map();
        BuildOptions options = weights.note().map(n -> n.options(given)).orElse(given);
        for (Map.Entry<String, String> setting : map.settings().entrySet()) {
            options = options.set(setting.getKey(), setting.getValue());
        }
        Optional<Head> head = weights.note().flatMap(WeightsNote::head);
        if (head.isEmpty()) {
            options = options.classes(classes(architecture.network(options), source, map));
        }
        Network whole = architecture.network(options);
        Network network = head.map(h -> h.on(whole)).orElse(whole).inference();
        ComputationGraph graph =
                new ComputationGraph(ConfigurationBuilder.build(network, options, Training.defaults()));
        // All numbers are overwritten: drawing the start of a hundred million weights would take longer than loading
        // them.
        graph.init(Nd4j.create(DataType.FLOAT, 1, Analysis.of(network).totalParameters()), false);
        WeightLoader.load(source, map, network, graph);
        Optional<WeightsNote> note = weights.note();
        return new Pretrained(
                network,
                graph,
                LayerSet.of(options.engine()),
                WeightsNote.settings(architecture, options),
                note,
                note.isPresent() ? Optional.empty() : map.image(),
                note.map(WeightsNote::classes).filter(names -> !names.isEmpty()).orElse(map.classes()));
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

    /** What is known of these weights, to travel with them. */
    public WeightsNote note() {
        Optional<ImageInput> images = given.flatMap(WeightsNote::image)
                .or(() -> image.filter(
                                i -> network.input().height() == network.input().width())
                        .map(i -> i.input(network.input().height())));
        return new WeightsNote(
                network.id(),
                settings,
                given.flatMap(WeightsNote::head),
                network.input(),
                classNames().orElse(List.of()),
                images.map(i -> ImageTexts.resized(i, network.input())),
                given.flatMap(WeightsNote::run));
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
        Optional<ImageInput> noted = given.flatMap(WeightsNote::image);
        if (noted.isPresent()) {
            return ImageTexts.resized(noted.get(), in);
        }
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
