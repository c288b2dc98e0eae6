package org.bestiary.zoo.weights;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bestiary.zoo.ZooException;

/**
 * How weights of another library fit networks of ours: names, axes, options to build with, and how images are prepared.
 *
 * @param models ids of the networks
 * @param told what a file must say of itself for this map to be its own, by the names of its metadata; empty for the map of
 *     files that say nothing
 * @param layout words and axes
 * @param settings options that the network must be built with
 * @param ignored names of tensors that a file may have and the network does not need
 * @param epsilon the library's epsilon of batch normalisation, where it is not the network's
 * @param image how an image becomes the network's input
 * @param classes names of the classes that the published weights tell apart, in the order of their outputs; none if they
 *     are not said
 * @param rules names of layers, the first that fits counts
 */
public record WeightMap(
        List<String> models,
        Map<String, Pattern> told,
        TensorLayout layout,
        Map<String, String> settings,
        List<Pattern> ignored,
        OptionalDouble epsilon,
        Optional<ImagePreparation> image,
        List<String> classes,
        List<NameRule> rules) {

    /** The map files, beside this class in the resources. */
    private static final List<String> FILES = List.of(
            "torchvision-alexnet.map",
            "torchvision-vgg.map",
            "torchvision-googlenet.map",
            "torchvision-resnet.map",
            "torchvision-densenet.map",
            "torchvision-squeezenet.map",
            "torchvision-mobilenet-v2.map",
            "torchvision-inception-v3.map",
            "torchvision-mobilenet-v3.map",
            "torchvision-shufflenet-v2.map",
            "torchvision-mnasnet.map",
            "torchvision-efficientnet.map",
            "akamaster-cifar-resnet.map",
            "keras-vgg.map",
            "keras-resnet.map",
            "keras-densenet.map",
            "keras-mobilenet.map",
            "keras-mobilenet-v2.map");

    private static final class Known {
        static final List<WeightMap> MAPS =
                FILES.stream().flatMap(WeightMap::readResource).toList();
    }

    /**
     * The map for the weights that a library of this layout has of a network.
     *
     * @throws ZooException if none is known
     */
    public static WeightMap find(String model, TensorLayout layout) {
        return find(model, layout, Map.of());
    }

    /**
     * The map for weights of a network; one for what they say of themselves goes before the library's own.
     *
     * @throws ZooException if none is known
     */
    static WeightMap find(String model, TensorSource source) {
        return find(model, TensorLayout.of(source), source.metadata());
    }

    private static WeightMap find(String model, TensorLayout layout, Map<String, String> metadata) {
        return Known.MAPS.stream()
                .filter(m -> m.layout == layout && m.models.contains(model) && m.fits(metadata))
                .max(Comparator.comparingInt(m -> m.told.size()))
                .orElseThrow(
                        () -> new ZooException("no names of " + layout.name().toLowerCase(Locale.ROOT)
                                + " weights are known for " + model + "; they are for "
                                + String.join(", ", models(layout))));
    }

    private boolean fits(Map<String, String> metadata) {
        return told.entrySet().stream()
                .allMatch(t -> t.getValue()
                        .matcher(metadata.getOrDefault(t.getKey(), ""))
                        .matches());
    }

    /** The ids of all networks for which weights of this layout can be read, in alphabetical order. */
    public static List<String> models(TensorLayout layout) {
        TreeSet<String> ids = new TreeSet<>();
        maps(layout).forEach(m -> ids.addAll(m.models));
        return List.copyOf(ids);
    }

    /** All maps of this layout. */
    static List<WeightMap> maps(TensorLayout layout) {
        return Known.MAPS.stream().filter(m -> m.layout == layout).toList();
    }

    /** Tensors that are called like our own vertices. */
    public static WeightMap sameNames(TensorLayout layout) {
        NameRule any = NameRule.anyName();
        return new WeightMap(
                List.of(),
                Map.of(),
                layout,
                Map.of(),
                List.of(),
                OptionalDouble.empty(),
                Optional.empty(),
                List.of(),
                List.of(any));
    }

    /** The library's names of a layer, the first to be tried first; none if the map does not know the vertex. */
    List<String> namesOf(String vertex) {
        return rules.stream()
                .flatMap(r -> r.namesOf(vertex).stream())
                .findFirst()
                .orElse(List.of());
    }

    /** What a layer is called in files; as the vertex where the map does not know it. */
    public String nameOf(String vertex) {
        return namesOf(vertex).stream().findFirst().orElse(vertex);
    }

    boolean ignores(String tensor) {
        return ignored.stream().anyMatch(p -> p.matcher(tensor).matches());
    }

    private static Stream<WeightMap> readResource(String file) {
        try (InputStream in = WeightMap.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("resource " + file + " is missing");
            }
            return parse(file, new String(in.readAllBytes(), StandardCharsets.UTF_8)).stream();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read resource " + file, e);
        }
    }

    /**
     * Reads a map file: lines of {@code word values} or {@code our.name = their.name}; every {@code for} begins a section,
     * and what stands before the first is common to all.
     */
    static List<WeightMap> parse(String file, String text) {
        List<String> common = new ArrayList<>();
        List<List<String>> sections = new ArrayList<>();
        List<String> current = common;
        for (String line : text.lines().map(String::strip).toList()) {
            if (line.startsWith("for ")) {
                current = new ArrayList<>();
                sections.add(current);
            }
            if (!line.isEmpty() && !line.startsWith("#")) {
                current.add(line);
            }
        }
        return sections.stream()
                .map(s ->
                        section(file, Stream.concat(s.stream(), common.stream()).toList()))
                .toList();
    }

    private static WeightMap section(String file, List<String> lines) {
        List<String> models = new ArrayList<>();
        Map<String, Pattern> told = new TreeMap<>();
        TensorLayout layout = TensorLayout.TORCH;
        Map<String, String> settings = new LinkedHashMap<>();
        List<Pattern> ignored = new ArrayList<>();
        OptionalDouble epsilon = OptionalDouble.empty();
        Optional<ImagePreparation> image = Optional.empty();
        List<String> classes = new ArrayList<>();
        List<NameRule> rules = new ArrayList<>();
        for (String line : lines) {
            String[] sides = line.split(" = ", 2);
            if (sides.length == 2) {
                rules.add(NameRule.parse(sides[0].strip(), sides[1].strip()));
                continue;
            }
            String[] words = line.split("\\s+");
            List<String> values = List.of(words).subList(1, words.length);
            switch (words[0]) {
                case "for" -> models.addAll(values);
                case "told" -> told.put(values.get(0), wildcard(String.join(" ", values.subList(1, values.size()))));
                case "layout" -> layout = TensorLayout.valueOf(values.get(0).toUpperCase(Locale.ROOT));
                case "set" -> settings.put(values.get(0), values.get(1));
                case "classes" -> classes.addAll(values);
                case "ignore" -> values.forEach(v -> ignored.add(wildcard(v)));
                case "epsilon" -> epsilon = OptionalDouble.of(Double.parseDouble(values.get(0)));
                case "image" -> image = Optional.of(ImagePreparation.parse(values));
                default -> throw new IllegalStateException(file + ": no line begins with '" + words[0] + "'");
            }
        }
        return new WeightMap(
                List.copyOf(models),
                Map.copyOf(told),
                layout,
                Map.copyOf(settings),
                List.copyOf(ignored),
                epsilon,
                image,
                List.copyOf(classes),
                List.copyOf(rules));
    }

    private static Pattern wildcard(String text) {
        return Pattern.compile(("\\Q" + text + "\\E").replace("*", "\\E.*\\Q"));
    }
}
