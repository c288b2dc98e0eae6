package org.bestiary.common.image;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** What files are that cannot be read, by their first bytes. */
final class ForeignKind {
    private static final String CONVERT = ", which cannot be read; convert it to JPEG or PNG.";
    private static final int LOOKED_AT = 1024;

    private record Signature(int at, String bytes, String what) {}

    /** In this order: the first that fits counts. */
    private static final List<Signature> IMAGES = List.of(
            new Signature(4, "ftypavif", "an AVIF image"),
            new Signature(4, "ftypavis", "an AVIF image"),
            new Signature(4, "ftyphei", "a HEIC image"),
            new Signature(4, "ftyphev", "a HEIC image"),
            new Signature(4, "ftypmif1", "a HEIF image"),
            new Signature(4, "ftypmsf1", "a HEIF image"),
            new Signature(4, "ftypcrx", "a camera's raw image (CR3)"),
            new Signature(0, "\0\0\0\u000cjP  \r\n\u0087\n", "a JPEG 2000 image"),
            new Signature(0, "\u00ff\u004f\u00ff\u0051", "a JPEG 2000 image"),
            new Signature(0, "\0\0\0\u000cJXL \r\n\u0087\n", "a JPEG XL image"),
            new Signature(0, "\u00ff\n", "a JPEG XL image"),
            new Signature(0, "II+\0", "a BigTIFF image"),
            new Signature(0, "MM\0+", "a BigTIFF image"),
            new Signature(0, "8BPS", "a Photoshop image"),
            new Signature(0, "gimp xcf", "a GIMP image"),
            new Signature(0, "\0\0\u0001\0", "an icon (ICO)"),
            new Signature(0, "qoif", "a QOI image"),
            new Signature(0, "v/1\u0001", "an OpenEXR image"),
            new Signature(0, "#?RADIANCE", "a Radiance HDR image"),
            new Signature(0, "SIMPLE  =", "a FITS image"),
            new Signature(0, "\u008aMNG", "an MNG animation"),
            new Signature(0, "P7\n", "a PAM image"),
            new Signature(128, "DICM", "a DICOM image"),
            new Signature(0, "%PDF", "a PDF document"),
            new Signature(0, "%!PS", "a PostScript document"));

    private static final List<Signature> OTHERS = List.of(
            new Signature(0, "\0\u0005\u0016\u0007", "a note of macOS about another file (AppleDouble)"),
            new Signature(
                    0, "version https://git-lfs", "a pointer of Git LFS in place of the file; fetch it (git lfs pull)"),
            new Signature(0, "\u0093NUMPY", "a NumPy array"),
            new Signature(0, "PK\u0003\u0004", "a zip archive"),
            new Signature(0, "\u001f\u008b", "packed by gzip"),
            new Signature(0, "7z\u00bc\u00af", "a 7z archive"),
            new Signature(0, "Rar!", "a RAR archive"),
            new Signature(4, "ftyp", "a video"),
            new Signature(0, "\u001aE\u00df\u00a3", "a video"),
            new Signature(8, "AVI ", "a video"));

    private ForeignKind() {}

    /**
     * Says what a file is that is no image of a kind that can be read.
     *
     * @param bytes of the file, at least one
     * @return the rest of a sentence that begins with its name
     */
    static String describe(byte[] bytes) {
        for (Signature signature : IMAGES) {
            if (Bytes.startsWith(bytes, signature.at(), signature.bytes())) {
                return "is " + signature.what() + CONVERT;
            }
        }
        String begin = new String(bytes, 0, Math.min(bytes.length, LOOKED_AT), StandardCharsets.ISO_8859_1)
                .toLowerCase(Locale.ROOT);
        if (begin.contains("<svg")) {
            return "is an SVG drawing" + CONVERT;
        }
        if (begin.contains("<html") || begin.contains("<!doctype html")) {
            return "is a page of HTML, not an image: it was probably saved in its place; fetch it again.";
        }
        for (Signature signature : OTHERS) {
            if (Bytes.startsWith(bytes, signature.at(), signature.bytes())) {
                return "is " + signature.what() + ", not an image.";
            }
        }
        if (begin.chars().allMatch(c -> c == 0)) {
            return "begins with zeros only: it was probably not copied whole; fetch it again.";
        }
        if (begin.chars().allMatch(c -> c >= ' ' && c != 0x7F || Character.isWhitespace(c))) {
            return "is text, not an image, whatever its name says.";
        }
        return "is not a " + ImageKind.list() + " image, whatever its name says.";
    }
}
