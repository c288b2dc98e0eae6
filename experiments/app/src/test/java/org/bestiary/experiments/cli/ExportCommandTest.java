package org.bestiary.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.bestiary.reports.run.Prediction;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.zoo.weights.NpyFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run's network leaves in every form, and what comes back answers like the run. */
class ExportCommandTest {
    @TempDir
    private static Path folder;

    private static RunDirectory run;
    private static Path picture;

    @BeforeAll
    static void train() throws IOException {
        Typed typed = Typed.command(
                "run",
                "quickstart",
                "--json",
                "--set",
                "training.epochs=1",
                "--set",
                "data.limit=600",
                "--runs-dir",
                folder.resolve("runs").toString());
        assertThat(typed.code()).as(typed.err()).isZero();
        run = RunDirectory.open(
                Path.of(typed.json().get("runs").get(0).get("directory").asText()));
        Prediction p = run.readPredictions().orElseThrow().random().get(0);
        BufferedImage image = new BufferedImage(p.width(), p.height(), BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setDataElements(0, 0, p.width(), p.height(), p.pixels());
        picture = folder.resolve("digit.png");
        ImageIO.write(image, "png", picture.toFile());
    }

    private static Typed export(String... more) {
        List<String> command = new ArrayList<>(List.of("export", run.path().toString()));
        command.addAll(List.of(more));
        return Typed.command(command.toArray(String[]::new));
    }

    /** Scores before softmax, and the class names. */
    private record Answer(float[] logits, List<String> classes) {}

    private static Answer answer(String... source) throws IOException {
        Path logits = folder.resolve("logits.npy");
        List<String> command = new ArrayList<>(List.of("predict"));
        command.addAll(List.of(source));
        command.addAll(List.of("--input", picture.toString(), "--top", "10", "--logits", logits.toString(), "--json"));
        Typed typed = Typed.command(command.toArray(String[]::new));
        assertThat(typed.code()).as(typed.err()).isZero();
        List<String> classes = new ArrayList<>();
        typed.json().get(0).get("top").forEach(t -> classes.add(t.get("class").asText()));
        return new Answer(NpyFile.read(logits).values(), classes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"net.onnx", "net.safetensors", "net.h5"})
    void whatComesBackAnswersWithTheSameBits(String name) throws IOException {
        Path file = folder.resolve(name);
        Typed typed = export("-o", file.toString(), "--json");
        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.json().get("bytes").asLong()).isEqualTo(Files.size(file));
        Answer expected = answer("--run", run.path().toString());
        Answer back = answer("--model", "lenet5", "--weights", file.toString());
        assertThat(back.logits()).containsExactly(expected.logits());
        assertThat(back.classes()).isEqualTo(expected.classes());
    }

    @Test
    void aFolderHasWeightsConfigurationAndCard() throws IOException {
        Path to = folder.resolve("hub");
        assertThat(export("--to", "safetensors", "-o", to.toString()).code()).isZero();
        try (Stream<Path> files = Files.list(to)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder("model.safetensors", "config.json", "README.md");
        }
        JsonNode config = new ObjectMapper().readTree(to.resolve("config.json").toFile());
        assertThat(config.get("architecture").asText()).isEqualTo("lenet5");
        assertThat(config.get("num_classes").asInt()).isEqualTo(10);
        assertThat(config.get("pretrained_cfg").get("input_size").toString()).isEqualTo("[1,28,28]");
        assertThat(to.resolve("README.md"))
                .content()
                .contains("top-1 accuracy", "LeCun", "Licence of the data:", "optimizer:", run.id());
        Answer back = answer(
                "--model",
                "lenet5",
                "--weights",
                to.resolve("model.safetensors").toString());
        assertThat(back.logits())
                .containsExactly(answer("--run", run.path().toString()).logits());
    }

    @Test
    void zipsAreWhatTheyWere() throws IOException {
        Path zip = folder.resolve("net.zip");
        Typed typed = export("-o", zip.toString());
        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(Files.readAllBytes(zip)).startsWith('P', 'K');
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -o net.bin                         | the form must be told by the file's extension, but got '.bin'
            -o net                             | the form must be told by the file's extension, but got 'net', which has none
            -o net.zip --to onnx               | form and extension must agree, but got --to onnx and net.zip, which is dl4j
            -o net.onnx --to onxx              | --to must be one of onnx, safetensors, keras-h5, dl4j, but got 'onxx'; did you mean onnx?
            -o net.h5 --softmax                | --softmax is for ONNX
            -o no/folder/net.onnx              | its folder does not exist
            -o no/folder/net.h5                | its folder does not exist
            """)
    void whatCannotBeIsOneLine(String options, String message) {
        Typed typed = export(options.split(" "));
        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.err()).startsWith("bestiary: ").contains(message).hasLineCount(1);
    }
}
