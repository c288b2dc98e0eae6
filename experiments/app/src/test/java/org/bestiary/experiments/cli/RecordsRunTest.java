package org.bestiary.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.bestiary.common.image.ImageShape;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.DatasetCard;
import org.bestiary.datasets.ImageDataset;
import org.bestiary.datasets.ImageTable;
import org.bestiary.datasets.Layout;
import org.bestiary.datasets.LoadOptions;
import org.bestiary.datasets.Split;
import org.bestiary.datasets.ValidationSplit;
import org.bestiary.datasets.catalog.Datasets;
import org.bestiary.datasets.catalog.Strokes;
import org.bestiary.datasets.memory.ArrayDataset;
import org.bestiary.datasets.memory.BatchIterator;
import org.bestiary.datasets.memory.LoadedDataset;
import org.bestiary.reports.run.Prediction;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.zoo.weights.NpyFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Experiments on records that DataVec reads, through the whole program. */
class RecordsRunTest {
    private static final String SENSORS = "records:" + Path.of("..", "examples", "sensors.csv") + "?label=event";

    @TempDir
    private static Path folder;

    private static Path sensors;

    private static Path run(String spec, String... more) {
        String[] args = {
            "run", spec, "--json", "--runs-dir", folder.resolve("runs").toString()
        };
        Typed typed = Typed.command(
                Stream.concat(Arrays.stream(args), Arrays.stream(more)).toArray(String[]::new));
        assertThat(typed.code()).as(typed.err()).isZero();
        return Path.of(typed.json().get("runs").get(0).get("directory").asText());
    }

    private static String spec(String name, String data, int epochs) throws IOException {
        Path file = folder.resolve(name + ".yaml");
        Files.writeString(file, """
                name: %s
                model: {id: lenet5}
                data: {id: '%s', validation: 0.1}
                training: {epochs: %d, batch: 20, optimizer: {type: adam, learningRate: 0.002}}
                """.formatted(name, data, epochs));
        return file.toString();
    }

    /** The example that ships, for one epoch. */
    @BeforeAll
    static void trainOnSequences() {
        sensors = run(
                Path.of("..", "examples", "sensors.yaml").toString(),
                "--set",
                "data.id=" + SENSORS + "&test-share=0.25",
                "--set",
                "training.epochs=2");
    }

    /** The same digits once more, as a program gives them. */
    public static final class Digits implements ImageDataset {
        private final ImageDataset digits = arrays();

        private static ImageDataset arrays() {
            TrainTest images = images();
            ImageShape shape = images.train().shape();
            return ArrayDataset.named("digits", shape, "0", "1", "2", "3", "4", "5", "6", "7", "8", "9")
                    .train(pixels(images.train()), labels(images.train()))
                    .test(pixels(images.test()), labels(images.test()));
        }

        private static byte[][] pixels(ImageTable table) {
            return IntStream.range(0, table.count()).mapToObj(table::pixels).toArray(byte[][]::new);
        }

        private static int[] labels(ImageTable table) {
            return IntStream.range(0, table.count()).map(table::label).toArray();
        }

        @Override
        public String id() {
            return "digits";
        }

        @Override
        public DatasetCard card() {
            return digits.card();
        }

        @Override
        public TrainTest load(DataDirectory directory) {
            return digits.load(directory);
        }
    }

    private static ImageDataset.TrainTest images() {
        return new Strokes(200, 60, 5).load(new DataDirectory(Path.of("unused")));
    }

    private static Path csv(String name, ImageTable table) throws IOException {
        String rows = IntStream.range(0, table.count())
                .mapToObj(i -> {
                    byte[] pixels = table.pixels(i);
                    return table.label(i)
                            + IntStream.range(0, pixels.length)
                                    .mapToObj(k -> "," + (pixels[k] & 0xFF))
                                    .collect(Collectors.joining());
                })
                .collect(Collectors.joining("\n"));
        return Files.writeString(folder.resolve(name), rows);
    }

    @Test
    void aNetworkLearnsTheSameFromDigitsInACsvFileAsFromTheImages() throws IOException {
        Path train = csv("train.csv", images().train());
        Path test = csv("test.csv", images().test());
        Path fromRecords = run(spec("csv", "records:" + train + "?label=first&shape=1x28x28&test=" + test, 2));
        Path fromArrays = run(spec("arrays", "class:" + Digits.class.getName(), 2));
        var records = RunDirectory.open(fromRecords).read();
        var arrays = RunDirectory.open(fromArrays).read();
        assertThat(records.dataset().sha256()).isEqualTo(arrays.dataset().sha256());
        assertThat(records.parametersSha256()).isPresent().isEqualTo(arrays.parametersSha256());
        assertThat(records.test().orElseThrow().top1())
                .isEqualTo(arrays.test().orElseThrow().top1());
        assertThat(records.input().orElseThrow()).isEqualTo(arrays.input().orElseThrow());
    }

    @Test
    void aRunOnSequencesRecordsThatItsInputIsNoPicture() {
        RunDirectory run = RunDirectory.open(sensors);
        var record = run.read();
        assertThat(record.dataset().shape()).isEqualTo("1x1x64");
        assertThat(record.dataset().classNames()).containsExactly("drift", "knock", "steady", "swing");
        assertThat(record.dataset().test()).isEqualTo(80);
        assertThat(record.input().orElseThrow().fit()).isEqualTo("none");
        assertThat(record.input().orElseThrow().order()).isEqualTo("numbers");
        assertThat(record.test().orElseThrow().top1()).isGreaterThan(30);
        Prediction shown = run.readPredictions().orElseThrow().random().get(0);
        assertThat(List.of(shown.channels(), shown.height(), shown.width())).containsExactly(1, 64, 96);
        assertThat(run.reportFile()).exists();
    }

    @Test
    void sequencesAreEvaluatedAgainAndPredictedAsArrays() throws IOException {
        String id = sensors.getFileName().toString();
        String runs = folder.resolve("runs").toString();
        JsonNode evaluated = Typed.command("evaluate", "--run", id, "--runs-dir", runs, "--json")
                .json();
        double accuracy = RunDirectory.open(sensors).read().test().orElseThrow().top1();
        assertThat(evaluated.findValue("accuracy").asDouble()).isCloseTo(accuracy, within(1e-9));

        LoadedDataset data = LoadedDataset.load(
                Datasets.standard().find(SENSORS + "&test-share=0.25"),
                new DataDirectory(Path.of("unused")),
                ValidationSplit.NONE);
        try (BatchIterator batches = data.open(Split.TEST, LoadOptions.batch(80).withLayout(Layout.NCHW))) {
            new NpyFile(
                            new long[] {80, 1, 1, 64},
                            batches.next().getFeatures().data().asFloat())
                    .write(folder.resolve("x.npy"));
        }
        JsonNode predicted = Typed.command(
                        "predict",
                        "--run",
                        id,
                        "--runs-dir",
                        runs,
                        "--json",
                        "--input",
                        folder.resolve("x.npy").toString())
                .json();
        int right = 0;
        for (int i = 0; i < 80; i++) {
            String said = predicted.get(i).get("top").get(0).get("class").asText();
            right += said.equals(
                            data.card().classes().get(data.images(Split.TEST).label(i)))
                    ? 1
                    : 0;
        }
        assertThat(100.0 * right / 80).isCloseTo(accuracy, within(1e-9));
    }

    @Test
    void whatIsForPicturesIsRefusedInOneLine() throws IOException {
        String id = sensors.getFileName().toString();
        String runs = folder.resolve("runs").toString();
        Path picture = folder.resolve("picture.png");
        ImageIO.write(new BufferedImage(64, 1, BufferedImage.TYPE_BYTE_GRAY), "png", picture.toFile());
        Typed predicted = Typed.command("predict", "--run", id, "--runs-dir", runs, "--input", picture.toString());
        assertThat(predicted.code()).isEqualTo(2);
        assertThat(predicted.err().strip())
                .isEqualTo(
                        "bestiary: Pictures cannot be shown to a network that learnt from numbers, here 1x1x64; give an"
                                + " array of such numbers.");
        Typed explained = Typed.command("explain", "--run", id, "--runs-dir", runs, picture.toString());
        assertThat(explained.code()).isEqualTo(2);
        assertThat(explained.err()).contains("Pictures cannot be shown to a network that learnt from numbers");
        Typed turned = Typed.command("evaluate", "--run", id, "--runs-dir", runs, "--tta", "flip");
        assertThat(turned.code()).isEqualTo(2);
        assertThat(turned.err()).contains("changes pixels, but these images are numbers that are none; leave it out.");
        Typed augmented = Typed.command(
                "run",
                Path.of("..", "examples", "sensors.yaml").toString(),
                "--set",
                "data.id=" + SENSORS,
                "--set",
                "data.augment=cifar-standard");
        assertThat(augmented.code()).isEqualTo(2);
        assertThat(augmented.err())
                .contains("an augmentation changes pixels, but records:")
                .contains("leave it out");
        for (String normalise : List.of("unit", "mean-image", "{mean: 0.5, std: 0.5}")) {
            Typed scaled = Typed.command(
                    "run",
                    Path.of("..", "examples", "sensors.yaml").toString(),
                    "--set",
                    "data.id=" + SENSORS,
                    "--set",
                    "data.normalise=" + normalise);
            assertThat(scaled.code()).isEqualTo(2);
            assertThat(scaled.err().strip().lines()).hasSize(1);
            assertThat(scaled.err()).contains("data.normalise must be set or measured for numbers that are no pixels");
        }
    }

    @Test
    void badRecordsEndARunUnlessTheyAreLeftOut() throws IOException {
        Path file = Files.writeString(folder.resolve("few.csv"), """
                kind,a,b,c,d
                x,1,2,3,4
                y,4,3,2,1
                x,1,2,oops,4
                y,4,3,2,2
                x,1,2,3,3
                """);
        Path sheet = folder.resolve("few.png");
        String data = "records:" + file + "?label=kind";
        Typed stopped = Typed.command("datasets", "preview", data, "-o", sheet.toString());
        assertThat(stopped.code()).isEqualTo(2);
        assertThat(stopped.err().strip())
                .isEqualTo(
                        "bestiary: " + file + " line 4: value 'c' must be a finite number, got 'oops'. Repair or remove"
                                + " what is bad, or leave it out with --skip-bad.");
        Typed shown = Typed.command("datasets", "preview", data, "--skip-bad", "-o", sheet.toString());
        assertThat(shown.code()).isZero();
        assertThat(shown.err()).contains("1 records of " + file + " are bad and were left out");
        assertThat(sheet).exists();
    }
}
