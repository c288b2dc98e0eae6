package org.bestiary.datasets.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.bestiary.common.catalog.CatalogException;
import org.bestiary.common.image.ImageShape;
import org.bestiary.datasets.Picture;
import org.bestiary.datasets.RandomStream;
import org.bestiary.datasets.memory.PackedImages;
import org.bestiary.datasets.store.Checksum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransformTest {
    private static final ImageShape SHAPE = new ImageShape(3, 20, 24);

    private static final Map<String, Transform> ALL = new LinkedHashMap<>();

    static {
        ALL.put("pad-and-crop", new RandomCrop(4));
        ALL.put("flip-horizontal", new Flip(Flip.Axis.HORIZONTAL, 1));
        ALL.put("flip-vertical", new Flip(Flip.Axis.VERTICAL, 1));
        for (Fill fill : Fill.values()) {
            ALL.put("affine-" + fill, new RandomAffine(40, 0.2, 0.2, 0.2, fill));
        }
        ALL.put("elastic", new Elastic(2, 3, Fill.REFLECT));
        ALL.put("random-resized-crop", new RandomResizedCrop(16, 0.2, 0.9));
        ALL.put("resize-and-crop", new ResizeAndCrop(16, 14, 0.5, 0.5));
        ALL.put("colour-jitter", new ColourJitter(0.4, 0.4, 0.4, 0.2));
        ALL.put("grayscale", new Grayscale(1));
        ALL.put("noise", new Noise(0.1));
        ALL.put("blur", new Blur(1, 2));
        ALL.put("cutout", new Cutout(8));
        ALL.put("rand-augment", new RandAugment(3, 12));
        ALL.put("trivial-augment", new TrivialAugment());
        for (Operation operation : Operation.values()) {
            ALL.put("operation-" + operation, (picture, random) -> operation.apply(picture, 0.8));
        }
    }

    /** A smooth colour image with a bright square, in which every shift, turn and change of colour shows. */
    private static Picture picture(ImageShape shape) {
        byte[] pixels = new byte[shape.values()];
        for (int y = 0, at = 0; y < shape.height(); y++) {
            for (int x = 0; x < shape.width(); x++) {
                boolean square = x > 3 && x < 10 && y > 5 && y < 12;
                for (int c = 0; c < shape.channels(); c++, at++) {
                    pixels[at] = (byte) (square ? 240 - 40 * c : 10 + 7 * x + (3 + 2 * c) * y);
                }
            }
        }
        Picture picture = new Picture();
        picture.read(new PackedImages(shape, 1, pixels, new int[] {0}), 0);
        return picture;
    }

    private static byte[] pixels(Picture picture) {
        return Arrays.copyOf(picture.pixels(), picture.shape().values());
    }

    @Test
    void everyTransformGivesItsGoldenImage() throws IOException {
        Map<String, String> found = new TreeMap<>();
        ALL.forEach((name, transform) -> {
            Picture picture = picture(SHAPE);
            transform.apply(picture, RandomStream.of(11).split(name));
            assertThat(picture.shape()).as(name).isEqualTo(transform.shape(SHAPE));
            found.put(name, picture.shape() + " " + Checksum.of(pixels(picture)).substring(0, 16));
        });
        Path golden = Path.of("src/test/resources/goldens/transforms.properties");
        if ("write".equals(System.getProperty("goldens"))) {
            StringBuilder lines = new StringBuilder();
            found.forEach((name, value) ->
                    lines.append(name).append(" = ").append(value).append('\n'));
            Files.writeString(golden, lines);
        }
        assertThat(golden)
                .withFailMessage("write it with: mvn -pl datasets test -Dtest=TransformTest -Dgoldens=write")
                .exists();
        Properties expected = new Properties();
        try (InputStream in = Files.newInputStream(golden)) {
            expected.load(in);
        }
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void theResultIsAFunctionOfImageAndStream() {
        ALL.forEach((name, transform) -> {
            Picture one = picture(SHAPE);
            Picture other = new Picture();
            other.read(new PackedImages(SHAPE, 1, pixels(picture(SHAPE)), new int[] {0}), 0);
            Arrays.fill(other.spare(4000), (byte) 99); // what is left in buffers must not show
            transform.apply(one, RandomStream.of(5));
            transform.apply(other, RandomStream.of(5));
            assertThat(pixels(other)).as(name).isEqualTo(pixels(one));
        });
    }

    @Test
    void tinyAndGreyImagesSurviveEverything() {
        for (ImageShape shape : new ImageShape[] {
            new ImageShape(1, 1, 1), new ImageShape(3, 1, 1), new ImageShape(1, 2, 9), new ImageShape(3, 40, 1)
        }) {
            ALL.forEach((name, transform) -> {
                Picture picture = picture(shape);
                transform.apply(picture, RandomStream.of(1).split(name));
                assertThat(picture.shape()).as(name).isEqualTo(transform.shape(shape));
            });
        }
    }

    @Test
    void nothingIsDoneWhereNothingIsAsked() {
        byte[] before = pixels(picture(SHAPE));
        for (Transform transform : new Transform[] {
            new RandomCrop(0),
            new Flip(Flip.Axis.HORIZONTAL, 0),
            new RandomAffine(0, 0, 0, 0, Fill.CONSTANT),
            new Elastic(0, 3, Fill.CONSTANT),
            new ColourJitter(0, 0, 0, 0),
            new Grayscale(0),
            new Noise(0),
            new RandomResizedCrop(20, 1, 1),
            new ResizeAndCrop(20, 20, 0, 0)
        }) {
            ImageShape square = new ImageShape(3, 20, 20);
            boolean crops = !transform.shape(SHAPE).equals(SHAPE);
            Picture picture = picture(crops ? square : SHAPE);
            transform.apply(picture, RandomStream.of(3));
            byte[] expected = crops ? pixels(picture(square)) : before;
            if (!(transform instanceof RandomResizedCrop)) {
                assertThat(pixels(picture)).as(transform.toString()).isEqualTo(expected);
            }
        }
    }

    @Test
    void twoFlipsAreNone() {
        for (Flip.Axis axis : Flip.Axis.values()) {
            Picture picture = picture(SHAPE);
            new Flip(axis, 1).apply(picture, RandomStream.of(1));
            assertThat(pixels(picture)).isNotEqualTo(pixels(picture(SHAPE)));
            new Flip(axis, 1).apply(picture, RandomStream.of(2));
            assertThat(pixels(picture)).isEqualTo(pixels(picture(SHAPE)));
        }
    }

    @Test
    void padAndCropShiftsByAtMostThePaddingAndReachesEveryShift() {
        boolean[][] seen = new boolean[5][5];
        byte[] before = pixels(picture(SHAPE));
        for (int i = 0; i < 400; i++) {
            Picture picture = picture(SHAPE);
            new RandomCrop(2).apply(picture, RandomStream.of(i));
            byte[] after = pixels(picture);
            for (int dy = -2; dy <= 2; dy++) {
                for (int dx = -2; dx <= 2; dx++) {
                    seen[dy + 2][dx + 2] |= shifted(before, after, dx, dy);
                }
            }
        }
        assertThat(seen).isDeepEqualTo(new boolean[][] {
            {true, true, true, true, true},
            {true, true, true, true, true},
            {true, true, true, true, true},
            {true, true, true, true, true},
            {true, true, true, true, true}
        });
    }

    private static boolean shifted(byte[] before, byte[] after, int dx, int dy) {
        for (int y = 0; y < SHAPE.height(); y++) {
            for (int x = 0; x < SHAPE.width(); x++) {
                for (int c = 0; c < 3; c++) {
                    int sy = y + dy;
                    int sx = x + dx;
                    boolean inside = sy >= 0 && sx >= 0 && sy < SHAPE.height() && sx < SHAPE.width();
                    byte expected = inside ? before[(sy * SHAPE.width() + sx) * 3 + c] : 0;
                    if (after[(y * SHAPE.width() + x) * 3 + c] != expected) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    @ParameterizedTest
    @EnumSource(Fill.class)
    void fillsReadWhereTheySay(Fill fill) {
        int[] found = new int[12];
        for (int i = 0; i < 12; i++) {
            found[i] = fill.index(i - 4, 4);
        }
        assertThat(found)
                .isEqualTo(
                        switch (fill) {
                            case CONSTANT -> new int[] {-1, -1, -1, -1, 0, 1, 2, 3, -1, -1, -1, -1};
                            case NEAREST -> new int[] {0, 0, 0, 0, 0, 1, 2, 3, 3, 3, 3, 3};
                            case REFLECT -> new int[] {3, 2, 1, 0, 0, 1, 2, 3, 3, 2, 1, 0};
                            case WRAP -> new int[] {0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3};
                        });
    }

    @Test
    void aFlatColourStaysFlatWhenScaledTurnedAndBlurred() {
        ImageShape shape = new ImageShape(3, 37, 53);
        byte[] flat = new byte[shape.values()];
        Arrays.fill(flat, (byte) 201);
        for (Transform transform : new Transform[] {
            new ResizeAndCrop(224, 200, 0.3, 0.7),
            new ResizeAndCrop(7, 7, 1, 1),
            new RandomResizedCrop(64, 0.1, 1),
            new RandomAffine(180, 0.5, 0.5, 0.5, Fill.NEAREST),
            new Elastic(5, 4, Fill.WRAP),
            new Blur(0.5, 4)
        }) {
            Picture picture = new Picture();
            picture.read(new PackedImages(shape, 1, flat, new int[1]), 0);
            transform.apply(picture, RandomStream.of(8));
            assertThat(pixels(picture)).as(transform.toString()).containsOnly(201);
        }
    }

    @Test
    void aFullTurnOfTheColourCircleChangesNothingAndAThirdMovesChannels() {
        Picture picture = new Picture();
        byte[] pixel = {(byte) 200, 50, 20};
        picture.read(new PackedImages(new ImageShape(3, 1, 1), 1, pixel, new int[1]), 0);
        Colour.hue(picture, 1);
        assertThat(pixels(picture)).containsExactly(200, 50, 20);
        Colour.hue(picture, 1.0 / 3);
        assertThat(pixels(picture)).containsExactly(20, 200, 50);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 31})
    void magnitudesOutOfRangeAreRefused(int magnitude) {
        assertThatThrownBy(() -> new RandAugment(2, magnitude))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("rand-augment.magnitude must be from 0 to 30, but got " + magnitude);
    }
}
