package org.bestiary.experiments.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
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
        assertThat(spec.training().schedule().type()).isEqualTo("constant");
        assertThat(spec.training().optimizer().beta2()).isEqualTo(0.999);
        assertThat(spec.data().validation()).isEqualTo(0.1);
        assertThat(spec.engine()).isEqualTo("fast");
        assertThat(spec.seeds()).containsExactly(1L);
        assertThat(spec.heading()).isEqualTo("tiny");
    }

    @Test
    void everyShippedSpecIsRightAndIsCalledLikeItsFile() {
        assertThat(SpecLibrary.names()).contains("quickstart", "lenet5-mnist");
        for (String name : SpecLibrary.names()) {
            assertThat(SpecLibrary.open(name, Map.of()).spec().name()).isEqualTo(name);
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
        assertThat(spec.training().schedule().type()).isEqualTo("cosine");
        assertThat(spec.seeds()).containsExactly(3L, 4L);
        assertThatThrownBy(() -> SpecReader.parse(MINIMAL, "my.yaml", Map.of("training.batch", "0")))
                .isInstanceOf(SpecException.class)
                .hasMessage("--set training.batch=0: training.batch must be at least 1 and at most 65536, but got 0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    epochs: 2        | epochs: many       | my.yaml:7: training.epochs must be a whole number, but got "many"
                    epochs: 2        | epochs: 0          | my.yaml:7: training.epochs must be at least 1 and at most 100000, but got 0
                    epochs: 2        | epochs: 2.5        | my.yaml:7: training.epochs must be a whole number, but got 2.5
                    epochs: 2        | epoch: 2           | my.yaml:7: training has no entry 'epoch'; did you mean epochs? (and 1 more)
                    id: lenet5       | ids: lenet5        | my.yaml:3: model has no entry 'ids'; did you mean id? (and 1 more)
                    type: adam       | type: adm          | my.yaml:9: training.optimizer.type must be one of sgd, nesterov, adam, but got "adm"; did you mean adam?
                    0.001            | .nan               | my.yaml:10: training.optimizer.learningRate must be a number, but got ".nan"
                    0.001            | -1                 | my.yaml:10: training.optimizer.learningRate must be above 0 and at most 100, but got -1
                    name: tiny       | name: a/b          | my.yaml:1: name must be letters, digits, dots and dashes, at most 100, but got "a/b"
                    name: tiny       | nmae: tiny         | my.yaml:1: the spec has no entry 'nmae'; did you mean name? (and 1 more)
                    id: strokes      | id: *x             | my.yaml:5: anchors and aliases are not used in specs, but got *x; write the value out
                    """)
    void mistakesAreReportedByLineAndRule(String right, String wrong, String message) {
        String yaml = MINIMAL.replace(right, wrong);
        assertThatThrownBy(() -> read(yaml)).isInstanceOf(SpecException.class).hasMessage(message);
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
                .hasMessageContaining("my.yaml:2")
                .hasMessageContaining("Duplicate");
        assertThatThrownBy(() -> read("name: a\n\tmodel: b\n")).hasMessageContaining("must be valid YAML");
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
