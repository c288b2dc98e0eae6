package org.bestiary.datasets.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.bestiary.common.image.Fit;
import org.bestiary.common.image.ImageFile;
import org.bestiary.common.image.RgbImage;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.ImageDataset.TrainTest;
import org.bestiary.datasets.RandomStream;
import org.bestiary.datasets.Split;
import org.bestiary.datasets.ValidationSplit;
import org.bestiary.datasets.memory.LoadedDataset;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {
    private static final FolderOptions SMALL = new FolderOptions(8, Fit.STRETCH, 0.25, 1);

    @TempDir
    Path root;

    private Path photos;
    private DataDirectory data;

    @BeforeEach
    void paths() {
        photos = root.resolve("my photos");
        data = new DataDirectory(root.resolve("data"));
    }

    private void image(String name, int width, int height, int rgb) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, rgb);
            }
        }
        write(name, image);
    }

    private void write(String name, BufferedImage image) throws IOException {
        Path file = photos.resolve(name);
        Files.createDirectories(file.getParent());
        assertThat(ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile()))
                .isTrue();
    }

    private void twoClasses(int each) throws IOException {
        for (int i = 0; i < each; i++) {
            image("red/" + i + ".png", 10 + i, 12, 0xFF0000 + i);
            image("deep/er/blue" + i + ".png", 10, 12 + i, 0x0000FF);
        }
    }

    private TrainTest load(FolderOptions options) {
        return new ImageFolder(photos, options).load(data);
    }

    private TrainTest loadSkippingBad() {
        return new ImageFolder(photos, SMALL).load(data.skippingBad());
    }

    @Test
    void foldersAreClassesInOrderAndAShareOfEachIsForTesting() throws IOException {
        twoClasses(8);
        ImageFolder folder = new ImageFolder(photos, SMALL);
        assertThat(folder.card().classes()).containsExactly("deep", "red");
        TrainTest images = folder.load(data);
        assertThat(images.train().classCounts()).containsExactly(6, 6);
        assertThat(images.test().classCounts()).containsExactly(2, 2);
        assertThat(images.train().pixels(0)).startsWith(0, 0, 255);
        assertThat(images.train().pixels(11)).startsWith(255, 0);
        assertThat(load(SMALL).train().sha256()).isEqualTo(images.train().sha256());
        FolderOptions another = new FolderOptions(8, Fit.STRETCH, 0.25, 2);
        assertThat(load(another).train().sha256()).isNotEqualTo(images.train().sha256());
    }

    @Test
    void aTestFolderIsTheTestSplit() throws IOException {
        image("train/a/1.png", 4, 4, 1);
        image("train/a/2.png", 4, 4, 2);
        image("train/b/1.png", 4, 4, 3);
        image("validation/b/9.jpg", 4, 4, 4);
        TrainTest images = load(SMALL);
        assertThat(images.train().count()).isEqualTo(3);
        assertThat(images.test().classCounts()).containsExactly(0, 1);
        assertThat(images.remarks())
                .contains("class 'b' has a single image in " + photos)
                .contains("class 'a' has no validation image in " + photos)
                .anyMatch(r -> r.startsWith("the validation images of " + photos + " are the test split"));
        image("validation/c/9.png", 4, 4, 4);
        assertThatThrownBy(() -> load(SMALL))
                .isInstanceOf(DataException.class)
                .hasMessage("Classes must be among those of the training images, but of the validation images of "
                        + photos + " there are some in c, which the training images lack.");
    }

    @Test
    void badFilesAreNamedOrCountedAndSkipped() throws IOException {
        twoClasses(4);
        Files.writeString(photos.resolve("red/notes.txt"), "not an image by its name, so not looked at");
        Path empty = Files.createFile(photos.resolve("red/zero.jpg"));
        assertThatThrownBy(() -> load(SMALL))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        empty + " is empty (0 bytes). Repair or remove it, or leave such images out with --skip-bad.");
        Files.writeString(photos.resolve("red/text.jpg"), "only text");
        image("red/wide.png", 20_000, 1, 5);
        image("red/dot.png", 1, 1, 0x010203);
        image("red/cut.png", 90, 90, 0x123456);
        byte[] whole = Files.readAllBytes(photos.resolve("red/cut.png"));
        Files.write(photos.resolve("red/cut.png"), Arrays.copyOf(whole, whole.length / 2));
        Files.writeString(photos.resolve("red/phone.jpg"), "\0\0\0\u0018ftypheic\0\0\0\0mif1heic");
        cutJpeg("red/half.jpg");
        TrainTest images = loadSkippingBad();
        assertThat(images.train().count() + images.test().count()).isEqualTo(9);
        assertThat(images.remarks())
                .anyMatch(r -> r.contains("zero.jpg is empty"))
                .anyMatch(r -> r.contains("text.jpg is text, not an image"))
                .anyMatch(r -> r.contains("wide.png must be at most 16384 pixels wide and high"))
                .anyMatch(r -> r.contains("cut.png ends too early"))
                .anyMatch(r -> r.contains("half.jpg ends too early"))
                .anyMatch(r -> r.contains("phone.jpg is a HEIC image, which cannot be read"))
                .contains("6 images of " + photos + " could not be decoded and were left out");
        assertThat(loadSkippingBad().remarks())
                .as("from the cache")
                .contains("6 images of " + photos + " could not be decoded and were left out");
    }

    private void cutJpeg(String name) throws IOException {
        BufferedImage image = new BufferedImage(90, 90, BufferedImage.TYPE_INT_RGB);
        RandomStream random = RandomStream.of(1);
        for (int i = 0; i < 8100; i++) {
            image.setRGB(i % 90, i / 90, random.nextInt(1 << 24));
        }
        write(name, image);
        byte[] whole = Files.readAllBytes(photos.resolve(name));
        Files.write(photos.resolve(name), Arrays.copyOf(whole, whole.length / 2));
    }

    @Test
    void unusualKindsOfPixelsAreDecoded() throws IOException {
        BufferedImage deep = new BufferedImage(3, 2, BufferedImage.TYPE_USHORT_GRAY);
        deep.getRaster().setSample(1, 0, 0, 65_535);
        write("red/deep.png", deep);
        RgbImage sixteen = ImageFile.decode(photos.resolve("red/deep.png"));
        assertThat(sixteen.shape()).hasToString("3x2x3");
        assertThat(sixteen.pixels()).startsWith(0, 0, 0, 255, 255, 255, 0);
        BufferedImage grey = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
        grey.getRaster().setSample(1, 0, 0, 77);
        write("red/grey.png", grey);
        assertThat(ImageFile.decode(photos.resolve("red/grey.png")).pixels()).containsExactly(0, 0, 0, 77, 77, 77);
        BufferedImage glass = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
        glass.setRGB(0, 0, 0x80102030);
        write("red/glass.png", glass);
        assertThat(ImageFile.decode(photos.resolve("red/glass.png")).pixels())
                .as("half of it is the white behind it")
                .containsExactly(135, 143, 151);
    }

    @Test
    void linksInCirclesAreNotFollowed() throws IOException {
        twoClasses(4);
        try {
            Files.createSymbolicLink(photos.resolve("red/again"), photos.resolve("red"));
        } catch (UnsupportedOperationException | FileSystemException e) {
            Assumptions.abort("skipped: this file system has no symbolic links");
        }
        TrainTest images = load(SMALL);
        assertThat(images.train().count() + images.test().count()).isEqualTo(8);
        assertThat(images.remarks()).anyMatch(r -> r.contains("again is a link to a folder above it"));
    }

    @Test
    void aChangedFileIsDecodedAgain() throws IOException {
        twoClasses(4);
        String before = load(SMALL).train().sha256() + load(SMALL).test().sha256();
        image("red/0.png", 40, 40, 0x00FF00);
        assertThat(load(SMALL).train().sha256() + load(SMALL).test().sha256()).isNotEqualTo(before);
        try (Stream<Path> files = Files.list(data.path().resolve(".decoded"))) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void foldersThatAreNoneAreRefused() throws IOException {
        assertThatThrownBy(() -> load(SMALL)).hasMessageContaining(photos + " does not exist.");
        Files.writeString(photos, "x");
        assertThatThrownBy(() -> load(SMALL)).hasMessageContaining(photos + " is a file.");
        Files.delete(photos);
        image("only/1.png", 2, 2, 1);
        assertThatThrownBy(() -> load(SMALL)).hasMessageContaining("at least two class folders, found [only]");
        Files.createDirectories(photos.resolve("second"));
        Files.delete(photos.resolve("only/1.png"));
        assertThatThrownBy(() -> load(SMALL)).hasMessage("There is no image in the class folders of " + photos + ".");
    }

    @Test
    void aDataDirectoryThatCannotBeWrittenIsNamed() throws IOException {
        twoClasses(4);
        data = new DataDirectory(Files.writeString(root.resolve("file"), "x"));
        assertThatThrownBy(() -> load(SMALL)).hasMessageContaining("choose a data directory with room and permission");
    }

    @Test
    void rareClassesAreRemarked() throws IOException {
        for (int i = 0; i < 45; i++) {
            image("many/" + i + ".png", 2, 2, i);
        }
        for (int i = 0; i < 4; i++) {
            image("few/" + i + ".png", 2, 2, i);
        }
        LoadedDataset loaded = LoadedDataset.load(new ImageFolder(photos, SMALL), data, ValidationSplit.NONE);
        assertThat(loaded.images(Split.TRAIN).shape()).hasToString("3x8x8");
        assertThat(loaded.remarks())
                .containsExactly("class 'few' has 3 training images, the most frequent class has 34");
        assertThat(Datasets.standard().find("image-folder:" + photos).id()).isEqualTo("image-folder:" + photos);
    }

    @Test
    void optionsStandBehindAQuestionMark() throws IOException {
        twoClasses(4);
        String id = "image-folder:" + photos + "?side=8&fit=stretch&test-share=0.25&seed=1";
        assertThat(Datasets.standard().find(id).load(data).train().sha256())
                .isEqualTo(load(SMALL).train().sha256());
        assertThat(Datasets.standard().find(id).id()).isEqualTo(id);
        assertThat(FolderOptions.parse("side=9")).isEqualTo(new FolderOptions(9, Fit.CROP, 0.2, 0));
    }

    @Test
    void wrongOptionsAreNamed() {
        assertThat(FolderOptions.parse("decoder=java&side=9")).isEqualTo(FolderOptions.parse("side=9"));
        assertThatThrownBy(() -> FolderOptions.parse("decoder=quick"))
                .hasMessageContaining("There is no decoder 'quick' in this build, which has java");
        assertThatThrownBy(() -> FolderOptions.parse("site=9"))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(
                        "An image folder has the options side, fit, filter, channels, decoder, test-share, seed,")
                .hasMessageEndingWith("got 'site'.");
        assertThatThrownBy(() -> FolderOptions.parse("side=9&side=9"))
                .hasMessageContaining("name=value, each once")
                .hasMessageEndingWith("got 'side=9'.");
        assertThatThrownBy(() -> FolderOptions.parse("side=big"))
                .hasMessage("Option side of an image folder must be a number, got 'big'.");
        assertThatThrownBy(() -> FolderOptions.parse("fit=tile"))
                .hasMessage("A fit must be one of stretch, crop, pad, resize-256-crop (with any number), got 'tile'.");
        assertThatThrownBy(() -> FolderOptions.parse("labels="))
                .hasMessage("Option labels of an image folder must name a file, got ''.");
        assertThatThrownBy(() -> FolderOptions.parse("labels=100%.csv"))
                .hasMessage("In option labels of an image folder a % must be written %25, got '100%.csv'.");
        assertThatThrownBy(() -> FolderOptions.parse("splits=no"))
                .hasMessage(
                        "Option splits of an image folder must be folders or none (all folders are classes), got 'no'.");
        assertThatThrownBy(() -> FolderOptions.parse("test-share=1"))
                .hasMessageContaining("test share between 0 and 1");
    }

    @Test
    void validationAndTestFoldersAreBothUsed() throws IOException {
        splits(4, "train");
        splits(3, "valid");
        splits(2, "Test");
        ImageFolder folder = new ImageFolder(photos, SMALL);
        assertThat(folder.card().trainSize()).isEqualTo(8);
        assertThat(folder.card().testSize()).isEqualTo(4);
        assertThat(folder.card().notes()).contains("It has 6 validation images of its own.");
        TrainTest images = folder.load(data);
        assertThat(images.train().classCounts()).containsExactly(4, 4);
        assertThat(images.validation().orElseThrow().classCounts()).containsExactly(3, 3);
        assertThat(images.test().classCounts()).containsExactly(2, 2);
        assertThat(folder.load(data).validation().orElseThrow().sha256())
                .as("from the cache")
                .isEqualTo(images.validation().orElseThrow().sha256());
    }

    private void splits(int each, String split) throws IOException {
        for (int i = 0; i < each; i++) {
            image(split + "/a/" + i + ".png", 4, 4, split.hashCode() + i);
            image(split + "/b/" + i + ".png", 4, 4, 99 * split.hashCode() + i);
        }
    }

    @Test
    void withoutTestImagesTheIdSaysWhatIsTestedWith() throws IOException {
        splits(4, "train");
        splits(3, "val");
        String id = "image-folder:" + photos + "?side=8&test-share=0.25";
        TrainTest usual = Datasets.standard().find(id).load(data);
        assertThat(usual.validation()).isEmpty();
        assertThat(usual.test().classCounts()).containsExactly(3, 3);
        assertThat(usual.remarks()).singleElement().asString().startsWith("the validation images of");
        TrainTest meant = Datasets.standard().find(id + "&test=validation").load(data);
        assertThat(meant.test().sha256()).isEqualTo(usual.test().sha256());
        assertThat(meant.remarks()).isEmpty();
        TrainTest share = Datasets.standard().find(id + "&test=share").load(data);
        assertThat(share.train().classCounts()).containsExactly(3, 3);
        assertThat(share.validation().orElseThrow().classCounts()).containsExactly(3, 3);
        assertThat(share.test().classCounts()).containsExactly(1, 1);
        assertThat(Datasets.standard().find(id + "&test=share").id()).isEqualTo(id + "&test=share");
        splits(2, "test");
        assertThatThrownBy(() -> Datasets.standard().find(id + "&test=share").load(data))
                .hasMessage("test=share says what is tested with where there are no test images, but " + photos
                        + " has 4; leave that option out.");
        photos = root.resolve("flat");
        twoClasses(4);
        assertThatThrownBy(() -> Datasets.standard()
                        .find("image-folder:" + photos + "?test=validation")
                        .load(data))
                .hasMessage("With test=validation an image folder must have validation images, but " + photos
                        + " has none; leave that option out.");
    }

    @Test
    void aClassKeepsAnImageToLearnFrom() throws IOException {
        twoClasses(4);
        image("one/1.png", 3, 3, 7);
        image("two/1.png", 3, 3, 8);
        image("two/2.png", 3, 3, 9);
        TrainTest most = load(new FolderOptions(8, Fit.STRETCH, 0.9, 1));
        assertThat(most.train().classCounts()).containsExactly(1, 1, 1, 1);
        assertThat(most.test().classCounts()).containsExactly(3, 0, 3, 1);
        TrainTest few = load(SMALL);
        assertThat(few.test().classCounts()).containsExactly(1, 0, 1, 1);
        assertThat(load(new FolderOptions(8, Fit.STRETCH, 0.2, 1)).remarks())
                .contains(
                        "of 'one', 'two' there is no image to test with: a share of 0.2 is less than one image, or would"
                                + " be the only one; set test-share higher or add images");
    }

    @Test
    void tablesAndListsAreNamedInTheId() throws IOException {
        twoClasses(4);
        Files.writeString(
                photos.resolve("a & b?.csv"), "file,label\nred/0.png,1\nred/1.png,2\nred/2.png,1\nred/3.png,2");
        Files.writeString(photos.resolve("100%.txt"), "red/2.png\nred/3.png");
        String id = "image-folder:" + photos + "?side=8&labels=a %26 b%3F.csv&test=100%25.txt";
        ImageFolder folder = ImageFolder.of(id);
        assertThat(folder.id()).isEqualTo(id);
        assertThat(folder.card().classes()).containsExactly("1", "2");
        assertThat(folder.card().trainSize()).isEqualTo(2);
        assertThat(folder.load(data).test().classCounts()).containsExactly(1, 1);
        assertThat(ImageFolder.of(folder.id()).load(data).test().sha256())
                .isEqualTo(folder.load(data).test().sha256());
    }

    @Test
    void pathsMayHaveTheLettersOfOptions() throws IOException {
        photos = root.resolve("what? a=b&c");
        twoClasses(4);
        for (String options : List.of("", "?side=8")) {
            ImageFolder folder = ImageFolder.of("image-folder:" + photos + options);
            assertThat(folder.id()).isEqualTo("image-folder:" + photos + options);
            assertThat(folder.card().trainSize()).isEqualTo(6);
        }
        assertThatThrownBy(() -> ImageFolder.of("image-folder:a\0b"))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("An image folder must be a path of this system");
    }

    @Test
    void decodingAtEveryReadGivesTheImagesThatAreDecodedOnce() throws IOException {
        twoClasses(4);
        ImageFolder folder = new ImageFolder(photos, SMALL);
        assertThat(folder.undecoded(data).orElseThrow().sha256())
                .isEqualTo(folder.load(data).train().sha256());
    }
}
