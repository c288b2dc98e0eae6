package org.bestiary.experiments.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bestiary.common.BestiaryException;

/**
 * A spec with a block {@code search:}, taken apart: the search on one side, on the other a spec with gaps that the values of a
 * trial fill. The spec is checked as a whole once the gaps are filled, by the rules of every other spec.
 */
public final class SweepSource {
    /** The entry that makes a spec a sweep. */
    static final String BLOCK = "search";

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .build();

    private final String origin;
    private final YamlTree tree;
    private final Map<String, String> overrides;
    private final JsonNode search;

    private SweepSource(String origin, YamlTree tree, Map<String, String> overrides, JsonNode search) {
        this.origin = origin;
        this.tree = tree;
        this.overrides = overrides;
        this.search = search;
    }

    /**
     * Reads a text.
     *
     * @param yaml a spec with a block {@code search:}
     * @param origin what to call it in messages
     * @param overrides values by path
     * @throws SpecException if it is no YAML or has no search
     */
    public static SweepSource parse(String yaml, String origin, Map<String, String> overrides) {
        YamlTree tree = YamlTree.parse(yaml, origin);
        Map<String, String> set = Overrides.apply(tree.root(), overrides);
        if (!tree.root().has(BLOCK)) {
            throw new SpecException(
                    origin + ": a sweep must have an entry 'search' with a space, but this spec has none;"
                            + " add one, or start it with: ./bestiary run " + origin);
        }
        JsonNode search = tree.root().remove(BLOCK);
        FolderPaths.makeAbsolute(tree.root());
        return new SweepSource(origin, tree, set, search);
    }

    /**
     * The same with a search that is right and complete.
     *
     * @param schema what the block {@code search:} must follow
     * @param defaults the schema whose defaults take the place of what was left out
     * @throws SpecException if it breaks a rule
     */
    public SweepSource checked(JsonNode schema, JsonNode defaults) {
        ObjectNode wrapped = tree.root().objectNode();
        wrapped.set(BLOCK, search.deepCopy());
        SchemaRules rules = new SchemaRules(DocumentKind.SPEC, SchemaTree.plain(schema), schema, SchemaTree.ROOT);
        place(tree.lines()).refuse(rules.check(wrapped));
        fill(wrapped, defaults);
        return new SweepSource(origin, tree, overrides, wrapped.get(BLOCK));
    }

    /** The block {@code search:}; right and complete once it is {@link #checked}. */
    public JsonNode search() {
        return search;
    }

    /** An exception whose message starts with the place of an entry, as {@code search.space}. */
    public SpecException mistake(String path, String message) {
        return new SpecException(place(tree.lines()).of(path) + ": " + message);
    }

    /** Why a spec has no entry of this path, or empty when it has one. */
    public Optional<String> unknown(String path) {
        return SchemaTree.unknown(path);
    }

    /**
     * The spec of a trial.
     *
     * @param values what fills the gaps, by path; null in JSON leaves an entry out
     * @throws SpecException if the whole breaks a rule; a mistake in one of the values is reported where its space stands
     */
    public SpecReader.Located with(Map<String, JsonNode> values) {
        ObjectNode filled = tree.root().deepCopy();
        Map<String, Integer> lines = new LinkedHashMap<>(tree.lines());
        // A whole recipe comes before the values of its steps.
        values.entrySet().stream()
                .sorted(Comparator.comparing(e -> AugmentPath.of(e.getKey()).isPresent()))
                .forEach(e -> lines.put(
                        put(filled, e.getKey(), e.getValue()),
                        tree.lines().getOrDefault(BLOCK + ".space." + e.getKey(), 0)));
        return SpecReader.check(filled, place(lines));
    }

    /** The whole sweep again: what was read with everything that was overridden, as YAML. */
    public String text() {
        ObjectNode whole = tree.root().deepCopy();
        whole.set(BLOCK, search);
        return yaml(whole);
    }

    /** A tree as YAML. */
    public static String yaml(JsonNode tree) {
        try {
            return YAML.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree that cannot be written as YAML", e);
        }
    }

    private SpecLocation place(Map<String, Integer> lines) {
        return new SpecLocation(origin, lines, overrides, -1);
    }

    /** Adds what was left out. */
    private static void fill(ObjectNode node, JsonNode schema) {
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            JsonNode rule = property.getValue();
            if (!node.has(property.getKey()) && rule.has("default")) {
                node.set(property.getKey(), rule.get("default").deepCopy());
            }
            if (node.get(property.getKey()) instanceof ObjectNode child) {
                fill(child, rule);
            }
        }
    }

    /**
     * Sets the entry of a path, or takes it away; mappings on the way are made where there are none.
     *
     * @return the path of what was set
     */
    private String put(ObjectNode root, String path, JsonNode value) {
        Optional<AugmentPath> step = AugmentPath.of(path);
        if (step.isPresent()) {
            return putStep(root, path, step.get(), value);
        }
        String[] steps = path.split("\\.");
        ObjectNode node = root;
        for (int i = 0; i < steps.length - 1; i++) {
            if (value.isNull() && !node.has(steps[i])) {
                return path;
            }
            if (!(node.get(steps[i]) instanceof ObjectNode)) {
                node.set(steps[i], node.objectNode());
            }
            node = (ObjectNode) node.get(steps[i]);
        }
        String last = steps[steps.length - 1];
        if (value.isNull()) {
            node.remove(last);
        } else {
            node.set(last, value);
        }
        return path;
    }

    private String putStep(ObjectNode root, String path, AugmentPath step, JsonNode value) {
        try {
            return step.set(root, value);
        } catch (BestiaryException e) {
            throw mistake(BLOCK + ".space." + path, e.getMessage());
        }
    }
}
