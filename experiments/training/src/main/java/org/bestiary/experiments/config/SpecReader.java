package org.bestiary.experiments.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From YAML to an {@link ExperimentSpec}, with every mistake reported by file, line and rule. */
public final class SpecReader {
    private static final ObjectMapper MAPPER = new ObjectMapper()
            .registerModule(new Jdk8Module())
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

    private SpecReader() {}

    /**
     * A spec and where its entries stand, for messages about them.
     *
     * @param networks the experiment, once for each of its networks and for each fold of those; at least one
     * @param place where entries stand
     */
    public record Located(List<ExperimentSpec> networks, SpecLocation place) {
        public Located {
            networks = List.copyOf(networks);
        }

        /** A spec with one network; one from a record has neither lines nor overrides. */
        public Located(ExperimentSpec spec, String origin, Map<String, Integer> lines, Map<String, String> overrides) {
            this(List.of(spec), new SpecLocation(origin, lines, overrides, -1));
        }

        /** The experiment, of its first network and fold where it has several. */
        public ExperimentSpec spec() {
            return networks.get(0);
        }

        /** The experiment of each network, and of each fold of it, by itself. */
        public List<Located> each() {
            List<String> names = names();
            return networks.stream()
                    .map(spec -> new Located(
                            List.of(spec),
                            names.size() == 1
                                    ? place
                                    : place.ofNetwork(names.indexOf(spec.model().heading()))))
                    .toList();
        }

        /** The first fold of each network by itself. */
        public List<Located> firstFolds() {
            Map<String, Located> first = new LinkedHashMap<>();
            each().forEach(part -> first.putIfAbsent(part.spec().model().heading(), part));
            return List.copyOf(first.values());
        }

        /** What the networks are called, in order. */
        public List<String> names() {
            return networks.stream()
                    .map(spec -> spec.model().heading())
                    .distinct()
                    .toList();
        }

        /** An exception whose message starts with the place of an entry. */
        public SpecException mistake(String path, String message) {
            return new SpecException(place.of(path) + ": " + message);
        }

        /** The same place with another spec. */
        public Located with(ExperimentSpec spec) {
            return new Located(List.of(spec), place);
        }

        /** The whole spec (of the first network and fold) as JSON, defaults filled in. */
        public JsonNode tree() {
            return MAPPER.valueToTree(spec());
        }
    }

    /**
     * Reads a file.
     *
     * @param file a YAML file of at most 1 MiB
     * @param overrides values by path, as {@code --set training.batch=32} gives them
     * @throws SpecException if it cannot be read or breaks a rule
     */
    public static Located read(Path file, Map<String, String> overrides) {
        return parse(YamlTree.text(file, DocumentKind.SPEC), file.toString(), overrides);
    }

    /**
     * Reads a text.
     *
     * @param yaml the spec
     * @param origin what to call it in messages
     * @param overrides values by path
     * @throws SpecException if it breaks a rule
     */
    public static Located parse(String yaml, String origin, Map<String, String> overrides) {
        YamlTree tree = YamlTree.parse(yaml, origin);
        SpecLocation place = new SpecLocation(origin, tree.lines(), Overrides.apply(tree.root(), overrides), -1);
        if (tree.root().has(SweepSource.BLOCK)) {
            throw new SpecException(place.of(SweepSource.BLOCK)
                    + ": a spec with an entry 'search' is a sweep; start it with: ./bestiary sweep " + origin);
        }
        return check(tree.root(), place);
    }

    /** Checks a tree and makes a spec of it. */
    static Located check(ObjectNode root, SpecLocation place) {
        place.refuse(SpecSchema.check(root));
        List<ExperimentSpec> networks = new ArrayList<>();
        List<ObjectNode> singles = Networks.split(root);
        for (int i = 0; i < singles.size(); i++) {
            networks.add(complete(singles.get(i), root.has("models") ? place.ofNetwork(i) : place));
        }
        place.refuse(Networks.sameNames(networks));
        return new Located(
                networks.stream().flatMap(spec -> spec.eachFold().stream()).toList(), place);
    }

    private static ExperimentSpec complete(ObjectNode single, SpecLocation place) {
        place.refuse(SpecSchema.check(single));
        place.refuse(SpecDefaults.misplaced(single));
        place.refuse(Choices.check(single));
        SpecDefaults.fill(single);
        FolderPaths.makeAbsolute(single);
        ExperimentSpec spec = bind(single, place.origin());
        place.refuse(SpecRules.check(spec));
        return spec;
    }

    /**
     * A spec that a run has recorded.
     *
     * @param tree the spec as {@code run.json} holds it
     * @param origin what to call it in messages
     * @throws SpecException if it breaks a rule
     */
    public static ExperimentSpec recorded(JsonNode tree, String origin) {
        for (Violation v : SpecSchema.check(tree)) {
            throw new SpecException(origin + ": " + v.rule());
        }
        ObjectNode filled = tree.deepCopy();
        SpecDefaults.fill(filled);
        return bind(filled, origin);
    }

    private static ExperimentSpec bind(JsonNode tree, String origin) {
        try {
            return MAPPER.treeToValue(tree, ExperimentSpec.class);
        } catch (JsonProcessingException e) {
            throw new SpecException(origin + ": " + e.getOriginalMessage(), e);
        }
    }
}
