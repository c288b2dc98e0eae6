package org.bestiary.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.bestiary.common.image.Fit;
import org.bestiary.common.image.ImageInput;
import org.bestiary.common.image.ImageShape;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.ImageDataset;
import org.bestiary.datasets.ImageTable;
import org.bestiary.datasets.Layout;
import org.bestiary.datasets.LoadOptions;
import org.bestiary.datasets.Split;
import org.bestiary.datasets.ValidationSplit;
import org.bestiary.datasets.catalog.Datasets;
import org.bestiary.datasets.memory.BatchIterator;
import org.bestiary.datasets.memory.LoadedDataset;
import org.bestiary.reports.run.Answers;
import org.bestiary.reports.run.RunDirectory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A network is shown the same picture in training, evaluation, prediction and explanation. */
class SamePictureTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    private static RunDirectory run;

    /** Wide photographs whose middle third decides the class; what is left and right of it says nothing or the contrary. */
    @BeforeAll
    static void train() throws IOException {
        for (int i = 0; i < 60; i++) {
            skewed("warm", i, new Color(200 + i % 40, 60 + i, 30));
            skewed("cold", i, new Color(30, 60 + i, 200 + i % 40));
        }
        Path spec = folder.resolve("skew.yaml");
        Files.writeString(spec, """
                name: skew
                model: {id: lenet5}
                data: {id: "image-folder:%s?side=32", validation: 0.1}
                training: {epochs: 3, batch: 16, optimizer: {type: adam, learningRate: 0.002}}
                """.formatted(folder.resolve("skew")));
        Typed typed = Typed.command(
                "run",
                spec.toString(),
                "--json",
                "--runs-dir",
                folder.resolve("runs").toString());
        assertThat(typed.code()).as(typed.err()).isZero();
        run = RunDirectory.open(
                Path.of(typed.json().get("runs").get(0).get("directory").asText()));
    }

    private static void skewed(String name, int i, Color middle) throws IOException {
        BufferedImage image = kinds().get(i % kinds().size()).make(96, 32);
        Graphics2D g = image.createGraphics();
        g.setColor(new Color(i * 4, 255 - i * 4, (i * 37) % 256));
        g.fillRect(0, 0, 96, 32);
        g.setColor(middle);
        g.fillRect(32, 0, 32, 32);
        g.dispose();
        Path file = folder.resolve("skew").resolve(name).resolve(String.format("%02d.png", i));
        Files.createDirectories(file.getParent());
        ImageIO.write(image, "png", file.toFile());
    }

    private interface Kind {
        BufferedImage make(int width, int height);
    }

    private static List<Kind> kinds() {
        return List.of(
                (w, h) -> new BufferedImage(w, h, BufferedImage.TYPE_3BYTE_BGR),
                (w, h) -> new BufferedImage(w, h, BufferedImage.TYPE_4BYTE_ABGR),
                (w, h) -> new BufferedImage(w, h, BufferedImage.TYPE_BYTE_INDEXED));
    }

    private static DataDirectory data() {
        return DataDirectory.choose(Optional.empty(), System.getenv(), Path.of(System.getProperty("user.home")));
    }

    /** The tensors of the test images of a set, as evaluation makes them, N x C x H x W. */
    private static INDArray tensors(LoadedDataset set, int count) {
        try (BatchIterator batches =
                set.open(Split.TEST, LoadOptions.batch(count).withLayout(Layout.NCHW))) {
            return batches.next().getFeatures().dup('c');
        }
    }

    private static void assertSame(ImageInput input, INDArray tensors, int index, Path file) {
        float[] evaluated = tensors.slice(index).dup('c').data().asFloat();
        assertThat(input.read(file)).as("%s", file).containsExactly(evaluated);
    }

    @TestFactory
    Stream<DynamicTest> aTestImageAsAFileIsTheTensorOfTheEvaluation() {
        return Datasets.standard().all().stream()
                .map(set -> DynamicTest.dynamicTest(set.id(), () -> filesAreTensors(set)));
    }

    private static void filesAreTensors(ImageDataset set) throws IOException {
        assumeTrue(set.availability(data()).available(), set.id() + " is not here");
        LoadedDataset loaded = LoadedDataset.load(set, data(), ValidationSplit.NONE);
        ImageTable images = loaded.images(Split.TEST);
        INDArray tensors = tensors(loaded, 8);
        ImageInput input = new ImageInput(set.preparation(), set.card().normalisation());
        assertThat(input.shape()).isEqualTo(images.shape());
        for (int i = 0; i < 8; i++) {
            Path file = Files.createDirectories(folder.resolve("sets")).resolve(set.id() + i + ".png");
            ImageIO.write(picture(images.shape(), images.pixels(i)), "png", file.toFile());
            assertSame(input, tensors, i, file);
        }
    }

    private static BufferedImage picture(ImageShape shape, byte[] pixels) {
        boolean grey = shape.channels() == 1;
        BufferedImage image = new BufferedImage(
                shape.width(), shape.height(), grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < pixels.length; i++) {
            int at = i / shape.channels();
            image.getRaster().setSample(at % shape.width(), at / shape.width(), i % shape.channels(), pixels[i] & 0xFF);
        }
        return image;
    }

    /** The photographs themselves, of all proportions, not copies that are of size already. */
    @Test
    void aPhotographIsTheTensorOfTheEvaluation() throws IOException {
        ImageDataset set = Datasets.standard().find("cats-dogs");
        assumeTrue(set.availability(data()).available(), "cats-dogs is not here");
        LoadedDataset loaded = LoadedDataset.load(set, data(), ValidationSplit.NONE);
        ImageInput input = new ImageInput(set.preparation(), set.card().normalisation());
        List<Path> files = new ArrayList<>();
        try (Stream<Path> cats = Files.list(data().folder("cats-dogs").resolve("validation/cats"))) {
            cats.sorted().limit(40).forEach(files::add);
        }
        INDArray tensors = tensors(loaded, files.size());
        for (int i = 0; i < files.size(); i++) {
            assertSame(input, tensors, i, files.get(i));
        }
    }

    @TestFactory
    Stream<DynamicTest> aFileIsTheTensorOfTheEvaluationHoweverItIsPrepared() {
        return Stream.of(
                        "side=32",
                        "side=32&fit=stretch",
                        "side=24&fit=pad",
                        "side=24&fit=resize-28-crop&filter=bicubic",
                        "side=20&filter=lanczos",
                        "side=20&filter=nearest",
                        "side=40&fit=stretch&filter=box",
                        "side=16&channels=1")
                .map(options -> DynamicTest.dynamicTest(options, () -> {
                    ImageDataset set =
                            Datasets.standard().find("image-folder:" + folder.resolve("skew") + "?" + options);
                    LoadedDataset loaded =
                            LoadedDataset.load(set, new DataDirectory(folder.resolve("data")), ValidationSplit.NONE);
                    ImageInput input =
                            new ImageInput(set.preparation(), set.card().normalisation());
                    List<Path> files = testFiles(loaded);
                    INDArray tensors = tensors(loaded, files.size());
                    for (int i = 0; i < files.size(); i++) {
                        assertSame(input, tensors, i, files.get(i));
                    }
                }));
    }

    /** The files of the test split, found by their pixels. */
    private static List<Path> testFiles(LoadedDataset loaded) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder.resolve("skew"))) {
            all = files.filter(Files::isRegularFile).sorted().toList();
        }
        ImageDataset set = Datasets.standard().find(loaded.id());
        ImageTable images = loaded.images(Split.TEST);
        List<Path> found = new ArrayList<>();
        for (int i = 0; i < images.count(); i++) {
            byte[] pixels = images.pixels(i);
            String name = loaded.card().classes().get(images.label(i));
            found.add(all.stream()
                    .filter(f -> f.getParent().endsWith(name))
                    .filter(f -> Arrays.equals(set.preparation().prepare(f), pixels))
                    .findFirst()
                    .orElseThrow());
        }
        return found;
    }

    private static LoadedDataset loaded() {
        String id = run.read().dataset().id();
        return LoadedDataset.load(Datasets.standard().find(id), data(), ValidationSplit.NONE);
    }

    private static JsonNode predicted(Path runDirectory, List<Path> files) {
        List<String> words = new ArrayList<>(List.of("predict", "--json", "--run", runDirectory.toString(), "--input"));
        files.forEach(f -> words.add(f.toString()));
        Typed typed = Typed.command(words.toArray(String[]::new));
        assertThat(typed.code()).as(typed.err()).isZero();
        return typed.json();
    }

    private static void assertRecordedAnswers(Path runDirectory, List<Path> files) {
        Answers recorded = run.readAnswers().orElseThrow();
        JsonNode answers = predicted(runDirectory, files);
        assertThat(answers).hasSize(recorded.count());
        List<String> classes = run.read().dataset().classNames();
        for (int i = 0; i < recorded.count(); i++) {
            JsonNode top = answers.get(i).get("top").get(0);
            assertThat(top.get("class").asText()).isEqualTo(classes.get(recorded.predicted()[i]));
            assertThat(top.get("probability").asDouble()).isEqualTo(recorded.probability()[i], within(2e-6));
        }
    }

    @Test
    void predictionsOfTestFilesAreTheRecordedAnswers() throws IOException {
        assertThat(run.read().test().orElseThrow().top1()).isGreaterThan(95);
        assertRecordedAnswers(run.path(), testFiles(loaded()));
    }

    @Test
    void explanationsStartFromTheSameAnswers() throws IOException {
        List<Path> files = testFiles(loaded()).subList(0, 3);
        JsonNode answers = predicted(run.path(), files);
        List<String> words =
                new ArrayList<>(List.of("explain", "--json", "--run", run.path().toString()));
        files.forEach(f -> words.add(f.toString()));
        words.addAll(
                List.of("--method", "saliency", "-o", folder.resolve("e.html").toString()));
        JsonNode explained = Typed.command(words.toArray(String[]::new)).json().get("images");
        for (int i = 0; i < files.size(); i++) {
            JsonNode top = answers.get(i).get("top").get(0);
            assertThat(explained.get(i).get("predicted").asText())
                    .isEqualTo(top.get("class").asText());
            assertThat(explained.get(i).get("probability").asDouble())
                    .isEqualTo(top.get("probability").asDouble(), within(1e-6));
        }
    }

    /** Records of earlier versions say nothing of the preparation, which then is that of the data set. */
    @Test
    void aRunOfAnEarlierVersionAnswersTheSame() throws IOException {
        Path old = copyOfRun("earlier");
        ObjectNode record = (ObjectNode) JSON.readTree(old.resolve("run.json").toFile());
        assertThat(record.remove("input").get("fit").asText()).isEqualTo("crop");
        JSON.writeValue(old.resolve("run.json").toFile(), record);
        try (FileSystem zip = FileSystems.newFileSystem(old.resolve("model.zip"))) {
            Files.delete(zip.getPath("bestiary.json"));
        }
        assertRecordedAnswers(old, testFiles(loaded()));
    }

    @Test
    void theNetworkIsUsableWhereItsImagesAreGone() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path file : testFiles(loaded())) {
            Path copy = folder.resolve("elsewhere").resolve(files.size() + ".png");
            Files.createDirectories(copy.getParent());
            files.add(Files.copy(file, copy));
        }
        Path moved = folder.resolve("skew-moved");
        Files.move(folder.resolve("skew"), moved);
        try {
            assertRecordedAnswers(run.path(), files);
        } finally {
            Files.move(moved, folder.resolve("skew"));
        }
    }

    @Test
    void theArchiveSaysHowPicturesArePreparedAndWhatItsOutputsMean() throws IOException {
        Path exported = folder.resolve("exported.zip");
        assertThat(Typed.command("export", run.path().toString(), "-o", exported.toString())
                        .code())
                .isZero();
        for (Path archive : List.of(run.modelFile(), exported)) {
            try (FileSystem zip = FileSystems.newFileSystem(archive)) {
                JsonNode note = JSON.readTree(Files.readAllBytes(zip.getPath("bestiary.json")));
                assertThat(note.get("classes")).map(JsonNode::asText).containsExactly("cold", "warm");
                assertThat(note.get("input").get("shape").asText()).isEqualTo("3x32x32");
                assertThat(note.get("input").get("fit").asText()).isEqualTo(Fit.CROP.toString());
                assertThat(note.get("input").get("filter").asText()).isEqualTo("triangle");
                assertThat(note.get("input").get("mean")).hasSize(3);
            }
        }
    }

    @Test
    void aFolderIsItsImagesAndABadOneIsLeftOutOnRequest() throws IOException {
        Path mixed = Files.createDirectories(folder.resolve("mixed"));
        List<Path> files = testFiles(loaded()).subList(0, 2);
        Files.copy(files.get(0), mixed.resolve("a.png"));
        Files.writeString(mixed.resolve("b.png"), "not an image");
        Files.copy(files.get(1), mixed.resolve("c.png"));
        Typed refused = Typed.command("predict", "--run", run.path().toString(), "--input", mixed.toString());
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err().strip().lines()).hasSize(1);
        assertThat(refused.err()).contains("b.png");
        Typed typed = Typed.command(
                "predict", "--json", "--skip-bad", "--run", run.path().toString(), "--input", mixed.toString());
        assertThat(typed.code()).isZero();
        assertThat(typed.err()).contains("left out:").contains("b.png");
        assertThat(typed.json()).hasSize(2);
        JsonNode alone = predicted(run.path(), files);
        for (int i = 0; i < 2; i++) {
            assertThat(typed.json().get(i).get("top").get(0).get("probability").asDouble())
                    .isEqualTo(alone.get(i).get("top").get(0).get("probability").asDouble(), within(1e-6));
        }
    }

    private static Path copyOfRun(String name) throws IOException {
        Path copy = folder.resolve(name).resolve(run.id());
        try (Stream<Path> files = Files.walk(run.path())) {
            for (Path file : files.toList()) {
                Path to = copy.resolve(run.path().relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(file, to);
                }
            }
        }
        return copy;
    }
}
