package org.bestiary.zoo.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.util.List;
import org.bestiary.zoo.ZooException;
import org.junit.jupiter.api.Test;

class ImagePreparationTest {
    /** Pixel (x, y) is (7x + 3y, 255 - 11x, x * y * 5 mod 256) of 23 x 17: the picture that was also given to Pillow. */
    private static BufferedImage picture() {
        BufferedImage image = new BufferedImage(23, 17, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 17; y++) {
            for (int x = 0; x < 23; x++) {
                image.setRGB(x, y, (7 * x + 3 * y) << 16 | (255 - 11 * x) << 8 | x * y * 5 % 256);
            }
        }
        return image;
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
        float[][] planes = new Resampling(23, 10, 17, 8).planes(picture());
        int[] rows = {0, 3, 7};
        for (int c = 0; c < 3; c++) {
            for (int r = 0; r < rows.length; r++) {
                for (int x = 0; x < 10; x++) {
                    // Pillow sums in fixed point: the last bit may differ.
                    assertThat((double) planes[c][rows[r] * 10 + x])
                            .as("colour %d, row %d, column %d", c, rows[r], x)
                            .isCloseTo(PILLOW[c][r][x], within(1.0));
                }
            }
        }
    }

    @Test
    void thePixelsAreScaledAndTheMiddleIsCutOut() {
        BufferedImage image = new BufferedImage(8, 4, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 4; y++) {
            for (int x = 0; x < 8; x++) {
                image.setRGB(x, y, x << 16 | y << 8 | 200);
            }
        }
        ImagePreparation rgb = ImagePreparation.parse(
                List.of("resize=4", "crop=2", "order=rgb", "scale=2", "mean=1,2,3", "std=1,2,4"));
        // columns 3 and 4, rows 1 and 2
        assertThat(rgb.apply(image))
                .containsExactly(0.5f, 1f, 0.5f, 1f, -0.75f, -0.75f, -0.5f, -0.5f, 24.25f, 24.25f, 24.25f, 24.25f);
        ImagePreparation bgr = ImagePreparation.parse(
                List.of("resize=4", "crop=2", "order=bgr", "scale=1", "mean=0,0,0", "std=1,1,1"));
        assertThat(bgr.apply(image)).containsExactly(200, 200, 200, 200, 1, 1, 2, 2, 3, 4, 3, 4);
    }

    @Test
    void theMarginGrowsWithTheInput() {
        ImagePreparation p =
                WeightMap.find("resnet50", TensorLayout.TORCH).image().orElseThrow();
        assertThat(p.resize()).isEqualTo(256);
        assertThat(p.crop()).isEqualTo(224);
        assertThat(p.size(112).resize()).isEqualTo(128);
        assertThat(p.size(112).apply(picture())).hasSize(3 * 112 * 112);
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
