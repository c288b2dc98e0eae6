package org.bestiary.zoo.weights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bestiary.common.image.ImageInput;
import org.bestiary.zoo.Architecture;
import org.bestiary.zoo.BuildOptions;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.Zoo;
import org.bestiary.zoo.ZooException;
import org.bestiary.zoo.graph.Head;
import org.bestiary.zoo.graph.Network;

/**
 * What travels with weights that leave the program, as texts by name, so that they can be used without asking anybody: of
 * which network they are, what its images are prepared like and what its scores mean. Files of safetensors, ONNX and HDF5
 * carry it, and it is read again with them.
 *
 * @param model id of the network
 * @param settings every option of the network with its value
 * @param head the new last layers, where it got some
 * @param input shape of one image
 * @param classes names of the classes, in the order of the scores; none if they are not known
 * @param image how an image file becomes the input; empty if it is not known
 * @param run id of the run that trained it; empty for weights from elsewhere
 */
public record WeightsNote(
        String model,
        Map<String, String> settings,
        Optional<Head> head,
        Shape input,
        List<String> classes,
        Optional<ImageInput> image,
        Optional<String> run) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MODEL = "bestiary.model";
    private static final String SETTINGS = "bestiary.options";
    private static final String HEAD = "bestiary.head";
    private static final String RUN = "bestiary.run";
    private static final String NAMES = "bestiary.names";
    private static final String OWN = "own";
    private static final String PUBLISHED = "published";
    private static final String INPUT = "input.shape";
    private static final String CLASSES = "classes";

    public WeightsNote {
        settings = Map.copyOf(settings);
        classes = List.copyOf(classes);
    }

    /** The same, but nothing about images and classes. */
    WeightsNote withoutImages() {
        return new WeightsNote(model, settings, head, input, List.of(), Optional.empty(), run);
    }

    /** That of a network that has learnt nothing, of which no images and classes are known. */
    public static WeightsNote of(Architecture architecture, BuildOptions options) {
        return new WeightsNote(
                architecture.id(),
                settings(architecture, options),
                Optional.empty(),
                architecture.network(options).input(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    /** The options of an architecture with their values: those that are given, and the defaults of the others. */
    public static Map<String, String> settings(Architecture architecture, BuildOptions options) {
        Map<String, String> all = new TreeMap<>();
        architecture.options().forEach(o -> all.put(o.name(), o.defaultValue()));
        all.putAll(options.settings());
        return all;
    }

    /**
     * Names and axes for the weights: those of the library, where it publishes weights of just this network, else our own.
     *
     * @param layout the library
     */
    public WeightMap map(TensorLayout layout) {
        return published(layout).orElseGet(() -> WeightMap.sameNames(layout));
    }

    private Optional<WeightMap> published(TensorLayout layout) {
        if (head.isPresent() || !WeightMap.models(layout).contains(model)) {
            return Optional.empty();
        }
        WeightMap map = WeightMap.find(model, layout);
        boolean same =
                map.settings().entrySet().stream().allMatch(s -> s.getValue().equals(settings.get(s.getKey())));
        return same ? Optional.of(map) : Optional.empty();
    }

    /**
     * The note as texts by name.
     *
     * @param layout of the tensors that it goes with
     * @param version of the program
     * @throws ZooException if the images cannot be told in texts
     */
    public Map<String, String> texts(TensorLayout layout, String version) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(MODEL, model);
        texts.put("bestiary.version", version);
        texts.put(SETTINGS, json(new TreeMap<>(settings)));
        texts.put(NAMES, published(layout).isPresent() ? PUBLISHED : OWN);
        head.ifPresent(h -> texts.put(HEAD, json(h)));
        run.ifPresent(id -> texts.put(RUN, id));
        texts.put(INPUT, input.toString());
        image.ifPresent(i -> ImageTexts.write(i, texts));
        if (!classes.isEmpty()) {
            texts.put(CLASSES, json(classes));
        }
        return texts;
    }

    /**
     * The note among the texts of a file.
     *
     * @param file its name, for messages
     * @param texts by name
     * @return the note; empty where another program wrote the file
     * @throws ZooException if it is damaged
     */
    public static Optional<WeightsNote> of(String file, Map<String, String> texts) {
        if (!texts.containsKey(MODEL)) {
            return Optional.empty();
        }
        try {
            Map<String, String> settings = JSON.readValue(texts.getOrDefault(SETTINGS, "{}"), new TypeReference<>() {});
            List<String> classes = JSON.readValue(texts.getOrDefault(CLASSES, "[]"), new TypeReference<>() {});
            Optional<Head> head = texts.containsKey(HEAD)
                    ? Optional.of(JSON.readValue(texts.get(HEAD), Head.class))
                    : Optional.empty();
            return Optional.of(new WeightsNote(
                    texts.get(MODEL),
                    settings,
                    head,
                    Shape.parse(texts.getOrDefault(INPUT, "")),
                    classes,
                    ImageTexts.read(texts),
                    Optional.ofNullable(texts.get(RUN))));
        } catch (JsonProcessingException | RuntimeException e) {
            String what = e instanceof JsonProcessingException j ? j.getOriginalMessage() : e.getMessage();
            throw new ZooException(
                    "what " + file + " says of its network must be as it was exported, but is damaged (" + what
                            + "); export it again",
                    e);
        }
    }

    /** Whether the tensors beside these texts have a library's own names, see {@link #map}. */
    static boolean publishedNames(Map<String, String> texts) {
        return PUBLISHED.equals(texts.get(NAMES));
    }

    /**
     * The network that the weights are of.
     *
     * @param options settings are replaced by the note's
     * @throws ZooException if there is no such network
     */
    public Network network(BuildOptions options) {
        Network network = Zoo.find(model).network(options(options));
        return head.map(h -> h.on(network)).orElse(network);
    }

    /** The options with the note's settings. */
    BuildOptions options(BuildOptions given) {
        BuildOptions options = given;
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            options = options.set(setting.getKey(), setting.getValue());
        }
        return options;
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts, numbers and lists can be written as JSON", e);
        }
    }
}
