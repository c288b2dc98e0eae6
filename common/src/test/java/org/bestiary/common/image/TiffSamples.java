package org.bestiary.common.image;

import java.util.stream.Stream;

/** TIFF files by packing, colours and depth. */
final class TiffSamples {
    private static final int[] TWO = {60, 200};

    private TiffSamples() {}

    static Stream<Sample> all() {
        byte[] rgb = {1, 2, 3, (byte) 200, (byte) 201, (byte) 202};
        int[] colours = {1, 2, 3, 200, 201, 202};
        return Stream.of(
                Sample.colour("colour.tif", TiffBytes.image(2, 1, 2, 8, 3, rgb).file(), 2, colours),
                Sample.colour(
                        "deflate.tif",
                        TiffBytes.image(2, 1, 2, 8, 3, PngBytes.deflated(rgb))
                                .set(259, 8)
                                .file(),
                        2,
                        colours),
                Sample.colour(
                        "packbits.tif",
                        TiffBytes.image(2, 1, 2, 8, 3, new byte[] {2, 1, 2, 3, 2, (byte) 200, (byte) 201, (byte) 202})
                                .set(259, 32_773)
                                .file(),
                        2,
                        colours),
                new Sample(
                        "lzw.tif",
                        WrittenImages.tiff(JpegBytes.smooth(40, 30, false), "LZW"),
                        40,
                        0,
                        WrittenImages.pixels(JpegBytes.smooth(40, 30, false))),
                new Sample(
                        "jpeg.tif",
                        WrittenImages.tiff(JpegBytes.smooth(40, 30, false), "JPEG"),
                        40,
                        12,
                        WrittenImages.pixels(JpegBytes.smooth(40, 30, false))),
                Sample.colour(
                        "planes.tif",
                        TiffBytes.image(2, 1, 2, 8, 3, new byte[] {1, (byte) 200, 2, (byte) 201, 3, (byte) 202})
                                .set(278, 1)
                                .set(TiffDirectory.STRIP_OFFSETS, 8, 10, 12)
                                .set(TiffDirectory.STRIP_BYTES, 2, 2, 2)
                                .set(284, 2)
                                .file(),
                        2,
                        colours),
                Sample.grey(
                        "grey.tif",
                        TiffBytes.image(2, 1, 1, 8, 1, (byte) 60, (byte) 200).file(),
                        2,
                        TWO),
                Sample.grey(
                        "white-is-zero.tif",
                        TiffBytes.image(2, 1, 0, 8, 1, (byte) 60, (byte) 200).file(),
                        2,
                        195,
                        55),
                Sample.grey(
                        "bits.tif",
                        TiffBytes.image(3, 1, 1, 1, 1, (byte) 0b10100000).file(),
                        3,
                        255,
                        0,
                        255),
                Sample.grey(
                        "grey-4.tif",
                        TiffBytes.image(2, 1, 1, 4, 1, (byte) 0x6F).file(),
                        2,
                        102,
                        255),
                Sample.grey(
                        "grey-12.tif",
                        TiffBytes.image(2, 1, 1, 12, 1, (byte) 0x64, (byte) 0xFC, (byte) 0x8F)
                                .file(),
                        2,
                        0x64,
                        0xC8),
                Sample.grey(
                        "grey-16.tif",
                        TiffBytes.image(1, 1, 1, 16, 1, (byte) 0xFF, (byte) 0x64)
                                .file(),
                        1,
                        0x64),
                Sample.colour(
                        "palette.tif",
                        TiffBytes.image(2, 1, 3, 1, 1, (byte) 0b01000000)
                                .set(TiffDirectory.COLOUR_MAP, 0, 0xFFFF, 0x1100, 0x2200, 0, 0x3300)
                                .file(),
                        2,
                        0,
                        0x11,
                        0,
                        255,
                        0x22,
                        0x33),
                Sample.colour(
                        "inks.tif",
                        TiffBytes.image(1, 1, 5, 8, 4, (byte) 0, (byte) 178, (byte) 217, (byte) 55)
                                .file(),
                        1,
                        200,
                        60,
                        30),
                Sample.colour(
                        "alpha.tif",
                        TiffBytes.image(1, 1, 2, 8, 4, (byte) 200, (byte) 100, (byte) 50, (byte) 51)
                                .set(TiffDirectory.EXTRA_SAMPLES, 2)
                                .file(),
                        1,
                        244,
                        224,
                        214),
                Sample.colour(
                        "multiplied-alpha.tif",
                        TiffBytes.image(1, 1, 2, 8, 4, (byte) 40, (byte) 20, (byte) 10, (byte) 51)
                                .set(TiffDirectory.EXTRA_SAMPLES, 1)
                                .file(),
                        1,
                        244,
                        224,
                        214),
                Sample.grey(
                        "grey-alpha.tif",
                        TiffBytes.image(1, 1, 1, 8, 2, (byte) 100, (byte) 0)
                                .set(TiffDirectory.EXTRA_SAMPLES, 2)
                                .file(),
                        1,
                        255),
                Sample.colour(
                        "unnamed-fourth-value.tif",
                        TiffBytes.image(1, 1, 2, 8, 4, (byte) 9, (byte) 8, (byte) 7, (byte) 0)
                                .set(TiffDirectory.EXTRA_SAMPLES, 0)
                                .file(),
                        1,
                        9,
                        8,
                        7),
                Sample.flat(
                        "flat.tif",
                        TiffBytes.image(600, 400, 2, 8, 3, PngBytes.deflated(new byte[600 * 400 * 3]))
                                .set(259, 8)
                                .file(),
                        600,
                        400,
                        0,
                        0,
                        0,
                        0));
    }
}
