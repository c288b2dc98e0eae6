package org.bestiary.experiments.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bestiary.experiments.optimizer.Adam;
import org.bestiary.experiments.optimizer.Nesterov;
import org.bestiary.experiments.schedule.ConstantRate;
import org.bestiary.experiments.schedule.CosineAnnealing;
import org.bestiary.experiments.schedule.StepDecay;
import org.bestiary.experiments.schedule.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecReaderTest {
    private static final String MINIMAL = """
            name: tiny
            model:
              id: lenet5
            data:
              id: strokes
            training:
              epochs: 2
              optimizer:
                type: adam
                learningRate: 0.001
            """;

    private static ExperimentSpec read(String yaml) {
        return SpecReader.parse(yaml, "my.yaml", Map.of()).spec();
    }

    @Test
    void whatIsLeftOutHasTheSchemasDefault() {
        ExperimentSpec spec = read(MINIMAL);
        assertThat(spec.training().batch()).isEqualTo(64);
        assertThat(spec.training().schedule().shape()).isEqualTo(new ConstantRate());
        assertThat(spec.training().optimizer()).isEqualTo(new Adam(0.001, 0.9, 0.999, 1e-8));
        assertThat(spec.data().validation()).isEqualTo(Validation.ofShare(0.1));
        assertThat(spec.engine()).isEqualTo("fast");
        assertThat(spec.seeds()).containsExactly(1L);
        assertThat(spec.heading()).isEqualTo("tiny");
    }

    @Test
    void everyShippedSpecIsRightAndIsCalledLikeItsFile() {
        assertThat(SpecLibrary.names()).contains("quickstart", "lenet5-mnist", "lecture/bn-helps");
        for (String name : SpecLibrary.names()) {
            assertThat(SpecLibrary.open(name, Map.of()).spec().name()).isEqualTo(name.replace("lecture/", ""));
        }
    }

    @Test
    void aRecordedSpecIsReadBackTheSame() {
        SpecReader.Located located = SpecReader.parse(MINIMAL, "my.yaml", Map.of());
        assertThat(SpecReader.recorded(located.tree(), "run.json")).isEqualTo(located.spec());
    }

    @Test
    void overridesReplaceEntriesAndAreNamedInMessages() {
        Map<String, String> set = new LinkedHashMap<>();
        set.put("training.batch", "32");
        set.put("training.schedule.type", "cosine");
        set.put("seeds", "[3, 4]");
        ExperimentSpec spec = SpecReader.parse(MINIMAL, "my.yaml", set).spec();
        assertThat(spec.training().batch()).isEqualTo(32);
        assertThat(spec.training().schedule().shape()).isEqualTo(new CosineAnnealing(0));
        assertThat(spec.seeds()).containsExactly(3L, 4L);
        assertThatThrownBy(() -> SpecReader.parse(MINIMAL, "my.yaml", Map.of("training.batch", "0")))
                .isInstanceOf(SpecException.class)
                .hasMessage(
                        "--set training.batch=0: training.batch must be at least 1 and at most 65536, but got 0; the nearest is 1");
    }

    @Test
    void onlyTheNumbersOfAnOptimizersTypeAreThere() {
        assertThat(read(MINIMAL).training().optimizer().tree())
                .containsOnlyKeys("type", "learningRate", "beta1", "beta2", "epsilon")
                .containsEntry("epsilon", 1e-8);
        assertThat(read(MINIMAL.replace("adam", "rmsprop"))
                        .training()
                        .optimizer()
                        .tree())
                .containsOnlyKeys("type", "learningRate", "rho", "epsilon")
                .containsEntry("epsilon", 1e-7);
        assertThat(read(MINIMAL.replace("adam", "adamw"))
                        .training()
                        .weightDecay()
                        .decoupled())
                .isTrue();
        assertThat(read(MINIMAL).training().weightDecay()).isEqualTo(new TrainingSpec.WeightDecay(0, false, false));
    }

    @Test
    void severalNetworksBecomeSeveralSpecsEachWithItsOwnTraining() {
        SpecReader.Located located = SpecReader.parse(
                MINIMAL.replace("model:\n  id: lenet5\n", """
                        models:
                          - id: lenet5
                          - id: mnist-dense
                            name: dense
                            training:
                              steps: 50
                              optimizer: {learningRate: 0.1}
                          - id: mnist-convnet
                            training:
                              optimizer: {type: nesterov}
                        """), "my.yaml", Map.of("models[1].training.batch", "7"));
        assertThat(located.networks())
                .extracting(n -> n.model().heading())
                .containsExactly("lenet5", "dense", "mnist-convnet");
        assertThat(located.networks().get(0).training().epochs()).contains(2);
        TrainingSpec dense = located.networks().get(1).training();
        assertThat(dense.epochs()).isEmpty();
        assertThat(dense.steps()).contains(50L);
        assertThat(dense.batch()).isEqualTo(7);
        assertThat(dense.optimizer()).isInstanceOf(Adam.class);
        assertThat(dense.optimizer().learningRate()).isEqualTo(0.1);
        assertThat(located.networks().get(2).training().optimizer()).isEqualTo(new Nesterov(0.001, 0.9));
        assertThat(located.each().get(1).mistake("model.id", "no").getMessage()).isEqualTo("my.yaml:4: no");
        assertThat(located.each().get(1).mistake("training.batch", "no").getMessage())
                .isEqualTo("--set models[1].training.batch=7: no");
        assertThat(located.each().get(0).mistake("training.epochs", "no").getMessage())
                .isEqualTo("my.yaml:15: no");
    }

    @Test
    void overridesReachElementsOfListsAndRemoveEntries() {
        Map<String, String> set = new LinkedHashMap<>();
        set.put("seeds", "[5, 6]");
        set.put("seeds[1]", "9");
        set.put("training.steps", "40");
        set.put("training.schedule", "{type: step, every: 2}");
        set.put("data.validation", "null");
        ExperimentSpec spec =
                SpecReader.parse(MINIMAL + "engine: stock\n", "my.yaml", set).spec();
        assertThat(spec.seeds()).containsExactly(5L, 9L);
        assertThat(spec.training().steps()).contains(40L);
        assertThat(spec.training().epochs())
                .as("steps take the place of epochs")
                .isEmpty();
        assertThat(spec.training().schedule().shape()).isEqualTo(new StepDecay(Unit.EPOCHS, 2, 0.1));
        assertThat(spec.data().validation()).isEqualTo(Validation.ofShare(0.1));
    }

    @Test
    void classesAreChosenAndMerged() {
        SpecReader.Located located =
                SpecReader.parse(MINIMAL, "my.yaml", Map.of("data.classes", "[7, '1', {even: [0, 2]}, {odd: ['3']}]"));
        List<ClassChoice> classes = located.spec().data().classes().orElseThrow();
        assertThat(classes)
                .containsExactly(
                        ClassChoice.of("7"),
                        ClassChoice.of("1"),
                        new ClassChoice(Optional.of("even"), List.of("0", "2")),
                        new ClassChoice(Optional.of("odd"), List.of("3")));
        JsonNode recorded = located.tree();
        assertThat(recorded.at("/data/classes"))
                .hasToString("[\"7\",\"1\",{\"even\":[\"0\",\"2\"]},{\"odd\":[\"3\"]}]");
        assertThat(SpecReader.recorded(recorded, "run.json")).isEqualTo(located.spec());
    }

    @Test
    void foldersAreRecordedWithAbsolutePaths() {
        String here = Path.of("").toAbsolutePath().toString();
        SpecReader.Located located =
                SpecReader.parse(MINIMAL, "my.yaml", Map.of("data.id", "image-folder:a/../my photos?side=64"));
        assertThat(located.spec().data().id()).isEqualTo("image-folder:" + here + "/my photos?side=64");
        assertThat(located.tree().at("/data/id").asText())
                .isEqualTo(located.spec().data().id());
        assertThat(SpecReader.parse(MINIMAL, "my.yaml", Map.of("data.id", "image-folder:x?site=64"))
                        .spec()
                        .data()
                        .id())
                .as("its mistake is told where the data set is looked for")
                .isEqualTo("image-folder:x?site=64");
        JsonNode recorded = located.tree();
        ((ObjectNode) recorded.get("data")).put("id", "image-folder:photos");
        assertThat(SpecReader.recorded(recorded, "run.json").data().id())
                .as("of an earlier version")
                .isEqualTo("image-folder:photos");
        SweepSource sweep = SweepSource.parse(
                MINIMAL + "search:\n  space:\n    training.batch: {choice: [8, 16]}\n  budget: {trials: 2}\n",
                "my.yaml",
                Map.of("data.id", "image-folder:photos"));
        assertThat(sweep.text()).contains("id: image-folder:" + here + "/photos");
    }

    @Test
    void elementsThatAreNotThereAreNamed() {
        String yaml = MINIMAL + "seeds: [1, 2]\n";
        assertThatThrownBy(() -> SpecReader.parse(yaml, "my.yaml", Map.of("seeds[2]", "1")))
                .hasMessage(
                        "--set seeds[2]: an index must be below the number of elements, 2, but got 2; the first is 0");
        assertThatThrownBy(() -> SpecReader.parse(yaml, "my.yaml", Map.of("seeds.0.x", "1")))
                .hasMessage("--set seeds.0.x: seeds is a list of 2; an element is written seeds[0], the whole of it"
                        + " seeds=[...]");
        assertThatThrownBy(() -> SpecReader.parse(yaml, "my.yaml", Map.of("seeds[0].x", "1")))
                .hasMessage("--set seeds[0].x: only a mapping has named entries, but there is 1; set the whole of it");
        assertThatThrownBy(() -> SpecReader.parse(yaml, "my.yaml", Map.of("seeds[0][1]", "1")))
                .hasMessageStartingWith("--set seeds[0][1]: an index must be below the number of elements, 0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    models[0].id     | x  | --set models[0].id: models must be a list to have elements, but it is not there; set the whole of it
                    seeds[3]         | 1  | --set seeds[3]: seeds must be a list to have elements, but it is not there; set the whole of it
                    training.epochs.x| 1  | my.yaml:7: training.epochs must be a whole number, but got {"x":1}; for example 10
                    training..batch  | 1  | --set training..batch: a path is written training.batch or models[0].id, but got 'training..batch'
                    training.batch   | [1 | --set training.batch:1: a spec must be valid YAML: while parsing a flow sequence, expected ',' or ']', but got <stream end>
                    training[0]      | 1  | --set training[0]: training must be a list to have elements, but it is {"epochs":2,"optimizer":{"type":"adam","learningRate":0.001}}; set the whole of it
                    """)
    void overridesThatCannotBeAreNamed(String path, String value, String message) {
        assertThatThrownBy(() -> SpecReader.parse(MINIMAL, "my.yaml", Map.of(path, value)))
                .isInstanceOf(SpecException.class)
                .hasMessage(message);
    }

    @Test
    void anUnknownKeyNamesTheNearestOne() {
        assertThatThrownBy(() -> read(MINIMAL.replace("  epochs: 2\n", "  epochs: 2\n  bacth: 3\n")))
                .hasMessage("my.yaml:8: training has no entry 'bacth'; did you mean batch?");
    }

    @Test
    void whatIsNoSpecIsRefused() {
        assertThatThrownBy(() -> read("")).hasMessageContaining("my.yaml: a spec must be a mapping");
        assertThatThrownBy(() -> read("- a\n- b\n")).hasMessageContaining("must be a mapping");
        assertThatThrownBy(() -> read("name: a\nname: b\n"))
                .hasMessage("my.yaml:2: a name must stand once in a mapping, but got 'name' again; leave one out");
        assertThatThrownBy(() -> read("name: a\n\tmodel: b\n")).hasMessageContaining("must be indented with spaces");
        assertThatThrownBy(() -> read(MINIMAL + "---\nname: second\n")).hasMessageContaining("single document");
        assertThatThrownBy(() -> read("a: ".repeat(1) + "[".repeat(60) + "]".repeat(60)))
                .hasMessageContaining("50 deep");
    }

    @Test
    void filesAreCheckedBeforeTheyAreRead(@TempDir Path folder) throws IOException {
        Path large = folder.resolve("large.yaml");
        Files.writeString(large, "#".repeat(2 << 20));
        assertThatThrownBy(() -> SpecReader.read(large, Map.of())).hasMessageContaining("at most 1 MiB");
        Path binary = folder.resolve("binary.yaml");
        Files.write(binary, new byte[] {(byte) 0xC3, 0x28, 0x00});
        assertThatThrownBy(() -> SpecReader.read(binary, Map.of())).hasMessageContaining("must be UTF-8 text");
        assertThatThrownBy(() -> SpecLibrary.open("quickstrat", Map.of()))
                .hasMessageContaining("no experiment or file is called 'quickstrat'; did you mean quickstart?");
        assertThatThrownBy(() -> SpecLibrary.open(folder.toString(), Map.of())).hasMessageContaining("is a directory");
    }
}
