package org.bestiary.common.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Files that give no pixels, each with what is said behind its name. */
final class BadImages {
    static final String CUT = "ends too early: the image is cut off.";
    private static final byte[] PHOTO = JpegBytes.file(JpegBytes.smooth(64, 64, false), false);
    private static final int SOF = 0xC0;

    private BadImages() {}

    /** A file and what is said of it. */
    @SuppressWarnings("ArrayRecordComponent") // read, not compared
    record Bad(String name, byte[] file, String message) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Bad> all() {
        return Stream.of(foreign(), jpeg(), png(), gif(), webp(), tiff(), plain())
                .flatMap(s -> s)
                .toList();
    }

    private static Bad bad(String name, byte[] file, String message) {
        return new Bad(name, file, message);
    }

    private static Bad foreign(String name, String begin, String what) {
        byte[] file = Arrays.copyOf(begin.getBytes(StandardCharsets.ISO_8859_1), Math.max(40, begin.length()));
        return bad(name, file, "is " + what + ", which cannot be read; convert it to JPEG or PNG.");
    }

    private static Bad no(String name, String text, String message) {
        return bad(name, text.getBytes(StandardCharsets.ISO_8859_1), message);
    }

    private static Stream<Bad> foreign() {
        return Stream.of(
                foreign("phone.jpg", "\0\0\0\u0018ftypheic", "a HEIC image"),
                foreign("phone.heif", "\0\0\0\u0018ftypmif1", "a HEIF image"),
                foreign("small.png", "\0\0\0\u0018ftypavif", "an AVIF image"),
                foreign("scan.jp2", "\0\0\0\u000cjP  \r\n\u0087\n", "a JPEG 2000 image"),
                foreign("new.jxl", "\u00ff\n", "a JPEG XL image"),
                foreign("logo.svg", "<?xml version='1.0'?>\n<SVG xmlns=''>", "an SVG drawing"),
                foreign("layers.psd", "8BPS", "a Photoshop image"),
                foreign("favicon.png", "\0\0\u0001\0", "an icon (ICO)"),
                foreign("slide.tif", "II+\0\u0008\0", "a BigTIFF image"),
                foreign("paper.jpg", "%PDF-1.4", "a PDF document"),
                no("zip.jpg", "PK\u0003\u0004", "is a zip archive, not an image."),
                no("clip.jpg", "\0\0\0\u0018ftypisom", "is a video, not an image."),
                no(
                        "._cat.jpg",
                        "\0\u0005\u0016\u0007\0",
                        "is a note of macOS about another file (AppleDouble), not an image."),
                no(
                        "pointer.jpg",
                        "version https://git-lfs.github.com/spec/v1\n",
                        "is a pointer of Git LFS in place of the file; fetch it (git lfs pull), not an image."),
                no("text.jpg", "only text", "is text, not an image, whatever its name says."),
                no(
                        "page.jpg",
                        "<!DOCTYPE html><p>404",
                        "is a page of HTML, not an image: it was probably saved in its place; fetch it again."),
                bad(
                        "zeros.jpg",
                        new byte[5000],
                        "begins with zeros only: it was probably not copied whole; fetch it again."),
                bad(
                        "noise.jpg",
                        new byte[] {1, -2, 3, -4},
                        "is not a JPEG, PNG, GIF, BMP, WebP, TIFF or PNM image, whatever its name says."));
    }

    private static Stream<Bad> jpeg() {
        String ordinary = ", which is not supported; save it as an ordinary JPEG or PNG.";
        byte[] progressive = JpegBytes.file(JpegBytes.smooth(64, 64, false), true);
        return Stream.of(
                bad("half.jpg", Arrays.copyOf(PHOTO, PHOTO.length / 2), CUT),
                bad("head.jpg", Arrays.copyOf(PHOTO, 30), CUT),
                bad("two-bytes.jpg", Arrays.copyOf(PHOTO, 3), CUT),
                bad("progressive-half.jpg", Arrays.copyOf(progressive, progressive.length * 3 / 4), CUT),
                bad(
                        "twelve-bits.jpg",
                        JpegBytes.patched(SOF, 4, 12, PHOTO),
                        "is a JPEG of 12 bits per value" + ordinary),
                bad(
                        "arithmetic.jpg",
                        JpegBytes.patched(SOF, 1, 0xC9, PHOTO),
                        "is a JPEG with arithmetic coding" + ordinary),
                bad("lossless.jpg", JpegBytes.patched(SOF, 1, 0xC3, PHOTO), "is a lossless JPEG" + ordinary),
                bad("hierarchical.jpg", JpegBytes.patched(SOF, 1, 0xC5, PHOTO), "is a hierarchical JPEG" + ordinary),
                bad("ls.jpg", JpegBytes.patched(SOF, 1, 0xF7, PHOTO), "is a JPEG-LS image" + ordinary),
                bad("two-components.jpg", JpegBytes.flat(8, 8, 1, 2), "is a JPEG of 2 components" + ordinary),
                bad("no-frame.jpg", JpegBytes.without(SOF, PHOTO), "is damaged: it has no frame header."),
                bad("no-image.jpg", new byte[] {-1, -40, -1, -39}, "is damaged: it has no image."),
                bad("no-height.jpg", JpegBytes.patched(SOF, 6, 0, PHOTO), "is damaged: its header says 64x0 pixels."),
                bad(
                        "huge.jpg",
                        JpegBytes.patched(SOF, 7, 0xFF, JpegBytes.patched(SOF, 5, 0xFF, PHOTO)),
                        "must be at most 16384 pixels wide and high and 100 megapixels, found 65344x65344."),
                bad(
                        "many-scans.jpg",
                        scans(600, progressive),
                        "is a JPEG of 600 scans of 64x64 pixels, more than any camera or program writes."),
                bad(
                        "no-tables.jpg",
                        JpegBytes.without(0xDB, PHOTO),
                        "cannot be decoded: Quantization table 0x00 was not defined."));
    }

    /** With a scan repeated. */
    private static byte[] scans(int count, byte[] jpeg) {
        int scan = JpegBytes.find(0xDA, jpeg);
        byte[] empty = {-1, (byte) 0xDA, 0, 8, 1, 1, 0, 0, 0, 0};
        ByteBuffer buffer = ByteBuffer.allocate(scan + count * empty.length + 2).put(jpeg, 0, scan);
        for (int i = 0; i < count; i++) {
            buffer.put(empty);
        }
        return buffer.put(new byte[] {-1, -39}).array();
    }

    private static Stream<Bad> png() {
        byte[] whole = PngBytes.file(40, 40, 8, 0, new int[1600]);
        byte[] wrong = whole.clone();
        wrong[50]++;
        return Stream.of(
                bad("checksum.png", wrong, "is damaged: the checksum of its chunk IDAT is wrong."),
                bad("half.png", Arrays.copyOf(whole, whole.length / 2), CUT),
                bad(
                        "few-rows.png",
                        PngBytes.header(4, 9, 8, 0).rows(2, 8, new int[8]).end(),
                        CUT),
                bad(
                        "huge.png",
                        PngBytes.header(Integer.MAX_VALUE, 1, 8, 0)
                                .rows(1, 8, 1)
                                .end(),
                        "must be at most 16384 pixels wide and high and 100 megapixels, found 2147483647x1."),
                bad(
                        "bomb.png",
                        PngBytes.header(16_384, 16_384, 8, 6)
                                .rows(1, 8, new int[1000])
                                .end(),
                        "must be at most 16384 pixels wide and high and 100 megapixels, found 16384x16384."),
                bad(
                        "nothing.png",
                        PngBytes.header(0, 3, 8, 0).rows(1, 8, 1).end(),
                        "is damaged: its header says 0x3 pixels."),
                bad("no-data.png", PngBytes.header(1, 1, 8, 0).end(), "is damaged: it has no image."),
                bad(
                        "no-header.png",
                        Arrays.copyOf(PngBytes.header(1, 1, 8, 0).bytes(), 8),
                        "is damaged: it has no header."),
                bad("no-palette.png", PngBytes.file(1, 1, 8, 3, 0), "is damaged: its palette is missing."),
                bad(
                        "beyond-palette.png",
                        PngBytes.header(1, 1, 8, 3)
                                .chunk("PLTE", new byte[6])
                                .rows(1, 8, 7)
                                .end(),
                        "is damaged: a pixel names colour 7 of a table of 2 colours."),
                bad(
                        "apple.png",
                        PngBytes.header(1, 1, 8, 2).chunk("CgBI", new byte[4]).end(),
                        "has the chunk 'CgBI', which standard PNG does not have (Apple's programs write CgBI); save it as an"
                                + " ordinary PNG."),
                bad(
                        "two-headers.png",
                        PngBytes.header(1, 1, 8, 2).chunk("IHDR", new byte[13]).end(),
                        "is damaged: its header is not one of 13 bytes."),
                bad(
                        "depth.png",
                        PngBytes.file(1, 1, 3, 2, 1, 1, 1),
                        "cannot be decoded: Bit depth must be 1, 2, 4, 8, or 16!."),
                bad(
                        "not-packed.png",
                        PngBytes.header(1, 1, 8, 0).chunk("IDAT", new byte[9]).end(),
                        "cannot be decoded: unknown compression method."));
    }

    private static Stream<Bad> gif() {
        byte[] whole =
                GifBytes.canvas(20, 20).frame(0, 0, 20, false, new int[400]).end();
        byte[] table = whole.clone();
        table[10] = 0;
        return Stream.of(
                bad("half.gif", Arrays.copyOf(whole, 100), CUT),
                bad("head.gif", Arrays.copyOf(whole, 8), CUT),
                bad(
                        "few-codes.gif",
                        GifBytes.canvas(9, 9)
                                .begin(0, 0, 9, 9, false)
                                .codes(1, 2)
                                .end(),
                        CUT),
                bad("no-image.gif", GifBytes.canvas(9, 9).end(), "is damaged: it has no image."),
                bad(
                        "early-code.gif",
                        GifBytes.canvas(1, 1).begin(0, 0, 1, 1, false).codes(7).end(),
                        "is damaged: a code is used before it is made."),
                bad(
                        "huge.gif",
                        GifBytes.canvas(65_535, 65_535).frame(0, 0, 1, false, 1).end(),
                        "must be at most 16384 pixels wide and high and 100 megapixels, found 65535x65535."));
    }

    private static Stream<Bad> webp() {
        byte[] two = WebpBytes.lossless(2, 10, new int[] {20, 220}, 30, 255, 0, 1);
        byte[] many = WebpBytes.lossless(20, 10, new int[] {20, 220}, 30, 255, new int[400]);
        byte[] whole = WebpBytes.file(two);
        ByteBuffer frame = ByteBuffer.allocate(16 + two.length).put(0, (byte) 2);
        frame.position(16).put(two);
        return Stream.of(
                bad("half.webp", Arrays.copyOf(whole, whole.length - 4), CUT),
                bad(
                        "no-image.webp",
                        WebpBytes.file(WebpBytes.chunk("EXIF", new byte[4])),
                        "is damaged: its header says 0x0 pixels."),
                bad("no-frame.webp", WebpBytes.file(WebpBytes.extended(2, 4, 4)), "is damaged: it has no frame."),
                bad(
                        "beyond.webp",
                        WebpBytes.file(WebpBytes.extended(2, 2, 1), WebpBytes.chunk("ANMF", frame.array())),
                        "is damaged: its first frame reaches beyond the canvas."),
                bad(
                        "few-pixels.webp",
                        WebpBytes.file(WebpBytes.chunk("VP8L", Arrays.copyOfRange(many, 8, many.length - 20))),
                        CUT));
    }

    private static Stream<Bad> tiff() {
        String saved = ", which is not supported; save it with 8 or 16 bits in grey or RGB, packed by LZW or Deflate.";
        byte[] four = new byte[4];
        byte[] elsewhere = TiffBytes.image(1, 1, 1, 8, 1, four).file();
        ByteBuffer.wrap(elsewhere).order(ByteOrder.LITTLE_ENDIAN).putInt(4, 1_000_000);
        return Stream.of(
                bad(
                        "float.tif",
                        TiffBytes.image(1, 1, 1, 32, 1, four).set(339, 3).file(),
                        "is a TIFF with floating-point values, which do not say what is black and what is white"
                                + saved),
                bad(
                        "signed.tif",
                        TiffBytes.image(1, 1, 1, 8, 1, four).set(339, 2).file(),
                        "is a TIFF with values with a sign" + saved),
                bad(
                        "wide.tif",
                        TiffBytes.image(1, 1, 1, 32, 1, four).file(),
                        "is a TIFF with 32 bits per value" + saved),
                bad("lab.tif", TiffBytes.image(1, 1, 8, 8, 3, four).file(), "is a TIFF with L*a*b* colours" + saved),
                bad(
                        "raw.tif",
                        TiffBytes.image(1, 1, 32_803, 8, 1, four).file(),
                        "is a TIFF with values of a camera's sensor" + saved),
                bad(
                        "packed.tif",
                        TiffBytes.image(1, 1, 1, 8, 1, four).set(259, 50_000).file(),
                        "is a TIFF with compression 50000" + saved),
                bad(
                        "strip.tif",
                        TiffBytes.image(9, 9, 1, 8, 1, four).set(279, 9000).file(),
                        CUT),
                bad("directory.tif", elsewhere, CUT),
                bad(
                        "many-tiles.tif",
                        TiffBytes.image(1, 1, 1, 8, 1, four)
                                .set(322, Integer.MAX_VALUE)
                                .set(323, 16)
                                .set(324, 8)
                                .file(),
                        "is damaged: its tiles are 2147483647 pixels wide or high."),
                bad(
                        "huge.tif",
                        TiffBytes.image(-1, -1, 1, 8, 1, four).file(),
                        "must be at most 16384 pixels wide and high and 100 megapixels, found 134217727x134217727."),
                bad(
                        "values.tif",
                        TiffBytes.image(1, 1, 2, 8, 1, four).file(),
                        "is damaged: it says that a pixel has 1 values."));
    }

    private static Stream<Bad> plain() {
        byte[] bmp = WrittenImages.bmp(JpegBytes.smooth(9, 9, false));
        byte[] huge = bmp.clone();
        huge[20] = 1;
        byte[] jpeg = bmp.clone();
        jpeg[30] = 4;
        return Stream.of(
                bad("half.bmp", Arrays.copyOf(bmp, bmp.length / 2), CUT),
                bad("huge.bmp", huge, "must be at most 16384 pixels wide and high and 100 megapixels, found 65545x9."),
                bad(
                        "jpeg.bmp",
                        jpeg,
                        "is a BMP around a JPEG or PNG, which is not supported; save it as one of these."),
                no("half.ppm", "P6 9 9 255 abc", CUT),
                no("letters.pgm", "P2 2 x", "is damaged: a number is expected at byte 5."),
                no("above.pgm", "P2 1 1 9 10", "is damaged: a value of 10 is above the stated largest, 9."),
                no("zero.pgm", "P2 1 1 0 0", "is damaged: its largest value must be from 1 to 65535, found 0."),
                no(
                        "huge.pgm",
                        "P5 99999999999 1 255 a",
                        "must be at most 16384 pixels wide and high and 100 megapixels, found 2147483647x1."));
    }
}
