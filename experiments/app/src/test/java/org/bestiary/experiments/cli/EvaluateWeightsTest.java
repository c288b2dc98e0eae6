package org.bestiary.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.bestiary.zoo.published.PublishedWeights;
import org.bestiary.zoo.published.WeightsCatalogue;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Weights from a file are judged without a run; {@code predict}, which reads one picture at a time, is the witness. */
class EvaluateWeightsTest {
    private static final List<String> CLASSES = List.of("Ship", "cat", "dog");

    @TempDir
    private static Path folder;

    private static Path weights;

    @BeforeAll
    static void pictures() throws IOException {
        Random random = new Random(3);
        for (String name : CLASSES) {
            Path of = Files.createDirectories(folder.resolve("photos").resolve(name));
            for (int n = 0; n < 8; n++) {
                BufferedImage image = new BufferedImage(40, 36, BufferedImage.TYPE_INT_RGB);
                int colour = random.nextInt(1 << 24);
                for (int i = 0; i < 40 * 36; i++) {
                    image.setRGB(i % 40, i / 40, i % 7 < 3 ? colour : random.nextInt(1 << 24));
                }
                ImageIO.write(image, "png", of.resolve(n + ".png").toFile());
            }
        }
        weights = folder.resolve("w.safetensors");
        RandomResNet20.write(random, weights);
    }

    private static Typed evaluate(String data, String... more) {
        return Typed.command(Stream.concat(
                        Stream.of(
                                "evaluate",
                                "--model",
                                "resnet20",
                                "--weights",
                                weights.toString(),
                                "--data",
                                data,
                                "--data-dir",
                                folder.resolve("cache").toString()),
                        Arrays.stream(more))
                .toArray(String[]::new));
    }

    private static String photos() {
        return "image-folder:" + folder.resolve("photos");
    }

    /** The share of pictures that predict gives the name of their folder, whose case differs for ships. */
    @Test
    void allImagesOfAFolderAreJudgedByName() {
        JsonNode judged = evaluate(photos(), "--json").json();
        int right = 0;
        for (String name : CLASSES) {
            Path of = folder.resolve("photos").resolve(name);
            JsonNode answers = Typed.command(
                            "predict",
                            "--model",
                            "resnet20",
                            "--weights",
                            weights.toString(),
                            "--input",
                            of.toString(),
                            "--json")
                    .json();
            assertThat(answers).hasSize(8);
            for (JsonNode a : answers) {
                String first = a.get("top").get(0).get("class").textValue();
                right += first.equalsIgnoreCase(name) ? 1 : 0;
            }
        }
        assertThat(judged.get("images").asInt()).isEqualTo(24);
        assertThat(judged.get("accuracy").asDouble()).isCloseTo(100.0 * right / 24, within(1e-9));
        assertThat(judged.get("top5").asDouble())
                .isGreaterThanOrEqualTo(judged.get("accuracy").asDouble());
        assertThat(judged.get("perClass")).hasSize(10);
        assertThat(judged.get("calibrationError").asDouble()).isBetween(0.0, 100.0);
        assertThat(judged.get("input").textValue())
                .contains("mean 0.4850 0.4560 0.4060", "as these weights were published");
    }

    @Test
    void aLimitTakesTheSameImagesOfEveryClass() {
        JsonNode some = evaluate(photos(), "--limit", "6", "--json").json();
        assertThat(some.get("images").asInt()).isEqualTo(6);
        some.get("perClass").forEach(c -> assertThat(c.get("support").asInt()).isIn(0, 2));
        JsonNode again = evaluate(photos(), "--limit", "6", "--json").json();
        assertThat(again.get("loss")).isEqualTo(some.get("loss"));
    }

    @Test
    void optionsChangeHowImagesAreRead() {
        JsonNode published = evaluate(photos(), "--json").json();
        JsonNode other = evaluate(photos(), "--mean", "0.1,0.2,0.3", "--order", "bgr", "--resize", "40", "--json")
                .json();
        assertThat(other.get("input").textValue())
                .contains("mean 0.1000 0.2000 0.3000", "blue first", "resize-40-crop", "as the options say");
        assertThat(other.get("loss")).isNotEqualTo(published.get("loss"));
        // Blue first of images whose channels are turned is red first: with equal means nothing else changes.
        String[] grey = {"--mean", "0.5,0.5,0.5", "--std", "0.2,0.2,0.2", "--json"};
        JsonNode red = evaluate(photos(), grey).json();
        JsonNode blue = evaluate(photos(), "--order", "bgr", "--mean", "0.5,0.5,0.5", "--std", "0.2,0.2,0.2", "--json")
                .json();
        assertThat(blue.get("loss")).isNotEqualTo(red.get("loss"));
    }

    @Test
    void foldersOfSynsetsNeedAListOfThem() throws IOException {
        Path synsets = folder.resolve("synsets");
        for (int i = 0; i < CLASSES.size(); i++) {
            Path of = Files.createDirectories(synsets.resolve("n0000000" + (i + 1)));
            Files.copy(folder.resolve("photos").resolve(CLASSES.get(i)).resolve("0.png"), of.resolve("0.png"));
            Files.copy(folder.resolve("photos").resolve(CLASSES.get(i)).resolve("1.png"), of.resolve("1.png"));
        }
        assertThat(evaluate("image-folder:" + synsets).err()).contains("say which is which with --synsets");
        // The network's tenth class is the truck, its second the automobile, its fourth the cat.
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            list.append(i == 9 ? "n00000001 ship" : i == 1 ? "n00000002" : i == 3 ? "n00000003,cat" : "n1000000" + i)
                    .append('\n');
        }
        Path file = Files.writeString(folder.resolve("synset_words.txt"), list);
        JsonNode judged = evaluate("image-folder:" + synsets, "--synsets", file.toString(), "--json")
                .json();
        judged.get("perClass")
                .forEach(c -> assertThat(c.get("support").asInt())
                        .isEqualTo(
                                List.of("truck", "automobile", "cat")
                                                .contains(c.get("name").textValue())
                                        ? 2
                                        : 0));
        Files.writeString(file, "tench\n");
        assertThat(evaluate("image-folder:" + synsets, "--synsets", file.toString())
                        .err())
                .contains("each line of a list of synsets must begin with another one");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --limit 0         | --limit must be at least 1, but got 0
            --tta flip        | --tta is for --run
            --order gbr       | --order must be rgb or bgr, but got 'gbr'
            --mean 1,2        | --mean and --std must have 3 numbers, but got 2
            --resize 31       | --resize must be at least the 32 pixels of the input, but got 31
            --split validation | must have some of this split
            --synsets nowhere | there is no file nowhere
            """)
    void whatCannotBeIsSaidInOneLine(String options, String what) {
        Typed typed = evaluate(photos(), options.strip().split(" "));
        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.err().lines().filter(l -> l.startsWith("bestiary: ")))
                .singleElement()
                .asString()
                .contains(what);
    }

    @Test
    void imagesOfAnotherShapeOrUnknownClassesAreRefused() throws IOException {
        assertThat(evaluate("strokes").err()).contains("images must have the shape that the network reads, 3x32x32");
        Path other = folder.resolve("other");
        for (String name : List.of("cat", "tram")) {
            Path of = Files.createDirectories(other.resolve(name));
            Files.copy(folder.resolve("photos/cat/0.png"), of.resolve("0.png"));
            Files.copy(folder.resolve("photos/cat/1.png"), of.resolve("1.png"));
        }
        assertThat(evaluate("image-folder:" + other).err())
                .contains("classes are matched by name", "has tram, and the network knows airplane");
        assertThat(Typed.command("evaluate", "--run", "x", "--limit", "3").err())
                .contains("are for --model");
        assertThat(Typed.command("evaluate", "--model", "resnet20", "--weights", weights.toString())
                        .err())
                .contains("name one with --data");
    }

    /** The errors that their author published: 8.27, 7.37 and 6.61%. Two images more or fewer are rounding. */
    @Tag("slow")
    @ParameterizedTest
    @CsvSource({"resnet20,resnet20-12fca82f,9173", "resnet32,resnet32-d509ac18,9263", "resnet56,resnet56-4bfd9763,9339"
    })
    void publishedAccuracyOnAllTestImages(String model, String file, int right) {
        Path data = Path.of(Optional.ofNullable(System.getenv("BESTIARY_DATA")).orElse("nowhere"));
        Path published = data.resolve("weights/" + file + ".th");
        assumeTrue(
                Files.exists(published) && Files.exists(data.resolve("cifar-10")),
                "skipped: cifar-10 or weights/" + file + ".th is not in BESTIARY_DATA");
        JsonNode judged = Typed.command(
                        "evaluate",
                        "--model",
                        model,
                        "--weights",
                        published.toString(),
                        "--data",
                        "cifar-10",
                        "--data-dir",
                        data.toString(),
                        "--json")
                .json();
        assertThat(judged.get("images").asInt()).isEqualTo(10_000);
        assertThat(100 * judged.get("accuracy").asDouble()).isCloseTo(right, within(2.001));
    }

    /** Weights that come with the program give, on all test images, the accuracy that their run had. */
    @Tag("slow")
    @ParameterizedTest
    @MethodSource("bundled")
    void bundledWeightsKeepTheirPromise(PublishedWeights weights) {
        Path data = Path.of(Optional.ofNullable(System.getenv("BESTIARY_DATA")).orElse("nowhere"));
        String dataset = weights.labels().label();
        assumeTrue(Files.exists(data.resolve(dataset)), "skipped: " + dataset + " is not in BESTIARY_DATA");
        JsonNode judged = Typed.command(
                        "evaluate",
                        "--model",
                        weights.model(),
                        "--pretrained=" + weights.name(),
                        "--data",
                        dataset,
                        "--data-dir",
                        data.toString(),
                        "--json")
                .json();
        assertThat(judged.get("accuracy").asDouble()).isCloseTo(weights.top1().orElseThrow(), within(1e-9));
    }

    static List<PublishedWeights> bundled() {
        return WeightsCatalogue.standard().all().stream()
                .filter(w -> w.bundled().isPresent())
                .toList();
    }
}
