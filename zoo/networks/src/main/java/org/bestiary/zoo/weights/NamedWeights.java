package org.bestiary.zoo.weights;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bestiary.zoo.BuildOptions;
import org.bestiary.zoo.Zoo;
import org.bestiary.zoo.ZooException;
import org.bestiary.zoo.graph.Network;
import org.bestiary.zoo.weights.TensorLayout.Part;

/**
 * The tensors of a file, and how its names are understood.
 *
 * @param source the tensors
 * @param map their names
 * @param note what the file says of its network, where Bestiary wrote it
 */
record NamedWeights(TensorSource source, WeightMap map, Optional<WeightsNote> note) {
    /**
     * Finds out whose names a file has: those that it says itself, those of the library that publishes such files, or, of an
     * ONNX model with names of any kind, none, and then layers are paired in order.
     *
     * @param model id of the network
     * @param source the tensors
     * @param options what the network is built for
     * @throws ZooException if the file is of another network, or no names are known
     */
    static NamedWeights of(String model, TensorSource source, BuildOptions options) {
        Optional<WeightsNote> note = WeightsNote.of(source.name(), source.metadata());
        TensorLayout layout = TensorLayout.of(source);
        if (note.isPresent()) {
            String of = note.get().model();
            if (!of.equals(model)) {
                throw new ZooException("weights must be of the network that is asked for, " + model + ", but "
                        + source.name() + " says that it is of " + of + "; name that one");
            }
            Network network = note.get().network(options).inference();
            if (source instanceof OnnxWeights onnx && OrderedWeights.isFolded(onnx, network)) {
                return new NamedWeights(new OrderedWeights(onnx, network), WeightMap.sameNames(layout), note);
            }
            boolean published = WeightsNote.publishedNames(source.metadata());
            return new NamedWeights(
                    source, published ? WeightMap.find(model, layout) : WeightMap.sameNames(layout), note);
        }
        if (source instanceof OnnxWeights onnx) {
            Network network = Zoo.find(model).network(options).inference();
            return Stream.concat(published(model), Stream.of(WeightMap.sameNames(layout)))
                    .filter(map -> names(network, source.shapes(), map))
                    .findFirst()
                    .map(map -> new NamedWeights(source, map, note))
                    .orElseGet(() ->
                            new NamedWeights(new OrderedWeights(onnx, network), WeightMap.sameNames(layout), note));
        }
        return new NamedWeights(source, WeightMap.find(model, source), note);
    }

    /** How images are prepared for a library's own files. */
    Optional<ImagePreparation> image() {
        return map.image();
    }

    private static Stream<WeightMap> published(String model) {
        return WeightMap.models(TensorLayout.TORCH).contains(model)
                ? Stream.of(WeightMap.find(model, TensorLayout.TORCH))
                : Stream.empty();
    }

    /** Whether a file calls the classifier as a map does. */
    private static boolean names(Network network, Map<String, List<Long>> shapes, WeightMap map) {
        return map.namesOf(network.classifier().name()).stream()
                .anyMatch(n -> shapes.containsKey(map.layout().tensor(n, Part.WEIGHT, false)));
    }
}
