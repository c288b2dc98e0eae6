package org.bestiary.zoo.weights;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bestiary.common.image.ImageInput;
import org.bestiary.common.image.Normalisation;
import org.bestiary.zoo.BuildOptions;
import org.bestiary.zoo.Zoo;
import org.bestiary.zoo.ZooException;
import org.bestiary.zoo.graph.Network;
import org.bestiary.zoo.graph.Node;
import org.bestiary.zoo.op.Conv;
import org.bestiary.zoo.op.Input;
import org.bestiary.zoo.torch.TorchFile;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The weights of a file for all but the last layers of a network, to be trained further on other classes. */
public final class PartWeights {
    private static final String DROPOUT = "dropout";

    private PartWeights() {}

    /**
     * Loads safetensors or a file of torch.save (torchvision's names) or Keras HDF5 (keras-applications' names) with or without the last layers.
     *
     * @param file the weights
     * @param whole the network that the weights are of
     * @param options what {@code whole} was described with
     * @param part the layers that are loaded
     * @param graph has the layers of the part, by the same names; of either engine
     * @return how pixels become the graph's input (red, green, blue), where that is known
     * @throws ZooException if no weights are known for this network, or the file is damaged or of another network
     */
    public static Optional<Normalisation> load(
            Path file, Network whole, BuildOptions options, Network part, ComputationGraph graph) {
        try (TensorSource source = Pretrained.source(file)) {
            NamedWeights weights = NamedWeights.of(whole.id(), source, options);
            WeightMap map = weights.map();
            mistake(weights, whole.id(), options.settings()).ifPresent(mistake -> {
                throw new ZooException(mistake);
            });
            Network full = weights.note()
                    .flatMap(WeightsNote::head)
                    .map(h -> h.on(whole))
                    .orElse(whole);
            WeightLoader.loadPart(weights.source(), map, part, full, graph);
            if (blueFirst(weights)) {
                readRedFirst(part, graph);
            }
            return normalisation(weights);
        }
    }

    /**
     * How pixels become the input of a network with the weights of a file (red, green, blue); empty where it is not known.
     *
     * @throws ZooException if no weights of this kind are known for the network, or the file is damaged
     */
    public static Optional<Normalisation> normalisation(Path file, String model) {
        try (TensorSource source = Pretrained.source(file)) {
            return normalisation(NamedWeights.of(model, source, BuildOptions.defaults()));
        }
    }

    /**
     * What keeps weights from being those of a network with given options, before anything is built.
     *
     * @param file the weights
     * @param model id of the network
     * @param settings the options that are given; the others have their defaults
     * @return a sentence that says which option must be set; empty if none
     * @throws ZooException if no weights of this kind are known for the network, or the file is damaged
     */
    public static Optional<String> mistake(Path file, String model, Map<String, String> settings) {
        try (TensorSource source = Pretrained.source(file)) {
            return mistake(NamedWeights.of(model, source, BuildOptions.defaults()), model, settings);
        }
    }

    private static Optional<String> mistake(NamedWeights weights, String model, Map<String, String> settings) {
        return mistake(
                weights.source().name(),
                weights.note().map(WeightsNote::settings).orElse(weights.map().settings()),
                model,
                settings);
    }

    /**
     * The same for weights of which it is known what they need.
     *
     * @param file name of the weights
     * @param needed options with their values
     * @param model id of the network
     * @param settings the options that are given; the others have their defaults
     */
    public static Optional<String> mistake(
            String file, Map<String, String> needed, String model, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>();
        Zoo.find(model).options().forEach(o -> all.put(o.name(), o.defaultValue()));
        all.putAll(settings);
        return needed.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .filter(n -> !n.getKey().equals(DROPOUT)) // has no weights
                .filter(n -> !n.getValue().equals(all.get(n.getKey())))
                .map(n -> "weights of " + file + " are for " + model + " with " + n.getKey() + "=" + n.getValue()
                        + ", but got " + all.get(n.getKey()) + "; set that option of the network")
                .findFirst();
    }

    private static boolean blueFirst(NamedWeights weights) {
        return weights.note().isPresent()
                ? weights.note().get().image().map(ImageInput::blueFirst).orElse(false)
                : weights.image().map(ImagePreparation::blueFirst).orElse(false);
    }

    private static Optional<Normalisation> normalisation(NamedWeights weights) {
        return weights.note().isPresent()
                ? weights.note().get().image().map(ImageInput::normalisation)
                : weights.image()
                        .map(ImagePreparation::redFirst)
                        .map(p -> new Normalisation(p.means(), p.deviations()));
    }

    /** Whether a file is a zip, as DL4J saves networks; those of torch.save are none of them. */
    public static boolean isArchive(Path file) throws IOException {
        return Pretrained.startsWith(file, Pretrained.ZIP) && !TorchFile.recognises(file);
    }

    /** Turns the channels of the layers that read the image round. */
    private static void readRedFirst(Network part, ComputationGraph graph) {
        for (Node node : part.nodes()) {
            if (node.op() instanceof Conv && node.input().op() instanceof Input) {
                INDArray weights = graph.getVertex(node.name()).getLayer().getParam("W");
                INDArray blue = weights.get(NDArrayIndex.all(), NDArrayIndex.point(0));
                INDArray red = weights.get(NDArrayIndex.all(), NDArrayIndex.point(2));
                INDArray kept = blue.dup();
                blue.assign(red);
                red.assign(kept);
            }
        }
    }
}
