package org.bestiary.common.image;

import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** Windows bitmaps and Netpbm files. */
final class PlainSamples {
    private static final int[] TWO = {60, 200};

    private PlainSamples() {}

    static Stream<Sample> all() {
        BufferedImage smooth = JpegBytes.smooth(5, 4, false);
        return Stream.of(
                new Sample("colour.bmp", WrittenImages.bmp(smooth), 5, 0, WrittenImages.pixels(smooth)),
                Sample.grey("plain.pbm", text("P1\n# two\n3 1 101"), 3, 0, 255, 0),
                Sample.grey("plain.pgm", text("P2 2 1 100 30 100"), 2, 77, 255),
                Sample.colour("plain.ppm", text("P3 1 1 255\n9 8 7"), 1, 9, 8, 7),
                Sample.grey("bits.pbm", text("P4 9 1 \u00a0\u0080"), 9, 0, 255, 0, 255, 255, 255, 255, 255, 0),
                Sample.grey("grey.pgm", text("P5\n2 1\n255\n<\u00c8"), 2, TWO),
                Sample.grey("grey-16.pnm", text("P5\n1 1\n65535\nd\u00ff"), 1, 'd'),
                Sample.colour("colour.ppm", text("P6 1 1 255 abc"), 1, 'a', 'b', 'c'));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
