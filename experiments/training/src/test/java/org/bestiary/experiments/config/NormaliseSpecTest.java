package org.bestiary.experiments.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bestiary.common.image.Normalisation;
import org.bestiary.datasets.DatasetCard;
import org.bestiary.datasets.ImageTable;
import org.bestiary.datasets.catalog.Datasets;
import org.bestiary.datasets.memory.ChannelStatistics;
import org.bestiary.datasets.memory.PackedImages;
import org.bestiary.experiments.train.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NormaliseSpecTest {
    private static final String SPEC = """
            name: numbers
            model: {id: resnet20}
            data: {id: cifar-10%s}
            training: {epochs: 1, optimizer: {type: adam, learningRate: 0.001}}
            """;
    private static final DatasetCard CARD = Datasets.standard().find("cifar-10").card();

    private static SpecReader.Located read(String normalise) {
        return SpecReader.parse(
                SPEC.formatted(normalise.isEmpty() ? "" : ", normalise: " + normalise), "my.yaml", Map.of());
    }

    private static Normalisation numbers(String normalise, ImageTable training) {
        return read(normalise).spec().data().normalise().orElseThrow().of(CARD, () -> training);
    }

    private static ImageTable images() {
        byte[] pixels = new byte[4 * CARD.shape().values()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i * 31 + i / 3072 * 7);
        }
        return new PackedImages(CARD.shape(), 10, pixels, new int[] {0, 1, 2, 3});
    }

    @Test
    void everyChoiceGivesItsNumbers() {
        ImageTable none = null; // whoever looks at it fails
        assertThat(numbers("set", none)).isEqualTo(CARD.normalisation());
        assertThat(numbers("unit", none)).isEqualTo(Normalisation.none(3));
        assertThat(numbers("minus-one-to-one", none)).isEqualTo(Normalisation.alike(3, 0.5, 0.5));
        assertThat(numbers("{mean: [0.5, 0.4, 0.3], std: 0.25}", none))
                .isEqualTo(new Normalisation(List.of(0.5, 0.4, 0.3), List.of(0.25, 0.25, 0.25)));
        assertThat(numbers("measured", images()).mean())
                .isEqualTo(ChannelStatistics.of(images()).mean());
        Normalisation around = numbers("mean-image", images());
        assertThat(around.std()).containsExactly(1.0, 1.0, 1.0);
        byte[] pixels = new byte[CARD.shape().values()];
        double sum = 0;
        for (int i = 0; i < 4; i++) {
            images().read(i, pixels, 0);
            sum += (pixels[1234] & 0xFF) / 255.0;
        }
        assertThat(around.image().orElseThrow().value(1234)).isEqualTo((float) (sum / 4));
    }

    /** Left out it is not recorded, so that the hashes of specs stay what they were. */
    @Test
    void itIsRecordedAsItIsGivenAndNotWhenItIsLeftOut() {
        assertThat(read("").tree().get("data").has("normalise")).isFalse();
        assertThat(read("").spec().data().normalise()).isEmpty();
        for (String given : new String[] {"set", "mean-image", "{mean: [0.5], std: [0.25]}"}) {
            SpecReader.Located located = read(given);
            assertThat(SpecReader.recorded(located.tree(), "run.json")).isEqualTo(located.spec());
        }
        assertThat(read("{mean: 0.5, std: [0.2, 0.3, 0.4]}")
                        .tree()
                        .at("/data/normalise")
                        .toString())
                .isEqualTo("{\"mean\":[0.5],\"std\":[0.2,0.3,0.4]}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            units                       | my.yaml:3: data.normalise must be one of set, unit, minus-one-to-one, measured, mean-image, or {mean: [...], std: [...]}, but got "units"; did you mean unit?
            3                           | data.normalise must be one of set, unit
            {mean: 0.5}                 | data.normalise.std must be a list of numbers where white is 1, one for each channel, but got none; for example std: [0.5, 0.5, 0.5]
            {mean: [], std: 1}          | data.normalise.mean must have a number for each channel, but got none
            {mean: half, std: 1}        | data.normalise.mean must be a list of numbers
            {mean: 0.5, std: 0}         | data.normalise.std must be above 0 and at most 1, but got 0
            {mean: 123.7, std: 58.4}    | data.normalise.mean must be from 0 to 1, where white is 1, but got 123.7; divide numbers of pixels from 0 to 255 by 255
            {mean: -0.5, std: 1}        | data.normalise.mean must be from 0 to 1, but got -0.5; the nearest is 0
            {means: 0.5, std: 1}        | data.normalise has no entry 'means'; did you mean mean?
            """)
    void mistakesAreOneLine(String normalise, String message) {
        assertThatThrownBy(() -> read(normalise))
                .isInstanceOf(SpecException.class)
                .hasMessageStartingWith("my.yaml:3: ")
                .hasMessageContaining(message);
    }

    @Test
    void numbersForOtherChannelsAreRefusedBeforeAnythingIsRead() {
        assertThatThrownBy(() -> Plan.of(read("{mean: [0.5, 0.5], std: 1}")))
                .hasMessage(
                        "my.yaml:3: data.normalise.mean must have a number for each channel, 3, or one for all, but got"
                                + " [0.5, 0.5]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set",
                "mean-image",
                "units",
                "{mean: 0.5, std: [0.1, 0.2, 0.3]}",
                "{mean: 0.5}",
                "{mean: [], std: 1}",
                "{mean: 2, std: 1}",
                "{mean: 0, std: 0}"
            })
    void theSchemaForEditorsSaysTheSame(String yaml) throws Exception {
        JsonNode tree = YamlTree.parse("normalise: " + yaml, "here").root().get("normalise");
        Optional<Violation> violation = NormaliseSpec.check(tree);
        ObjectNode spec = (ObjectNode) read("").tree();
        ((ObjectNode) spec.get("data")).set("normalise", tree);
        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(new ObjectMapper().readTree(SpecSchema.text()))
                        .validate(spec)
                        .isEmpty())
                .isEqualTo(violation.isEmpty());
    }
}
