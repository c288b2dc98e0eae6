package org.bestiary.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.bestiary.common.image.ImageFile;
import org.bestiary.common.image.MeanImage;
import org.bestiary.common.image.Normalisation;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.Layout;
import org.bestiary.datasets.LoadOptions;
import org.bestiary.datasets.Split;
import org.bestiary.datasets.ValidationSplit;
import org.bestiary.datasets.catalog.Datasets;
import org.bestiary.datasets.memory.BatchIterator;
import org.bestiary.datasets.memory.LoadedDataset;
import org.bestiary.experiments.train.TrainedModel;
import org.bestiary.reports.run.Answers;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** However pixels become numbers, training, evaluation and prediction do it alike, and it is known afterwards. */
class NormalisationTest {
    private static final int SIDE = 20;
    private static final int TRAIN = 30;
    private static final int TEST = 12;

    @TempDir
    private static Path folder;

    private static String set;

    @BeforeAll
    static void draw() throws IOException {
        Random random = new Random(4);
        for (String split : new String[] {"train", "test"}) {
            for (int i = 0; i < (split.equals("train") ? TRAIN : TEST); i++) {
                String name = i % 2 == 0 ? "left" : "right";
                BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
                for (int at = 0; at < SIDE * SIDE; at++) {
                    boolean bright = at % SIDE < SIDE / 2 == name.equals("left");
                    int red = (bright ? 150 : 30) + random.nextInt(100);
                    image.setRGB(at % SIDE, at / SIDE, red << 16 | random.nextInt(256) << 8 | at / SIDE * 5);
                }
                Path file =
                        folder.resolve("halves").resolve(split).resolve(name).resolve(String.format("%02d.png", i));
                Files.createDirectories(file.getParent());
                ImageIO.write(image, "png", file.toFile());
            }
        }
        set = "image-folder:" + folder.resolve("halves") + "?side=" + SIDE;
    }

    private static List<Path> files(String split) throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("halves").resolve(split))) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static RunDirectory train(String name, String normalise, String... overrides) throws IOException {
        Path spec = folder.resolve(name + ".yaml");
        Files.writeString(spec, """
                name: %s
                model: {id: lenet5}
                data: {id: "%s", validation: 0.2%s}
                training: {epochs: 2, batch: 8, optimizer: {type: adam, learningRate: 0.002}}
                """.formatted(name, set, normalise.isEmpty() ? "" : ", normalise: " + normalise));
        List<String> words = new ArrayList<>(List.of(
                "run",
                spec.toString(),
                "--json",
                "--runs-dir",
                folder.resolve("runs").toString()));
        for (String override : overrides) {
            words.addAll(List.of("--set", override));
        }
        Typed typed = Typed.command(words.toArray(String[]::new));
        assertThat(typed.code()).as(typed.err()).isZero();
        return RunDirectory.open(
                Path.of(typed.json().get("runs").get(0).get("directory").asText()));
    }

    private static LoadedDataset loaded() {
        return LoadedDataset.load(
                Datasets.standard().find(set), new DataDirectory(folder.resolve("data")), new ValidationSplit(0.2, 1));
    }

    /** The pixels of the images that a run learns from, as files have them. */
    private static double[] meanOfTraining() {
        LoadedDataset loaded = loaded();
        double[] sums = new double[SIDE * SIDE * 3];
        int count = loaded.images(Split.TRAIN).count();
        for (int i = 0; i < count; i++) {
            byte[] pixels = loaded.images(Split.TRAIN).pixels(i);
            for (int at = 0; at < sums.length; at++) {
                sums[at] += (pixels[at] & 0xFF) / 255.0 / count;
            }
        }
        return sums;
    }

    /** What the choice means, said once more. */
    private static double expected(String choice, int at, int pixel, double... mean) {
        double value = pixel / 255.0;
        return switch (choice) {
            case "set" ->
                (value - new double[] {0.485, 0.456, 0.406}[at % 3]) / new double[] {0.229, 0.224, 0.225}[at % 3];
            case "unit" -> value;
            case "minus-one-to-one" -> pixel / 127.5 - 1;
            case "mean-image" -> value - mean[at];
            case "measured" -> {
                LoadedDataset loaded = loaded();
                double sum = 0;
                double squares = 0;
                long n = 0;
                for (int i = 0; i < loaded.images(Split.TRAIN).count(); i++) {
                    byte[] pixels = loaded.images(Split.TRAIN).pixels(i);
                    for (int k = at % 3; k < pixels.length; k += 3) {
                        double v = (pixels[k] & 0xFF) / 255.0;
                        sum += v;
                        squares += v * v;
                        n++;
                    }
                }
                yield (value - sum / n) / Math.sqrt(squares / n - sum / n * (sum / n));
            }
            default -> (value - new double[] {0.5, 0.4, 0.3}[at % 3]) / 0.25;
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"set", "unit", "minus-one-to-one", "measured", "mean-image", "{mean: [0.5, 0.4, 0.3], std: 0.25}"
            })
    void trainingEvaluationAndPredictionAgree(String choice) throws IOException {
        RunDirectory run = train("n" + Math.abs(choice.hashCode()), choice);
        TrainedModel model = TrainedModel.open(run);
        List<Path> files = files("test");
        double[] mean = meanOfTraining();

        float[] read = model.imageInput().read(files.get(3));
        byte[] pixels = ImageFile.decode(files.get(3)).pixels();
        for (int at : new int[] {0, 1, 2, 300, 700, pixels.length - 1}) {
            double wanted = expected(choice, at, pixels[at] & 0xFF, mean);
            assertThat((double) read[at % 3 * SIDE * SIDE + at / 3]).isCloseTo(wanted, within(1e-5));
        }
        tensorsAreTheSame(model, files);
        answersAreTheSame(run, files);
    }

    private static void tensorsAreTheSame(TrainedModel model, List<Path> files) {
        LoadedDataset loaded = loaded();
        for (Layout layout : Layout.values()) {
            LoadOptions options = LoadOptions.batch(TEST).withLayout(layout).withNormalisation(model.normalisation());
            try (BatchIterator batches = loaded.open(Split.TEST, options)) {
                INDArray all = batches.next().getFeatures();
                INDArray planes = layout == Layout.NHWC ? all.permute(0, 3, 1, 2) : all;
                for (int i = 0; i < files.size(); i++) {
                    assertThat(model.imageInput().read(files.get(i)))
                            .as("%s %s", layout, files.get(i))
                            .containsExactly(planes.slice(i).dup('c').data().asFloat());
                }
            }
        }
    }

    private static void answersAreTheSame(RunDirectory run, List<Path> files) {
        RunRecord record = run.read();
        Typed evaluated = Typed.command("evaluate", "--run", run.path().toString(), "--json");
        assertThat(evaluated.json().get("accuracy").asDouble())
                .isEqualTo(record.test().orElseThrow().top1());
        assertThat(evaluated.json().get("loss").asDouble())
                .isCloseTo(record.test().orElseThrow().loss(), within(1e-6));
        List<String> words =
                new ArrayList<>(List.of("predict", "--json", "--run", run.path().toString(), "--input"));
        files.forEach(f -> words.add(f.toString()));
        JsonNode predicted = Typed.command(words.toArray(String[]::new)).json();
        Answers recorded = run.readAnswers().orElseThrow();
        for (int i = 0; i < files.size(); i++) {
            JsonNode top = predicted.get(i).get("top").get(0);
            assertThat(top.get("class").asText())
                    .isEqualTo(record.dataset().classNames().get(recorded.predicted()[i]));
            assertThat(top.get("probability").asDouble()).isEqualTo(recorded.probability()[i], within(2e-6));
        }
    }

    @Test
    void aMeanImageIsAFileBesideTheRecordAndInTheArchive() throws IOException {
        RunDirectory run = train("kept", "mean-image");
        RunRecord record = run.read();
        MeanImage image = MeanImage.parse(Files.readAllBytes(run.meanImageFile()));
        assertThat(record.input().orElseThrow().meanImage()).contains(image.sha256());
        assertThat(Files.size(run.recordFile())).isLessThan(20_000);
        assertThat(new TreeOfExport(run).meanImages()).containsExactly(image, image);

        // Explanations start from the same numbers.
        Path page = folder.resolve("explained.html");
        Typed explained = Typed.command(
                "explain",
                "--json",
                "--run",
                run.path().toString(),
                files("test").get(0).toString(),
                "--method",
                "saliency,occlusion,integrated-gradients",
                "-o",
                page.toString());
        assertThat(explained.code()).as(explained.err()).isZero();
        assertThat(explained.json().at("/images/0/probability").asDouble())
                .isCloseTo(run.readAnswers().orElseThrow().probability()[0], within(2e-6));

        Files.write(run.meanImageFile(), new byte[100]);
        Typed damaged = Typed.command(
                "predict",
                "--run",
                run.path().toString(),
                "--input",
                files("test").get(0).toString());
        assertThat(damaged.code()).isEqualTo(2);
        assertThat(damaged.err().strip().lines()).hasSize(1);
        assertThat(damaged.err()).contains("a run that takes a mean image off must have it", "mean-image.npy");
        float[] black = new float[SIDE * SIDE * 3];
        Files.write(run.meanImageFile(), new MeanImage(image.shape(), black).bytes());
        Typed other = Typed.command(
                "predict",
                "--run",
                run.path().toString(),
                "--input",
                files("test").get(0).toString());
        assertThat(other.err()).contains("must be the one that its network was trained with");
    }

    /** The mean images in a run's own archive and in what is exported of it. */
    private record TreeOfExport(RunDirectory run) {
        List<MeanImage> meanImages() throws IOException {
            Path exported = folder.resolve("exported.zip");
            assertThat(Typed.command("export", run.path().toString(), "-o", exported.toString())
                            .code())
                    .isZero();
            List<MeanImage> found = new ArrayList<>();
            for (Path archive : List.of(run.modelFile(), exported)) {
                try (FileSystem zip = FileSystems.newFileSystem(archive)) {
                    found.add(MeanImage.parse(Files.readAllBytes(zip.getPath("mean-image.npy"))));
                    JsonNode note = new ObjectMapper().readTree(Files.readAllBytes(zip.getPath("bestiary.json")));
                    assertThat(note.at("/input/meanImage").asText())
                            .isEqualTo(found.get(0).sha256());
                }
            }
            return found;
        }
    }

    @Test
    void aRunThatBeginsWithAnotherReadsImagesAsThatUnlessItsSpecSaysOtherwise() throws IOException {
        RunDirectory first = train("first", "mean-image");
        String from = "model.transfer={from: " + first.path() + "}";

        RunDirectory second = train("second", "", from);
        assertThat(TrainedModel.open(second).normalisation())
                .isEqualTo(TrainedModel.open(first).normalisation());
        assertThat(Files.readAllBytes(second.meanImageFile())).isEqualTo(Files.readAllBytes(first.meanImageFile()));
        answersAreTheSame(second, files("test"));

        assertThat(TrainedModel.open(train("third", "unit", from)).normalisation())
                .isEqualTo(Normalisation.none(3));
        assertThat(TrainedModel.open(train("fourth", "set", from))
                        .normalisation()
                        .mean())
                .containsExactly(0.485, 0.456, 0.406);
    }

    /** The images that are held out are not looked at, and neither do seeds change what is measured. */
    @Test
    void whatIsMeasuredIsTheSameForEverySeedAndOfTrainingImagesOnly() throws IOException {
        List<Normalisation> measured = new ArrayList<>();
        for (int seed : new int[] {1, 2}) {
            measured.add(TrainedModel.open(train("seed" + seed, "measured", "seeds=[" + seed + "]"))
                    .normalisation());
        }
        assertThat(measured.get(0)).isEqualTo(measured.get(1));
        double[] mean = meanOfTraining();
        double red = 0;
        for (int at = 0; at < mean.length; at += 3) {
            red += mean[at] / (SIDE * SIDE);
        }
        assertThat(measured.get(0).mean().get(0)).isCloseTo(red, within(1e-9));
        assertThat(loaded().images(Split.VALIDATION).count()).isPositive();
        assertThat(Arrays.stream(mean).distinct().count()).isGreaterThan(100);
    }

    /** A step of somebody's own that is no longer on the class path keeps nobody from using what was learnt with it. */
    @Test
    void aNetworkIsUsableWhereTheStepsOfItsTrainingAreGone() throws IOException {
        RunDirectory run = train("gone", "unit", "data.augment=[{rotate: 10}]");
        String record = Files.readString(run.recordFile());
        assertThat(record).contains("\"rotate\"");
        Files.writeString(run.recordFile(), record.replace("\"rotate\"", "\"swirl\""));
        answersAreTheSame(run, files("test"));
    }
}
