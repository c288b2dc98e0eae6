package org.bestiary.common.image;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kinds of image files that can be read. A file is of the kind that its first bytes say, whatever its name. */
public enum ImageKind {
    /** Photographs: baseline and progressive, grey, colour and inks, 8 bits. */
    JPEG("JPEG", "jpg", "jpeg", "jpe", "jfif"),
    /** All colour types and depths; of an animated one the still image. */
    PNG("PNG", "png", "apng"),
    /** The first frame, on a canvas of the size that the file states. */
    GIF("GIF", "gif"),
    /** Windows bitmaps. */
    BMP("BMP", "bmp", "dib"),
    /** Lossy and lossless; of an animated one the first frame. */
    WEBP("WebP", "webp"),
    /** Up to 16 bits, the first page. */
    TIFF("TIFF", "tif", "tiff"),
    /** Netpbm's PBM, PGM and PPM, as text and as bytes. */
    PNM("PNM", "pbm", "pgm", "ppm", "pnm");

    private final String label;
    private final List<String> endings;

    ImageKind(String label, String... endings) {
        this.label = label;
        this.endings = List.of(endings);
    }

    /**
     * Its name for people.
     *
     * @return such as {@code WebP}
     */
    public String label() {
        return label;
    }

    /**
     * What the names of its files end in.
     *
     * @return lower case, without the dot
     */
    public List<String> endings() {
        return endings;
    }

    /**
     * All kinds in a sentence.
     *
     * @return {@code JPEG, PNG, GIF, BMP, WebP, TIFF or PNM}
     */
    public static String list() {
        List<String> labels = Stream.of(values()).map(ImageKind::label).toList();
        int last = labels.size() - 1;
        return labels.stream().limit(last).collect(Collectors.joining(", ")) + " or " + labels.get(last);
    }

    /**
     * The kind that the ending of a name promises.
     *
     * @param name of a file, without folders
     * @return the kind, or nothing if the ending is none of an image that can be read
     */
    public static Optional<ImageKind> ofName(String name) {
        int dot = name.lastIndexOf('.');
        String ending = dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
        return Stream.of(values()).filter(kind -> kind.endings.contains(ending)).findFirst();
    }

    /**
     * The kind that the first bytes of a file say.
     *
     * @param bytes of the file, at least the first 16 if it has as many
     * @return the kind, or nothing if it is none of these
     */
    public static Optional<ImageKind> of(byte[] bytes) {
        if (Bytes.startsWith(bytes, 0, "\u00ff\u00d8\u00ff")) {
            return Optional.of(JPEG);
        }
        if (Bytes.startsWith(bytes, 0, "\u0089PNG\r\n\u001a\n")) {
            return Optional.of(PNG);
        }
        if (Bytes.startsWith(bytes, 0, "GIF87a") || Bytes.startsWith(bytes, 0, "GIF89a")) {
            return Optional.of(GIF);
        }
        if (Bytes.startsWith(bytes, 0, "BM") && bytes.length >= 26) {
            return Optional.of(BMP);
        }
        if (Bytes.startsWith(bytes, 0, "RIFF") && Bytes.startsWith(bytes, 8, "WEBP")) {
            return Optional.of(WEBP);
        }
        if (Bytes.startsWith(bytes, 0, "II*\0") || Bytes.startsWith(bytes, 0, "MM\0*")) {
            return Optional.of(TIFF);
        }
        boolean netpbm = bytes.length > 2
                && bytes[0] == 'P'
                && bytes[1] >= '1'
                && bytes[1] <= '6'
                && (Character.isWhitespace(bytes[2]) || bytes[2] == '#');
        return netpbm ? Optional.of(PNM) : Optional.empty();
    }
}
