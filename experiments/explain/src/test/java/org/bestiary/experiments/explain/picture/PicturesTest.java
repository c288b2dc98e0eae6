package org.bestiary.experiments.explain.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PicturesTest {
    /** Relative luminance of sRGB, and from it the lightness of CIELAB: what a grey print keeps. */
    private static double lightness(int colour) {
        double[] weights = {0.2126, 0.7152, 0.0722};
        double y = 0;
        for (int i = 0; i < 3; i++) {
            double c = (colour >> (16 - 8 * i) & 0xff) / 255.0;
            y += weights[i] * (c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4));
        }
        return y > 0.008856 ? 116 * Math.cbrt(y) - 16 : 903.3 * y;
    }

    @ParameterizedTest
    @EnumSource(ColourScale.class)
    void scalesGetLighterAllTheWay(ColourScale scale) {
        int steps = 20;
        double last = lightness(scale.colour(0));
        assertThat(last).isLessThan(25);
        for (int i = 1; i <= steps; i++) {
            double now = lightness(scale.colour((double) i / steps));
            assertThat(now - last).as("step %d", i).isBetween(1.5, 8.0);
            last = now;
        }
        assertThat(last).isGreaterThan(85);
    }

    @Test
    void zeroIsGreyBetweenBlueAndYellow() {
        int middle = ColourScale.DIVERGING.colour(0.5);
        assertThat(middle >> 16 & 0xff).isCloseTo(middle & 0xff, within(6));
        int low = ColourScale.DIVERGING.colour(0.2);
        int high = ColourScale.DIVERGING.colour(0.8);
        assertThat(low & 0xff).isGreaterThan((low >> 16 & 0xff) + 40);
        assertThat(high >> 16 & 0xff).isGreaterThan((high & 0xff) + 40);
    }

    @Test
    void fewExtremesDoNotDarkenTheRest() {
        float[] values = new float[1000];
        Arrays.fill(values, 2);
        values[3] = 1000;
        assertThat(new HeatMap(10, 100, values, false).limit()).isEqualTo(2);
        assertThat(new HeatMap(1, 2, new float[2], false).limit()).isPositive();
        assertThat(new HeatMap(1, 2, new float[] {-4, 1}, true).limit()).isEqualTo(4);
    }

    @Test
    void smoothingKeepsCornersAndMiddle() {
        HeatMap map = new HeatMap(1, 2, new float[] {0, 4}, false).smooth(2, 4);
        assertThat(map.values()).containsExactly(0, 1, 3, 4, 0, 1, 3, 4);
    }

    @Test
    void overlaysShowThePictureWhereNothingIsSaid() {
        Raster picture = Raster.of(2, 1, 0xffffff);
        Raster over = new HeatMap(1, 2, new float[] {0, 1}, false).drawOver(picture);
        assertThat(lightness(over.get(0, 0))).isGreaterThan(75);
        assertThat(over.get(1, 0) & 0xff).isLessThan(200);
    }

    @Test
    void pngsReadBack() throws IOException {
        Raster sheet = Raster.sheet(List.of(Raster.of(2, 2, 0xff0000), Raster.of(2, 2, 0x00ff00)), 2, 1, 0x123456)
                .enlarged(2);
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(sheet.png()));
        assertThat(read.getWidth()).isEqualTo(10);
        assertThat(read.getHeight()).isEqualTo(4);
        assertThat(read.getRGB(0, 0) & 0xffffff).isEqualTo(0xff0000);
        assertThat(read.getRGB(4, 1) & 0xffffff).isEqualTo(0x123456);
        assertThat(read.getRGB(9, 3) & 0xffffff).isEqualTo(0x00ff00);
    }

    @Test
    void framesStayInsideThePicture() {
        Raster framed = Raster.of(20, 20, 0x808080).framed(-5, 4, 30, 15, 1);
        assertThat(framed.get(10, 4)).isEqualTo(0xffffff);
        assertThat(framed.get(10, 10)).isEqualTo(0x808080);
    }
}
