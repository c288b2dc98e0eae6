package org.bestiary.zoo.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.bestiary.common.image.Filter;
import org.bestiary.common.image.Fit;
import org.bestiary.common.image.ImageInput;
import org.bestiary.common.image.ImageShape;
import org.bestiary.common.image.Preparation;
import org.bestiary.common.image.RgbImage;
import org.bestiary.zoo.ZooException;
import org.junit.jupiter.api.Test;

class ImagePreparationTest {
    /** Pixel (x, y) is (7x + 3y, 255 - 11x, x * y * 5 mod 256) of 23 x 17: the picture that was also given to Pillow. */
    private static RgbImage picture() {
        byte[] pixels = new byte[3 * 17 * 23];
        for (int y = 0; y < 17; y++) {
            for (int x = 0; x < 23; x++) {
                int at = (y * 23 + x) * 3;
                pixels[at] = (byte) (7 * x + 3 * y);
                pixels[at + 1] = (byte) (255 - 11 * x);
                pixels[at + 2] = (byte) (x * y * 5 % 256);
            }
        }
        return new RgbImage(17, 23, pixels);
    }

    /** Rows 0, 3 and 7 of each colour after Image.resize((10, 8), BILINEAR) of Pillow 9.4.0. */
    private static final int[][][] PILLOW = {
        {
            {8, 23, 39, 55, 71, 87, 103, 119, 135, 150},
            {27, 42, 58, 74, 90, 106, 122, 138, 154, 169},
            {52, 67, 83, 99, 115, 131, 147, 163, 179, 194}
        },
        {
            {246, 223, 197, 172, 147, 121, 96, 71, 45, 22},
            {246, 223, 197, 172, 147, 121, 96, 71, 45, 22},
            {246, 223, 197, 172, 147, 121, 96, 71, 45, 22}
        },
        {
            {3, 11, 20, 29, 38, 47, 56, 65, 74, 82},
            {29, 102, 175, 135, 97, 141, 125, 129, 138, 117},
            {64, 154, 126, 114, 133, 117, 103, 134, 149, 125}
        }
    };

    @Test
    void reducedImagesArePillows() {
        byte[] reduced = new Preparation(new ImageShape(3, 8, 10), Fit.STRETCH, Filter.BILINEAR).prepare(picture());
        int[] rows = {0, 3, 7};
        for (int c = 0; c < 3; c++) {
            for (int r = 0; r < rows.length; r++) {
                for (int x = 0; x < 10; x++) {
                    assertThat(reduced[(rows[r] * 10 + x) * 3 + c] & 0xFF)
                            .as("colour %d, row %d, column %d", c, rows[r], x)
                            .isEqualTo(PILLOW[c][r][x]);
                }
            }
        }
    }

    @Test
    void thePixelsAreScaledAndTheMiddleIsCutOut() {
        byte[] pixels = new byte[3 * 4 * 8];
        for (int y = 0; y < 4; y++) {
            for (int x = 0; x < 8; x++) {
                int at = (y * 8 + x) * 3;
                pixels[at] = (byte) x;
                pixels[at + 1] = (byte) y;
                pixels[at + 2] = (byte) 200;
            }
        }
        RgbImage image = new RgbImage(4, 8, pixels);
        ImageInput rgb = ImagePreparation.parse(
                        List.of("resize=4", "crop=2", "order=rgb", "scale=2", "mean=1,2,3", "std=1,2,4"))
                .input(2);
        // columns 3 and 4, rows 1 and 2
        assertThat(rgb.numbers(rgb.preparation().prepare(image)))
                .containsExactly(
                        new float[] {0.5f, 1f, 0.5f, 1f, -0.75f, -0.75f, -0.5f, -0.5f, 24.25f, 24.25f, 24.25f, 24.25f},
                        within(1e-5f));
        ImageInput bgr = ImagePreparation.parse(
                        List.of("resize=4", "crop=2", "order=bgr", "scale=1", "mean=0,10,20", "std=1,1,1"))
                .input(2);
        // The means are those of blue, green and red, as the network reads them.
        assertThat(bgr.numbers(bgr.preparation().prepare(image)))
                .containsExactly(new float[] {200, 200, 200, 200, -9, -9, -8, -8, -17, -16, -17, -16}, within(1e-4f));
    }

    @Test
    void theMarginGrowsWithTheInput() {
        ImagePreparation p =
                WeightMap.find("resnet50", TensorLayout.TORCH).image().orElseThrow();
        assertThat(p.resize()).isEqualTo(256);
        assertThat(p.crop()).isEqualTo(224);
        assertThat(p.input(112).preparation().fit()).isEqualTo(new Fit.ResizeAndCrop(128));
        assertThat(p.input(112).shape()).isEqualTo(new ImageShape(3, 112, 112));
    }

    @Test
    void impossibleOnesAreRefused() {
        assertThatThrownBy(() -> ImagePreparation.parse(
                        List.of("resize=2", "crop=4", "order=rgb", "scale=2", "mean=1,2,3", "std=1,2,4")))
                .isInstanceOf(ZooException.class)
                .hasMessageContaining("resize >= crop >= 1");
    }

    @Test
    void thereAreAThousandNames() {
        assertThat(ImageNetClasses.names()).hasSize(1000).contains("tench", "toilet tissue", "golden retriever");
    }
}
