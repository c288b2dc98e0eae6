package org.bestiary.datasets.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ForkJoinPool;
import javax.imageio.ImageIO;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.RandomStream;
import org.bestiary.datasets.catalog.Datasets;
import org.bestiary.datasets.memory.ChannelStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderInspectionTest {
    @TempDir
    Path root;

    /** A picture of large random cells, which no other seed gives. */
    private static BufferedImage picture(int width, int height, long seed, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        Graphics2D g = image.createGraphics();
        RandomStream random = RandomStream.of(seed);
        for (int y = 0; y < 6; y++) {
            for (int x = 0; x < 6; x++) {
                g.setColor(new Color(random.nextInt(256), random.nextInt(256), random.nextInt(256)));
                g.fillRect(x * width / 6, y * height / 6, width, height);
            }
        }
        g.dispose();
        return image;
    }

    private static BufferedImage picture(int width, int height, long seed) {
        return picture(width, height, seed, BufferedImage.TYPE_3BYTE_BGR);
    }

    private Path write(String name, BufferedImage image) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        assertThat(ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile()))
                .isTrue();
        return file;
    }

    private FolderReport inspect() {
        return FolderInspection.of(root, OptionalInt.empty(), FolderInspection.Progress.SILENT);
    }

    @Test
    void everythingIsCounted() throws IOException {
        for (int i = 0; i < 6; i++) {
            write("train/cat/" + i + ".png", picture(60 + 2 * i, 50, i));
            write("test/cat/" + i + ".jpg", picture(70, 50, 100 + i));
        }
        for (int i = 0; i < 3; i++) {
            write("train/dog/" + i + ".bmp", picture(40, 80, 200 + i));
            write("validation/dog/" + i + ".png", picture(50, 50, 300 + i, BufferedImage.TYPE_BYTE_GRAY));
        }
        write("test/dog/glass.png", picture(50, 50, 400, BufferedImage.TYPE_INT_ARGB));
        Files.move(root.resolve("train/dog/2.bmp"), root.resolve("train/dog/2.png"));
        Files.writeString(root.resolve("train/dog/.hidden"), "x");
        Files.writeString(root.resolve("train/dog/Thumbs.db"), "x");
        Files.writeString(root.resolve("train/dog/notes.txt"), "x");
        FolderReport report = inspect();
        assertThat(report.images()).isEqualTo(19);
        assertThat(report.splits()).isEqualTo(new FolderReport.SplitSizes(9, 3, 7));
        assertThat(report.classes())
                .containsExactly(
                        new FolderReport.ClassSize("cat", 6, 0, 6), new FolderReport.ClassSize("dog", 3, 3, 1));
        assertThat(report.balance()).isEqualTo(new FolderReport.Balance("cat", "dog", 2, 6 / 9.0));
        assertThat(report.leftOut().hidden()).isEqualTo(1);
        assertThat(report.leftOut().system()).isEqualTo(1);
        assertThat(report.leftOut().endings()).isEqualTo(Map.of("txt", 1));
        assertThat(report.kinds().kinds()).isEqualTo(Map.of("BMP", 3, "JPEG", 6, "PNG", 10));
        assertThat(report.kinds().endings()).isEqualTo(Map.of("bmp", 2, "jpg", 6, "png", 11));
        assertThat(report.kinds().otherEnding()).isEqualTo(1);
        assertThat(report.kinds().colours()).isEqualTo(Map.of("colour", 16, "grey", 3));
        assertThat(report.kinds().greyPixels()).isEqualTo(3);
        assertThat(report.kinds().alpha()).isEqualTo(1);
        Sizes sizes = report.sizes().orElseThrow();
        assertThat(sizes.width()).isEqualTo(new Sizes.Range<>(40, 64, 70));
        assertThat(sizes.height()).isEqualTo(new Sizes.Range<>(50, 50, 80));
        assertThat(sizes.different()).isEqualTo(8);
        assertThat(sizes.mostFrequent()).startsWith(new Sizes.Size(70, 50, 7), new Sizes.Size(50, 50, 4));
        assertThat(sizes.landscape() + " " + sizes.portrait() + " " + sizes.square())
                .isEqualTo("12 3 4");
        assertThat(report.broken().count()).isZero();
        assertThat(report.duplicates().copies()).isZero();
        assertThat(report.duplicates().near()).isZero();
        assertThat(report.suggestion().validation()).isZero();
        assertThat(report.suggestion().id()).isEqualTo("image-folder:" + root + "?side=64");
    }

    @Test
    void copiesAreFoundAcrossSplitsAndClasses() throws IOException {
        for (int i = 0; i < 4; i++) {
            write("train/cat/" + i + ".png", picture(64, 64, i));
            write("train/dog/" + i + ".png", picture(64, 64, 50 + i));
            write("test/dog/" + i + ".png", picture(64, 64, 90 + i));
        }
        Files.copy(root.resolve("train/dog/0.png"), root.resolve("test/dog/leaked.png"));
        Files.copy(root.resolve("train/cat/1.png"), root.resolve("train/dog/wrong.png"));
        Files.copy(root.resolve("train/cat/2.png"), root.resolve("train/cat/twice.png"));
        BufferedImage half = new BufferedImage(32, 32, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D g = half.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        g.drawImage(picture(64, 64, 3), 0, 0, 32, 32, null);
        g.dispose();
        write("test/dog/half.jpg", half);
        Duplicates found = inspect().duplicates();
        assertThat(found.copies()).isEqualTo(3);
        assertThat(found.copiesAcrossSplits()).isEqualTo(1);
        assertThat(found.copiesAcrossClasses()).isEqualTo(1);
        assertThat(found.near()).isEqualTo(1);
        assertThat(found.nearAcrossSplits()).isEqualTo(1);
        assertThat(found.examples())
                .containsExactly(
                        new Duplicates.Example(false, true, true, "train/cat/3.png", "test/dog/half.jpg"),
                        new Duplicates.Example(true, true, false, "train/dog/0.png", "test/dog/leaked.png"),
                        new Duplicates.Example(true, false, true, "train/cat/1.png", "train/dog/wrong.png"),
                        new Duplicates.Example(true, false, false, "train/cat/2.png", "train/cat/twice.png"));
    }

    @Test
    void flatImagesOfAnotherColourAreNoCopies() throws IOException {
        for (int i = 0; i < 4; i++) {
            BufferedImage flat = new BufferedImage(20, 20, BufferedImage.TYPE_3BYTE_BGR);
            Graphics2D g = flat.createGraphics();
            g.setColor(new Color(10 + 60 * i, 100, 100));
            g.fillRect(0, 0, 20, 20);
            g.dispose();
            write((i < 2 ? "a/" : "b/") + i + ".png", flat);
        }
        assertThat(inspect().duplicates().near()).isZero();
        Files.copy(root.resolve("a/0.png"), root.resolve("a/first.png"));
        BufferedImage other = ImageIO.read(root.resolve("b/3.png").toFile());
        write("b/another.bmp", other);
        Duplicates found = inspect().duplicates();
        assertThat(found.copies()).isEqualTo(1);
        assertThat(found.near()).isEqualTo(1);
    }

    @Test
    void brokenFilesAreNamedAndTheRestIsCounted() throws IOException {
        write("a/1.png", picture(30, 30, 1));
        write("b/1.png", picture(30, 30, 2));
        for (int i = 0; i < 12; i++) {
            Files.writeString(root.resolve("a/text" + (10 + i) + ".jpg"), "text");
        }
        Path cut = root.resolve("b/cut.png");
        byte[] whole = Files.readAllBytes(root.resolve("b/1.png"));
        Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
        FolderReport report = inspect();
        assertThat(report.images()).isEqualTo(15);
        assertThat(report.broken().count()).isEqualTo(13);
        assertThat(report.broken().first())
                .hasSize(10)
                .first()
                .isEqualTo(root.resolve("a/text10.jpg") + " is text, not an image, whatever its name says.");
        assertThat(report.kinds().kinds()).isEqualTo(Map.of("PNG", 2));
        Files.delete(root.resolve("a/1.png"));
        Files.delete(root.resolve("b/1.png"));
        FolderReport nothing = inspect();
        assertThat(nothing.sizes()).isEmpty();
        assertThat(nothing.suggestion().reason()).startsWith("No image could be decoded");
    }

    @Test
    void statisticsAreThoseOfTheDataSetThatIsSuggested() throws IOException {
        for (int i = 0; i < 5; i++) {
            write("train/a/" + i + ".png", picture(100 + i, 90, i));
            write("train/b/" + i + ".png", picture(90, 120 + i, 20 + i));
            write("test/b/" + i + ".png", picture(90, 120, 30 + i));
        }
        FolderReport report = inspect();
        assertThat(report.suggestion().side()).isEqualTo(96);
        DataDirectory data = new DataDirectory(root.resolve("data"));
        ChannelStatistics loaded = ChannelStatistics.of(
                Datasets.standard().find(report.suggestion().id()).load(data).train());
        for (int c = 0; c < 3; c++) {
            assertThat(report.statistics().mean().get(c))
                    .isCloseTo(loaded.mean().get(c), within(1e-12));
            assertThat(report.statistics().deviation().get(c))
                    .isCloseTo(loaded.std().get(c), within(1e-9));
        }
    }

    @Test
    void sidesFollowTheSizes() throws IOException {
        write("a/1.png", picture(28, 28, 1, BufferedImage.TYPE_BYTE_GRAY));
        write("b/1.png", picture(28, 28, 2, BufferedImage.TYPE_BYTE_GRAY));
        FolderReport report = inspect();
        assertThat(report.suggestion().id()).endsWith("?side=28&channels=1");
        assertThat(report.statistics().mean()).hasSize(1);
        assertThat(FolderInspection.of(root, OptionalInt.of(40), FolderInspection.Progress.SILENT)
                        .suggestion()
                        .side())
                .isEqualTo(40);
        write("b/2.png", picture(300, 200, 3));
        write("b/3.png", picture(300, 200, 4));
        write("b/4.png", picture(300, 200, 5));
        assertThat(inspect().suggestion().side()).isEqualTo(96);
    }

    @Test
    void oneThreadGivesTheSameReportAsMany() throws Exception {
        for (int i = 0; i < 30; i++) {
            write((i % 2 == 0 ? "a/" : "b/") + i + ".png", picture(40 + i % 3, 40, i / 2));
        }
        List<Integer> told = new ArrayList<>();
        FolderReport many = FolderInspection.of(root, OptionalInt.empty(), (done, total) -> told.add(done));
        assertThat(told).hasSize(30).isSorted().endsWith(30);
        ForkJoinPool single = new ForkJoinPool(1);
        try {
            assertThat(single.submit(this::inspect).get()).isEqualTo(many);
        } finally {
            single.shutdown();
        }
    }

    @Test
    void whatIsNoImageFolderIsRefused() {
        assertThatThrownBy(() -> FolderInspection.of(
                        root.resolve("none"), OptionalInt.empty(), FolderInspection.Progress.SILENT))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("does not exist");
    }
}
