package org.bestiary.datasets.datavec.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.bestiary.common.image.FileDecoder;
import org.bestiary.common.image.Filter;
import org.bestiary.common.image.Fit;
import org.bestiary.common.image.ImageException;
import org.bestiary.common.image.ImageFile;
import org.bestiary.common.image.ImageShape;
import org.bestiary.common.image.Preparation;
import org.bestiary.common.image.RgbImage;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.ImageDataset;
import org.bestiary.datasets.catalog.Datasets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenCvDecoderTest {
    @TempDir
    Path folder;

    /** A smooth picture, which a JPEG keeps nearly as it is. */
    private Path picture(String name, String kind, int type) throws IOException {
        BufferedImage image = new BufferedImage(37, 23, type);
        Random random = new Random(3);
        int phase = random.nextInt(60);
        for (int y = 0; y < 23; y++) {
            for (int x = 0; x < 37; x++) {
                int grey = 60 + phase + 2 * x + 3 * y;
                image.setRGB(
                        x, y, type == BufferedImage.TYPE_BYTE_GRAY ? grey * 0x010101 : grey << 16 | x * 6 << 8 | y * 9);
            }
        }
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        assertThat(ImageIO.write(image, kind, file.toFile())).isTrue();
        return file;
    }

    @ParameterizedTest
    @CsvSource({"ä b.png,png,0", "a.bmp,bmp,0", "a.jpg,jpg,4"})
    void filesAreDecodedAsByTheProgramsOwnDecoder(String name, String kind, int apart) throws IOException {
        for (int type : new int[] {BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_BYTE_GRAY}) {
            Path file = picture(type + name, kind, type);
            RgbImage ours = ImageFile.decode(file);
            RgbImage theirs = FileDecoder.find("opencv").decode(file);
            assertThat(theirs.height()).isEqualTo(ours.height());
            assertThat(theirs.width()).isEqualTo(ours.width());
            int most = IntStream.range(0, ours.pixels().length)
                    .map(i -> Math.abs((ours.pixels()[i] & 0xFF) - (theirs.pixels()[i] & 0xFF)))
                    .max()
                    .orElseThrow();
            assertThat(most).isLessThanOrEqualTo(apart);
        }
    }

    @Test
    void sixteenBitsLoseTheLowerEight() throws IOException {
        BufferedImage image = new BufferedImage(4, 1, BufferedImage.TYPE_USHORT_GRAY);
        int[] values = {0, 255, 256, 65535};
        for (int x = 0; x < 4; x++) {
            image.getRaster().setSample(x, 0, 0, values[x]);
        }
        Path file = folder.resolve("deep.png");
        ImageIO.write(image, "png", file.toFile());
        assertThat(new OpenCvDecoder().decode(file).pixels()).containsExactly(0, 0, 0, 0, 0, 0, 1, 1, 1, 255, 255, 255);
    }

    @Test
    void whatIsNoImageIsRefusedInOneLine() throws IOException {
        for (byte[] content : new byte[][] {{}, {1, 2, 3}, "no image".getBytes(StandardCharsets.UTF_8)}) {
            Path file = Files.write(folder.resolve("no.jpg"), content);
            assertThatThrownBy(() -> new OpenCvDecoder().decode(file))
                    .isInstanceOf(ImageException.class)
                    .hasMessageStartingWith(file + " cannot be decoded by OpenCV: ")
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
        }
        assertThatThrownBy(() -> new OpenCvDecoder().decode(folder.resolve("absent.jpg")))
                .isInstanceOf(ImageException.class);
    }

    @Test
    void anImageFolderAsksForItAndItsImagesAreThoseOfThePreparation() throws IOException {
        for (int i = 0; i < 6; i++) {
            picture("photos/" + (i % 2 == 0 ? "a" : "b") + "/" + i + ".jpg", "jpg", BufferedImage.TYPE_INT_RGB);
        }
        ImageDataset dataset =
                Datasets.standard().find("image-folder:" + folder.resolve("photos") + "?side=16&decoder=opencv");
        assertThat(dataset.id()).endsWith("?side=16&decoder=opencv");
        assertThat(dataset.preparation())
                .isEqualTo(new Preparation(new ImageShape(3, 16, 16), Fit.CROP, Filter.TRIANGLE, "opencv"));
        byte[] pixels =
                dataset.load(new DataDirectory(folder.resolve("data"))).train().pixels(0);
        long same = Arrays.stream(new int[] {0, 1, 2, 3, 4, 5})
                .mapToObj(i -> folder.resolve("photos/" + (i % 2 == 0 ? "a" : "b") + "/" + i + ".jpg"))
                .filter(file -> Arrays.equals(dataset.preparation().prepare(file), pixels))
                .count();
        assertThat(same).isPositive();
    }
}
