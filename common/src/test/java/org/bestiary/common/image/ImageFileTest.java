package org.bestiary.common.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFileTest {
    /** Two rows of three pixels, each of another red. */
    private static final int[] STORED = {1, 0, 0, 2, 0, 0, 3, 0, 0, 4, 0, 0, 5, 0, 0, 6, 0, 0};
    /** The reds that are to be seen for orientations 1 to 8, as Pillow's exif_transpose gives them. */
    private static final List<int[]> UPRIGHT = List.of(
            new int[] {1, 2, 3, 4, 5, 6},
            new int[] {3, 2, 1, 6, 5, 4},
            new int[] {6, 5, 4, 3, 2, 1},
            new int[] {4, 5, 6, 1, 2, 3},
            new int[] {1, 4, 2, 5, 3, 6},
            new int[] {4, 1, 5, 2, 6, 3},
            new int[] {6, 3, 5, 2, 4, 1},
            new int[] {3, 6, 2, 5, 1, 4});

    @TempDir
    Path folder;

    static List<Sample> samples() {
        return OddImages.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aFileGivesTheValuesThatItHolds(Sample sample) throws IOException {
        Path file = Files.write(folder.resolve(sample.name()), sample.file());
        RgbImage image = ImageFile.decode(file);
        assertThat(image.width()).isEqualTo(sample.width());
        assertThat(image.pixels()).hasSize(sample.pixels().length);
        int[] values = IntStream.range(0, image.pixels().length)
                .map(i -> image.pixels()[i] & 0xFF)
                .toArray();
        if (sample.tolerance() == 0) {
            assertThat(values).isEqualTo(sample.pixels()); // containsExactly takes minutes on large images
        }
        int worst = IntStream.range(0, values.length)
                .map(i -> Math.abs(values[i] - sample.pixels()[i]))
                .max()
                .orElseThrow();
        assertThat(worst).isLessThanOrEqualTo(sample.tolerance());
        assertThat(ImageFile.isImage(file)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyKindThatTellsItsOrientationIsTurned(int orientation) throws IOException {
        byte[] little = TiffBytes.exif(orientation, ByteOrder.LITTLE_ENDIAN);
        byte[] big = TiffBytes.exif(orientation, ByteOrder.BIG_ENDIAN);
        int[] reds = UPRIGHT.get(orientation - 1);
        byte[] png = PngBytes.header(3, 2, 8, 2)
                .chunk("eXIf", big)
                .rows(2, 8, STORED)
                .end();
        byte[] raw = new byte[STORED.length];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = (byte) STORED[i];
        }
        byte[] tiff = TiffBytes.image(3, 2, 2, 8, 3, raw)
                .set(TiffDirectory.ORIENTATION, orientation)
                .file();
        for (byte[] file : List.of(png, tiff)) {
            assertThat(reds(file)).containsExactly(reds);
            assertThat(ImageFile.decode(folder, file).facts().orientation()).isEqualTo(orientation);
        }
        byte[] two = WebpBytes.lossless(2, 10, new int[] {20, 220}, 30, 255, 0, 1, 1, 1, 1, 1);
        byte[] webp = WebpBytes.file(WebpBytes.extended(8, 2, 3), two, WebpBytes.chunk("EXIF", little));
        byte[] upright = ImageFile.decode(folder, WebpBytes.file(two)).image().pixels();
        assertThat(ImageFile.decode(folder, webp).image())
                .usingRecursiveComparison()
                .isEqualTo(Orientation.upright(new RgbImage(3, 2, upright), orientation));
        byte[] jpeg = JpegBytes.file(JpegBytes.smooth(24, 8, false), false);
        RgbImage stored = ImageFile.decode(folder, jpeg).image();
        for (byte[] exif : List.of(little, big)) {
            assertThat(ImageFile.decode(folder, JpegBytes.withExif(exif, jpeg)).image())
                    .usingRecursiveComparison()
                    .isEqualTo(Orientation.upright(stored, orientation));
        }
    }

    private int[] reds(byte[] file) {
        byte[] pixels = ImageFile.decode(folder, file).image().pixels();
        return IntStream.range(0, pixels.length / 3).map(i -> pixels[3 * i]).toArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 600})
    void anOrientationThatIsNoneIsNotFollowed(int orientation) {
        byte[] png = PngBytes.header(3, 2, 8, 2)
                .chunk("eXIf", TiffBytes.exif(orientation, ByteOrder.LITTLE_ENDIAN))
                .rows(2, 8, STORED)
                .end();
        assertThat(reds(png)).containsExactly(UPRIGHT.get(0));
        byte[] cut = PngBytes.header(3, 2, 8, 2)
                .chunk("eXIf", new byte[] {'I', 'I', '*', 0, 100, 0, 0, 0})
                .rows(2, 8, STORED)
                .end();
        assertThat(reds(cut)).containsExactly(UPRIGHT.get(0));
    }

    @Test
    void aFileTellsWhatItIs() {
        assertThat(facts("offset-and-animated.gif"))
                .isEqualTo(new ImageFacts(ImageKind.GIF, 3, 1, ImageFacts.Colours.PALETTE, 8, false, 1, false, true));
        assertThat(facts("grey-alpha-16.png"))
                .isEqualTo(new ImageFacts(ImageKind.PNG, 2, 1, ImageFacts.Colours.GREY, 16, true, 1, false, false));
        assertThat(facts("damaged-profile.jpg"))
                .isEqualTo(new ImageFacts(ImageKind.JPEG, 40, 30, ImageFacts.Colours.RGB, 8, false, 1, true, false));
        assertThat(facts("ycck.jpg").colours()).isEqualTo(ImageFacts.Colours.INKS);
        assertThat(facts("animated.webp").several()).isTrue();
        assertThat(facts("animated.png").several()).isTrue();
        assertThat(facts("palette.tif"))
                .isEqualTo(new ImageFacts(ImageKind.TIFF, 2, 1, ImageFacts.Colours.PALETTE, 1, false, 1, false, false));
        assertThat(facts("grey-16.pnm").bits()).isEqualTo(16);
    }

    private static ImageFacts facts(String name) {
        return ImageFile.decode(Path.of(name), sample(name).file()).facts();
    }

    private static Sample sample(String name) {
        return OddImages.all().stream()
                .filter(sample -> sample.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Tables of decoded images that were made with earlier releases stay as they are. */
    @ParameterizedTest
    @ValueSource(
            strings = {"baseline.jpg", "progressive.jpg", "grey.jfif", "colour.png", "interlaced.png", "grey-8.png"})
    void ordinaryFilesAreDecodedByThePlatformToTheByte(String name) throws IOException {
        Sample sample = sample(name);
        int[] platform = WrittenImages.pixels(WrittenImages.read(sample.file()));
        byte[] pixels = ImageFile.decode(Path.of(name), sample.file()).image().pixels();
        assertThat(IntStream.range(0, pixels.length).map(i -> pixels[i] & 0xFF).toArray())
                .isEqualTo(platform);
    }

    @Test
    void manyThreadsGetTheSamePixels() {
        int[] samples = IntStream.range(0, 64 * 64).map(i -> i * 16).toArray();
        List<byte[]> files = List.of(
                PngBytes.file(64, 64, 16, 0, samples),
                PngBytes.file(32, 64, 16, 4, samples),
                PngBytes.file(64, 64, 8, 0, samples),
                JpegBytes.withAdobe(2, JpegBytes.flat(64, 64, 129, 178, 36, 200)));
        for (byte[] file : files) {
            byte[] once = ImageFile.decode(folder, file).image().pixels();
            boolean same = IntStream.range(0, 600)
                    .parallel()
                    .allMatch(i -> Arrays.equals(
                            once, ImageFile.decode(folder, file).image().pixels()));
            assertThat(same).isTrue();
        }
        assertThat(ImageFile.decode(folder, files.get(0)).image().pixels()[3 * 4095])
                .isEqualTo((byte) (4095 * 16 >> 8));
    }

    @Test
    void endingsAndHiddenNames() {
        for (String name : List.of("a.JPG", "b.webp", "c.tiff", "d.e.jfif", "x y.PNG")) {
            assertThat(ImageFile.isImage(Path.of(name))).isTrue();
        }
        for (String name : List.of(".a.jpg", "jpg", "a.txt", "a.heic", "a.", "Thumbs.db", "/")) {
            assertThat(ImageFile.isImage(Path.of(name))).isFalse();
        }
        assertThat(ImageKind.list()).isEqualTo("JPEG, PNG, GIF, BMP, WebP, TIFF or PNM");
    }
}
