package org.bestiary.experiments.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bestiary.common.catalog.CatalogException;
import org.bestiary.common.catalog.FlatForm;
import org.bestiary.common.catalog.Parameter;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds for every kind of a catalogue that specs write flat.
 *
 * @param <T> what the kinds have in common
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ChoiceContract<T> {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** How specs write one. */
    protected abstract FlatForm<T> form();

    /** Under which key a kind is named. */
    protected String key() {
        return "type";
    }

    /** One row for each kind: the numbers that must be given, and one or two that are not the usual ones. */
    protected abstract Map<String, Map<String, Object>> rows();

    /** What a spec that was written and read again, as a record or a study holds it, has for this mapping. */
    protected abstract T throughASpec(String flat);

    /** The entries of a mapping, as the schema has them. */
    protected abstract JsonNode properties();

    /** A text for people that must name every kind. */
    protected abstract String documented();

    protected final List<String> names() {
        return form().catalog().names();
    }

    private Map<String, Object> tree(String name) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put(key(), name);
        tree.putAll(rows().get(name));
        return tree;
    }

    protected static String yaml(Map<String, Object> tree) {
        return MAPPER.valueToTree(tree).toString();
    }

    @ParameterizedTest
    @MethodSource("names")
    void hasARow(String name) {
        assertThat(rows()).as("the rows of this test").containsKey(name);
    }

    @ParameterizedTest
    @MethodSource("names")
    void isWrittenAsItIsRead(String name) {
        T value = form().read(tree(name), "here");
        assertThat(form().write(value)).containsAllEntriesOf(tree(name));
        assertThat(form().write(value).keySet()).first().isEqualTo(key());
        assertThat(form().read(form().write(value), "here")).isEqualTo(value);
        Map<String, Object> json = MAPPER.convertValue(
                MAPPER.valueToTree(form().write(value)), new TypeReference<Map<String, Object>>() {});
        assertThat(form().read(json, "here")).isEqualTo(value);
    }

    @ParameterizedTest
    @MethodSource("names")
    void comesBackFromASpecAndItsRecord(String name) {
        assertThat(throughASpec(yaml(tree(name)))).isEqualTo(form().read(tree(name), "here"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void isNamedWhereItIsMisspelt(String name) {
        Map<String, Object> tree = tree(name);
        tree.put(key(), name + "x");
        assertThatThrownBy(() -> form().read(tree, "here"))
                .isInstanceOf(CatalogException.class)
                .hasMessageStartingWith("here." + key() + " must be one of ")
                .hasMessageContaining("but got \"" + name + "x\"; did you mean ")
                .hasMessageContaining(name);
        assertThatThrownBy(() -> throughASpec(yaml(tree)))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("." + key() + " must be one of ")
                .hasMessageContaining("did you mean ");
    }

    @ParameterizedTest
    @MethodSource("names")
    void isInTheSchemaWithItsEntries(String name) {
        assertThat(properties().path(key()).path("enum"))
                .extracting(JsonNode::asText)
                .contains(name);
        assertThat(properties().path(key()).path("description").asText()).contains(name);
        for (Parameter p : form().catalog().find(name).orElseThrow().parameters()) {
            JsonNode entry = properties().path(p.name());
            assertThat(entry.path("description").asText()).isNotEmpty();
            assertThat(SchemaTree.appliesTo(entry, name)).isTrue();
            assertThat(SchemaTree.defaultOf(entry, name).isPresent())
                    .as("a default of " + p.name())
                    .isEqualTo(p.usual().isPresent());
            p.usual()
                    .filter(Number.class::isInstance)
                    .ifPresent(usual -> assertThat(SchemaTree.defaultOf(entry, name)
                                    .orElseThrow()
                                    .asDouble())
                            .isEqualTo(((Number) usual).doubleValue()));
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void isDocumented(String name) {
        assertThat(documented()).containsPattern("\\b" + name + "\\b");
    }
}
