package org.bestiary.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.bestiary.reports.run.Prediction;
import org.bestiary.reports.run.RunDirectory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code explain} as a user types it, on a network trained here. */
class ExplainCommandTest {
    @TempDir
    private static Path folder;

    private static RunDirectory run;
    private static Path digit;
    private static Prediction shown;

    @BeforeAll
    static void train() throws IOException {
        Typed typed = Typed.command(
                "run",
                "quickstart",
                "--json",
                "--set",
                "training.epochs=1",
                "--runs-dir",
                folder.resolve("runs").toString());
        assertThat(typed.code()).as(typed.err()).isZero();
        run = RunDirectory.open(
                Path.of(typed.json().get("runs").get(0).get("directory").asText()));
        shown = run.readPredictions().orElseThrow().random().stream()
                .filter(Prediction::correct)
                .findFirst()
                .orElseThrow();
        digit = folder.resolve("digit.png");
        write(shown.width(), shown.height(), digit);
    }

    private static void write(int width, int height, Path file) throws IOException {
        BufferedImage image = new BufferedImage(shown.width(), shown.height(), BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setDataElements(0, 0, shown.width(), shown.height(), shown.pixels());
        BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        scaled.createGraphics().drawImage(image, 0, 0, width, height, null);
        ImageIO.write(scaled, "png", file.toFile());
    }

    private static Typed explain(String... more) {
        List<String> words =
                new ArrayList<>(List.of("explain", "--run", run.path().toString()));
        words.addAll(List.of(more));
        return Typed.command(words.toArray(String[]::new));
    }

    private static void assertRefused(String message, String... more) {
        Typed typed = explain(more);
        assertThat(typed.code()).as(typed.err()).isEqualTo(2);
        assertThat(typed.out()).isEmpty();
        assertThat(typed.err().strip().lines()).hasSize(1);
        assertThat(typed.err()).contains(message);
    }

    @Test
    void everyMethodOfAnImageOnBothEngines() throws IOException {
        List<JsonNode> documents = new ArrayList<>();
        for (String engine : List.of("fast", "stock")) {
            Path page = folder.resolve(engine + ".html");
            Path pictures = folder.resolve("pictures-" + engine);
            Typed typed = explain(
                    digit.toString(),
                    "--method",
                    "all",
                    "--on",
                    engine,
                    "-o",
                    page.toString(),
                    "--png",
                    pictures.toString(),
                    "--json");
            assertThat(typed.code()).as(typed.err()).isZero();
            JsonNode image = typed.json().get("images").get(0);
            assertThat(image.get("predicted").asText()).isEqualTo(Integer.toString(shown.predicted()));
            assertThat(image.get("class").asText())
                    .isEqualTo(image.get("predicted").asText());
            assertThat(image.get("probability").asDouble()).isCloseTo(shown.probability(), within(1e-3));
            assertThat(image.get("methods")).hasSize(7);
            documents.add(image.get("methods"));
            String html = Files.readString(page);
            assertThat(html)
                    .contains("Integrated gradients", "Grad-CAM at ", "First filters")
                    .doesNotContain("src=\"http");
            try (Stream<Path> files = Files.list(pictures)) {
                for (Path file : files.toList()) {
                    assertThat(ImageIO.read(file.toFile())).as(file.toString()).isNotNull();
                }
            }
            for (JsonNode m : image.get("methods")) {
                assertThat(Path.of(m.get("png").asText())).exists();
            }
        }
        for (int i = 0; i < 7; i++) {
            double fast = documents.get(0).get(i).get("maximum").asDouble();
            double stock = documents.get(1).get(i).get("maximum").asDouble();
            assertThat(stock)
                    .as(documents.get(0).get(i).get("method").asText())
                    .isCloseTo(fast, within(1e-2 * Math.abs(fast)));
        }
    }

    @Test
    void theNetworkItself() {
        Path page = folder.resolve("network.html");
        Typed typed = explain(
                "--method",
                "top-images,t-sne,deletion,filters",
                "--images",
                "60",
                "--channel",
                "0,3",
                "-o",
                page.toString(),
                "--json");
        assertThat(typed.code()).as(typed.err()).isZero();
        JsonNode found = typed.json();
        assertThat(found.get("topImages")).hasSize(2);
        assertThat(found.get("topImages").get(1).get("channel").asInt()).isEqualTo(3);
        double last = Double.POSITIVE_INFINITY;
        for (JsonNode hit : found.get("topImages").get(0).get("images")) {
            assertThat(hit.get("strongest").asDouble()).isLessThanOrEqualTo(last);
            last = hit.get("strongest").asDouble();
        }
        assertThat(found.get("features").get("points")).hasSize(60);
        assertThat(found.get("features").get("nearestOfSameClass").asDouble()).isGreaterThan(0.4);
        JsonNode deletion = found.get("deletion").get(0).get("result");
        assertThat(deletion.get("salientScore").asDouble())
                .isLessThan(deletion.get("randomScore").asDouble());
        assertThat(found.get("filters").get("count").asInt()).isEqualTo(6);
    }

    @Test
    void withoutImagesTheRunsOwnAreTaken() {
        Typed typed = explain("--method", "saliency", "--channels", "mean", "--class", "7");
        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(run.path().resolve("explain.html")).exists();
        assertThat(typed.out()).contains("explained is 7");
    }

    @Test
    void anImageOfAnotherSizeIsScaledAndThatIsSaid() throws IOException {
        Path large = folder.resolve("large.png");
        write(3 * shown.width(), 2 * shown.height(), large);
        Typed typed = explain(
                large.toString(),
                "--method",
                "saliency",
                "-o",
                folder.resolve("l.html").toString());
        assertThat(typed.code()).isZero();
        assertThat(typed.err()).contains("large.png: 84x56, its middle scaled to 28x28");
    }

    @Test
    void mistakesAreOneLine() throws IOException {
        Path torn = folder.resolve("torn.png");
        Files.write(torn, Arrays.copyOf(Files.readAllBytes(digit), 60));
        Path text = Files.writeString(folder.resolve("text.png"), "not an image");
        String d = digit.toString();
        assertRefused("no layer 'c33'; did you mean c3", d, "--method", "grad-cam", "--layer", "c33");
        assertRefused("is a vector of 10", d, "--method", "grad-cam", "--layer", "logits");
        assertRefused("from 0 to 9, but got 12", d, "--class", "12");
        assertRefused("no class is called 'seven'", d, "--class", "seven");
        assertRefused("did you mean occlusion", d, "--method", "oclusion");
        assertRefused("torn.png ends too early: the image is cut off", torn.toString());
        assertRefused("whatever its name says", text.toString());
        assertRefused("there is no file", folder.resolve("absent.png").toString());
        assertRefused("must be from 0 to 5, but got 6", "--method", "top-images", "--layer", "s2", "--channel", "6");
        assertRefused("must fit into the image", d, "--method", "occlusion", "--patch", "29");
        assertRefused("at least 20 images", "--method", "t-sne", "--images", "5");
        assertRefused("engine must be fast or stock", d, "--on", "slow");
    }
}
