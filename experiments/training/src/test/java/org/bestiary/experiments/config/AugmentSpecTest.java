package org.bestiary.experiments.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bestiary.datasets.augment.Fill;
import org.bestiary.datasets.augment.Flip;
import org.bestiary.datasets.augment.Presets;
import org.bestiary.datasets.augment.RandomCrop;
import org.bestiary.datasets.augment.Recipe;
import org.bestiary.datasets.augment.Rotate;
import org.bestiary.reports.run.SpecHash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AugmentSpecTest {
    private static final String SPEC = """
            name: changed
            model: {id: lenet5}
            data:
              id: cifar-10
              augment: %s
            training: {epochs: 1, optimizer: {type: adam, learningRate: 0.001}}
            """;

    private static final String LIST = String.join(
            "\n    ",
            "",
            "- random-crop: {size: 32, padding: 4}",
            "- {flip: horizontal}",
            "- {rotate: {degrees: 40, fill: nearest}}",
            "- flip: vertical",
            "- grayscale");

    private static SpecReader.Located read(String augment, String... overrides) {
        Map<String, String> set = new LinkedHashMap<>();
        for (String o : overrides) {
            set.put(o.substring(0, o.indexOf('=')), o.substring(o.indexOf('=') + 1));
        }
        return SpecReader.parse(SPEC.formatted(augment), "my.yaml", set);
    }

    private static Recipe recipe(String augment, String... overrides) {
        return read(augment, overrides).spec().data().augment().recipe().orElseThrow();
    }

    @Test
    void aListIsRecordedWithEveryValueAndReadAgain() {
        SpecReader.Located located = read(LIST);
        JsonNode recorded = located.tree();
        assertThat(recorded.at("/data/augment").toString())
                .isEqualTo("[{\"random-crop\":{\"size\":32,\"padding\":4,\"fill\":\"constant\"}},"
                        + "{\"flip\":{\"axis\":\"horizontal\",\"probability\":0.5}},"
                        + "{\"rotate\":{\"degrees\":40.0,\"fill\":\"nearest\"}},"
                        + "{\"flip\":{\"axis\":\"vertical\",\"probability\":0.5}},"
                        + "{\"grayscale\":{\"probability\":1.0}}]");
        ExperimentSpec again = SpecReader.recorded(recorded, "run.json");
        assertThat(again).isEqualTo(located.spec());
        assertThat(again.data().augment()).hasToString("random-crop, flip, rotate, flip, grayscale");
    }

    /** The name stays, so that runs of earlier versions and of this one have the same hash. */
    @Test
    void aPresetKeepsItsNameInTheRecord() {
        SpecReader.Located located = read("cifar-standard");
        assertThat(located.tree().at("/data/augment").asText()).isEqualTo("cifar-standard");
        assertThat(located.spec().data().augment().recipe()).isEqualTo(Presets.named("cifar-standard"));
        assertThat(read("none").spec().data().isAugmented()).isFalse();
        assertThat(read("none").tree().at("/data/augment").asText()).isEqualTo("none");
        assertThat(SpecHash.of(read("[cifar-standard]").tree()))
                .isEqualTo(
                        SpecHash.of(read("[{random-crop: {padding: 4}}, flip]").tree()));
    }

    @Test
    void stepsAreSetByNameAndByNumber() {
        for (String path : List.of(
                "data.augment.rotate.degrees", "data.augment.2.rotate.degrees", "data.augment[2].rotate.degrees")) {
            assertThat(recipe(LIST, path + "=12").steps().get(2)).as(path).isEqualTo(new Rotate(12, Fill.NEAREST));
        }
        assertThat(recipe(LIST, "data.augment.3.flip.probability=1").steps().get(3))
                .isEqualTo(new Flip(Flip.Axis.VERTICAL, 1));
        assertThat(recipe(LIST, "data.augment.rotate=7").steps().get(2)).isEqualTo(new Rotate(7, Fill.CONSTANT));
        assertThat(recipe(LIST, "data.augment.4={blur: {maxSigma: 1}}").name())
                .isEqualTo("random-crop, flip, rotate, flip, blur");
        assertThat(recipe(LIST, "data.augment.rotate=null", "data.augment.0=null")
                        .name())
                .isEqualTo("flip, flip, grayscale");
        assertThat(recipe(LIST, "data.augment.random-crop.size=null").steps().get(0))
                .isEqualTo(new RandomCrop(Optional.empty(), 4, Fill.CONSTANT));
    }

    @Test
    void theStepsOfAPresetAreSetTooAndItBecomesAList() {
        SpecReader.Located set = read("none", "data.augment=cifar-standard", "data.augment.random-crop.padding=2");
        assertThat(set.spec().data().augment().recipe().orElseThrow().steps())
                .containsExactly(new RandomCrop(2), new Flip(Flip.Axis.HORIZONTAL, 0.5));
        assertThat(set.tree().at("/data/augment").isArray()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            data.augment.rotate.degrees=200   | --set data.augment[2].rotate.degrees=200: data.augment[2].rotate.degrees must be from 0 to 180, but got 200; the nearest is 180
            data.augment.flip.probability=1   | data.augment must have one step 'flip' to be named so, but it has 2; say which by its number, as in data.augment.3.flip
            data.augment.cutout.size=8        | data.augment must have one step 'cutout' to be named so, but it has none; the steps are random-crop, flip, rotate, flip, grayscale
            data.augment.1.rotate.degrees=8   | data.augment[1] is flip, but got rotate; the steps are
            data.augment.5=flip               | data.augment has 5 steps, but got number 5; the first is 0
            data.augment.rotate.angle=8       | data.augment[2].rotate has no entry 'angle'
            data.augment=[{flip: diagonal}]   | --set data.augment=[{flip: diagonal}]: data.augment[0].flip must be one of horizontal, vertical
            data.augment=[flip, 3]            | data.augment[1] must be the name of a step
            """)
    void mistakesAreToldWhereTheyWereMade(String override, String message) {
        assertThatThrownBy(() -> read(LIST, override))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining(message);
    }

    @Test
    void mistakesInAFileAreToldWithTheirLine() {
        assertThatThrownBy(() -> read(LIST.replace("fill: nearest", "fill: neerest")))
                .hasMessage(
                        "my.yaml:8: data.augment[2].rotate.fill must be one of constant, nearest, reflect, wrap, but"
                                + " got \"neerest\"; did you mean nearest?");
        assertThatThrownBy(() -> read("cifar-standart"))
                .hasMessage("my.yaml:5: data.augment: 'cifar-standart' is no preset of an augmentation; did you mean"
                        + " cifar-standard?");
        assertThatThrownBy(() -> read("none", "data.augment.flip.axis=vertical"))
                .hasMessageContaining("--set data.augment.flip.axis: data.augment must have steps");
    }

    /** What an editor accepts and refuses by the schema is what the program does. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            true  | none
            true  | cifar-standard
            true  | [cifar-standard, cutout, {noise: 0.1}]
            true  | [{flip: vertical}, {flip: {probability: 0.2}}, {flip: {}}]
            true  | [{random-crop: {size: 32, padding: 4, fill: reflect}}, {mixup: 0.2}]
            true  | [trivial-augment, {rand-augment: {operations: 2, magnitude: 30}}]
            false | flip
            false | [none]
            false | []
            false | [cuttout]
            false | {flip: vertical}
            false | [{flip: vertical, cutout: 3}]
            false | [{flip: diagonal}]
            false | [{blur: 3}]
            false | [{blur: {minSigma: 0}}]
            false | [{zoom: 1}]
            false | [{zoom: {share: 0.1, fil: wrap}}]
            false | [{random-crop: {padding: 1.5}}]
            false | [{trivial-augment: 3}]
            """)
    void theSchemaForEditorsSaysTheSame(boolean allowed, String yaml) throws Exception {
        JsonNode tree = YamlTree.parse("augment: " + yaml, "here").root().get("augment");
        assertThat(AugmentSpec.check(tree).isEmpty()).isEqualTo(allowed);
        JsonNode published = new ObjectMapper().readTree(SpecSchema.text());
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(published);
        JsonNode spec = read("none").tree();
        ((ObjectNode) spec.get("data")).set("augment", tree);
        assertThat(schema.validate(spec).isEmpty()).isEqualTo(allowed);
    }
}
