package org.bestiary.common.image;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.stream.Stream;

/** GIF and WebP files: frames, places, transparency. */
final class AnimatedSamples {
    private AnimatedSamples() {}

    static Stream<Sample> gif() {
        int[] white = {255, 255, 255};
        return Stream.of(
                Sample.colour(
                        "colours.gif",
                        GifBytes.canvas(2, 2).frame(0, 0, 2, false, 0, 1, 2, 3).end(),
                        2,
                        0,
                        0,
                        0,
                        255,
                        0,
                        0,
                        0,
                        255,
                        0,
                        0,
                        0,
                        255),
                Sample.colour(
                        "interlaced.gif",
                        GifBytes.canvas(1, 5)
                                .frame(0, 0, 1, true, 1, 3, 2, 0, 0)
                                .end(),
                        1,
                        255,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        255,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        255),
                Sample.colour(
                        "transparent.gif",
                        GifBytes.canvas(2, 1)
                                .transparent(3)
                                .frame(0, 0, 2, false, 3, 1)
                                .end(),
                        2,
                        255,
                        255,
                        255,
                        255,
                        0,
                        0),
                Sample.colour(
                        "offset-and-animated.gif",
                        GifBytes.canvas(3, 1)
                                .frame(1, 0, 1, false, 2)
                                .frame(0, 0, 3, false, 1, 1, 1)
                                .end(),
                        3,
                        255,
                        255,
                        255,
                        0,
                        255,
                        0,
                        255,
                        255,
                        255),
                Sample.colour(
                        "beyond-its-canvas.gif",
                        GifBytes.canvas(1, 1).frame(1, 0, 1, false, 1).end(),
                        2,
                        white[0],
                        white[1],
                        white[2],
                        255,
                        0,
                        0),
                Sample.flat(
                        "many-codes.gif",
                        GifBytes.canvas(40, 30)
                                .frame(0, 0, 40, false, new int[1200])
                                .end(),
                        40,
                        30,
                        0,
                        0,
                        0,
                        0));
    }

    static Stream<Sample> webp() {
        int[] green = {20, 220};
        byte[] two = WebpBytes.lossless(2, 10, green, 30, 255, 0, 1);
        int[] colours = {10, 20, 30, 10, 220, 30};
        byte[] half = new byte[65]; // how it is stored (as it is), then the values
        Arrays.fill(half, 1, 65, (byte) 128);
        return Stream.of(
                Sample.colour("lossless.webp", WebpBytes.file(two), 2, colours),
                Sample.colour(
                        "alpha.webp",
                        WebpBytes.file(WebpBytes.lossless(2, 10, green, 30, 51, 0, 1)),
                        2,
                        206,
                        208,
                        210,
                        206,
                        248,
                        210),
                Sample.flat("lossy.webp", WebpBytes.file(WebpBytes.lossy()), 8, 8, 2, 201, 90, 32),
                Sample.flat(
                        "lossy-alpha.webp",
                        WebpBytes.file(WebpBytes.extended(16, 8, 8), WebpBytes.chunk("ALPH", half), WebpBytes.lossy()),
                        8,
                        8,
                        2,
                        228,
                        172,
                        143),
                Sample.colour(
                        "profile.webp",
                        WebpBytes.file(
                                WebpBytes.extended(32, 2, 1), WebpBytes.chunk("ICCP", new byte[] {1, 2, 3}), two),
                        2,
                        colours),
                Sample.colour(
                        "animated.webp",
                        WebpBytes.file(
                                WebpBytes.extended(2, 4, 1),
                                WebpBytes.chunk("ANIM", new byte[6]),
                                WebpBytes.chunk("ANMF", frame(1, 2, two)),
                                WebpBytes.chunk("ANMF", frame(0, 2, two))),
                        4,
                        255,
                        255,
                        255,
                        255,
                        255,
                        255,
                        10,
                        20,
                        30,
                        10,
                        220,
                        30),
                // A large image of few bytes is no attack.
                Sample.flat(
                        "flat.webp",
                        WebpBytes.file(WebpBytes.lossless(600, 10, green, 30, 255, new int[600 * 400])),
                        600,
                        400,
                        0,
                        10,
                        20,
                        30));
    }

    private static byte[] frame(int left, int width, byte[] image) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(new byte[] {(byte) left, 0, 0, 0, 0, 0, (byte) (width - 1), 0, 0, 0, 0, 0, 9, 0, 0, 0});
        content.writeBytes(image);
        return content.toByteArray();
    }
}
