package org.bestiary.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PngImageTest {
    @Test
    void anotherDecoderReadsColours() throws IOException {
        byte[] pixels = {(byte) 255, 0, 0, 0, (byte) 200, 0, 0, 0, 100, 1, 2, 3, 4, 5, 6, 7, 8, 9};

        BufferedImage image = decode(PngImage.encode(pixels, 3, 2, 3));

        assertThat(image.getWidth()).isEqualTo(3);
        assertThat(image.getHeight()).isEqualTo(2);
        assertThat(image.getRGB(0, 0)).isEqualTo(0xffff0000);
        assertThat(image.getRGB(1, 0)).isEqualTo(0xff00c800);
        assertThat(image.getRGB(2, 1)).isEqualTo(0xff070809);
    }

    @Test
    void anotherDecoderReadsGrey() throws IOException {
        BufferedImage image = decode(PngImage.encode(new byte[] {0, 127, (byte) 255}, 1, 3, 1));

        assertThat(image.getRaster().getSample(0, 0, 0)).isZero();
        assertThat(image.getRaster().getSample(0, 1, 0)).isEqualTo(127);
        assertThat(image.getRaster().getSample(0, 2, 0)).isEqualTo(255);
    }

    @Test
    void photographsAreKeptAsDifferences() throws IOException {
        int side = 40;
        byte[] pixels = new byte[side * side * 3];
        for (int i = 0; i < pixels.length; i++) {
            int x = i / 3 % side;
            int y = i / 3 / side;
            pixels[i] = (byte) (128 + 100 * Math.sin(x / 9.0 + i % 3) * Math.cos(y / 7.0));
        }

        byte[] png = PngImage.encode(pixels, 3, side, side);

        assertThat(png.length).isLessThan(pixels.length / 2);
        BufferedImage image = decode(png);
        for (int i = 0; i < pixels.length; i++) {
            assertThat(image.getRaster().getSample(i / 3 % side, i / 3 / side, i % 3))
                    .isEqualTo(pixels[i] & 0xff);
        }
    }

    private static BufferedImage decode(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }
}
