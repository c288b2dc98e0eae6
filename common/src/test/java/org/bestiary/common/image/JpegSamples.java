package org.bestiary.common.image;

import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** JPEG files by what their markers say of the colours. */
final class JpegSamples {
    private JpegSamples() {}

    static Stream<Sample> all() {
        BufferedImage image = JpegBytes.smooth(40, 30, false);
        byte[] plain = JpegBytes.file(image, false);
        int[] pixels = WrittenImages.pixels(image);
        byte[] yellow = JpegBytes.flat(16, 16, 210, 100, 150); // brightness and differences
        return Stream.of(
                new Sample("baseline.jpg", plain, 40, 4, pixels),
                new Sample("progressive.jpg", JpegBytes.file(image, true), 40, 4, pixels),
                new Sample(
                        "grey.jfif",
                        JpegBytes.file(JpegBytes.smooth(40, 30, true), false),
                        40,
                        2,
                        WrittenImages.pixels(JpegBytes.smooth(40, 30, true))),
                new Sample(
                        "damaged-profile.jpg",
                        JpegBytes.with(
                                0xE2, "ICC_PROFILE\0\1\1no profile".getBytes(StandardCharsets.ISO_8859_1), plain),
                        40,
                        4,
                        pixels),
                new Sample("no-jfif.jpg", JpegBytes.without(0xE0, plain), 40, 4, pixels),
                new Sample("jpeg-named.png", plain, 40, 4, pixels),
                // Like Pillow: 1.402 * 22 more red, 0.344 * 28 - 0.714 * 22 more green, 1.772 * 28 less blue.
                Sample.flat("differences.jpg", yellow, 16, 16, 1, 241, 204, 160),
                Sample.flat("stored-as-rgb.jpg", JpegBytes.withAdobe(0, yellow), 16, 16, 1, 210, 100, 150),
                Sample.flat(
                        "inks.jpg",
                        JpegBytes.withAdobe(0, JpegBytes.flat(16, 16, 255, 77, 38, 200)),
                        16,
                        16,
                        1,
                        200,
                        60,
                        30),
                Sample.flat("inks-unmarked.jpg", JpegBytes.flat(16, 16, 255, 77, 38, 200), 16, 16, 1, 200, 60, 30),
                // Brightness 124 with these differences is the red, green, blue of (0, 178, 217), the inks of the
                // above.
                Sample.flat(
                        "ycck.jpg",
                        JpegBytes.withAdobe(2, JpegBytes.flat(16, 16, 129, 178, 36, 200)),
                        16,
                        16,
                        2,
                        200,
                        60,
                        30),
                Sample.flat(
                        "unknown-transform.jpg",
                        JpegBytes.withAdobe(1, JpegBytes.flat(16, 16, 129, 178, 36, 200)),
                        16,
                        16,
                        2,
                        200,
                        60,
                        30));
    }
}
