package org.bestiary.common.image;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** PNG files of every colour type and depth. */
final class PngSamples {
    private static final int[] TWO = {60, 200};

    private PngSamples() {}

    static Stream<Sample> all() {
        int[] colours = {10, 20, 30, 250, 240, 230, 1, 2, 3, 99, 98, 97};
        byte[] palette = {10, 20, 30, (byte) 250, (byte) 240, (byte) 230};
        byte[] plain = PngBytes.file(2, 2, 8, 2, colours);
        return Stream.of(
                Sample.colour("colour.png", plain, 2, colours),
                new Sample(
                        "interlaced.png",
                        WrittenImages.interlacedPng(JpegBytes.smooth(40, 30, false)),
                        40,
                        0,
                        WrittenImages.pixels(JpegBytes.smooth(40, 30, false))),
                Sample.grey("grey-1.png", PngBytes.file(4, 1, 1, 0, 0, 1, 1, 0), 4, 0, 255, 255, 0),
                Sample.grey("grey-2.png", PngBytes.file(4, 1, 2, 0, 0, 1, 2, 3), 4, 0, 85, 170, 255),
                Sample.grey("grey-4.png", PngBytes.file(3, 1, 4, 0, 0, 6, 15), 3, 0, 102, 255),
                Sample.grey("grey-8.png", PngBytes.file(3, 1, 8, 0, 0, 100, 255), 3, 0, 100, 255),
                Sample.grey("grey-16.png", PngBytes.file(3, 1, 16, 0, 0x64FF, 100 * 257, 0xFFFF), 3, 100, 100, 255),
                Sample.grey(
                        "grey-alpha-8.png", PngBytes.file(3, 1, 8, 4, 100, 255, 100, 0, 100, 128), 3, 100, 255, 177),
                Sample.grey("grey-alpha-16.png", PngBytes.file(2, 1, 16, 4, 25_700, 65_535, 25_700, 0), 2, 100, 255),
                Sample.colour("colour-16.png", PngBytes.file(1, 1, 16, 2, 0x01FF, 0x8000, 0xFFFF), 1, 0x01, 0x80, 0xFF),
                Sample.colour(
                        "alpha.png",
                        PngBytes.file(3, 1, 8, 6, 9, 8, 7, 255, 9, 8, 7, 0, 200, 100, 50, 51),
                        3,
                        new int[] {9, 8, 7, 255, 255, 255, 244, 224, 214}),
                Sample.colour(
                        "alpha-16.png",
                        PngBytes.file(2, 1, 16, 6, 2570, 5140, 7710, 65_535, 1, 1, 1, 0),
                        2,
                        10,
                        20,
                        30,
                        255,
                        255,
                        255),
                Sample.colour(
                        "palette.png",
                        PngBytes.header(3, 1, 4, 3)
                                .chunk("PLTE", palette)
                                .rows(1, 4, 1, 0, 1)
                                .end(),
                        3,
                        250,
                        240,
                        230,
                        10,
                        20,
                        30,
                        250,
                        240,
                        230),
                Sample.colour(
                        "palette-alpha.png",
                        PngBytes.header(2, 1, 8, 3)
                                .chunk("PLTE", palette)
                                .chunk("tRNS", (byte) 0)
                                .rows(1, 8, 0, 1)
                                .end(),
                        2,
                        255,
                        255,
                        255,
                        250,
                        240,
                        230),
                Sample.grey(
                        "grey-2-transparent.png",
                        PngBytes.header(4, 1, 2, 0)
                                .chunk("tRNS", (byte) 0, (byte) 1)
                                .rows(1, 2, 0, 1, 2, 3)
                                .end(),
                        4,
                        0,
                        255,
                        170,
                        255),
                Sample.colour(
                        "colour-16-transparent.png",
                        PngBytes.header(2, 1, 16, 2)
                                .chunk("tRNS", new byte[] {2, 0, 4, 0, 6, 0})
                                .rows(1, 16, 0x0200, 0x0400, 0x0600, 0x0201, 0x0400, 0x0600)
                                .end(),
                        2,
                        255,
                        255,
                        255,
                        2,
                        4,
                        6),
                Sample.grey(
                        "gamma-and-profile.png",
                        PngBytes.header(2, 1, 8, 0)
                                .chunk("gAMA", new byte[] {0, 1, (byte) 0x86, (byte) 0xA0})
                                .chunk("iCCP", "no profile".getBytes(StandardCharsets.ISO_8859_1))
                                .rows(1, 8, TWO)
                                .end(),
                        2,
                        TWO),
                Sample.grey(
                        "animated.png",
                        PngBytes.header(2, 1, 8, 0)
                                .chunk("acTL", new byte[] {0, 0, 0, 2, 0, 0, 0, 0})
                                .rows(1, 8, TWO)
                                .chunk("fcTL", new byte[26])
                                .chunk("fdAT", new byte[20])
                                .end(),
                        2,
                        TWO),
                Sample.grey(
                        "without-end.png",
                        PngBytes.header(2, 1, 8, 0).rows(1, 8, TWO).bytes(),
                        2,
                        TWO),
                Sample.grey("png-named.jpg", PngBytes.file(2, 1, 8, 0, TWO), 2, TWO));
    }
}
