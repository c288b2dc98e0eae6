package org.bestiary.common.image;

/** Turns what a camera stored into what is upright, by the orientation that EXIF gives. */
final class Orientation {
    static final int UPRIGHT = 1;
    private static final int TAG = 0x0112;
    private static final int SHORT = 3;

    private Orientation() {}

    /**
     * Reads the orientation of an EXIF block, which is laid out like a TIFF file.
     *
     * @param exif the block, from its byte order mark
     * @return 1 to 8; 1 if it is not given, or the block is damaged
     */
    static int of(byte[] exif) {
        boolean little = Bytes.startsWith(exif, 0, "II*\0");
        if (!little && !Bytes.startsWith(exif, 0, "MM\0*")) {
            return UPRIGHT;
        }
        try {
            Bytes bytes = new Bytes(exif, little);
            long directory = bytes.u32(4);
            int entries = bytes.u16(directory);
            for (int i = 0; i < entries; i++) {
                long entry = directory + 2 + 12L * i;
                if (bytes.u16(entry) == TAG && bytes.u16(entry + 2) == SHORT) {
                    return valid(bytes.u16(entry + 8));
                }
            }
            return UPRIGHT;
        } catch (Undecodable damaged) {
            return UPRIGHT; // the pixels are whole without it
        }
    }

    /** The number, or 1 if it is none that EXIF knows. */
    static int valid(int orientation) {
        return orientation >= 1 && orientation <= 8 ? orientation : UPRIGHT;
    }

    /**
     * Turns and mirrors.
     *
     * @param image as it is stored
     * @param orientation 1 to 8, as in EXIF
     * @return as it is to be seen
     */
    static RgbImage upright(RgbImage image, int orientation) {
        if (orientation == UPRIGHT) {
            return image;
        }
        int height = image.height();
        int width = image.width();
        boolean lies = orientation >= 5; // rows become columns
        boolean fromRight = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
        boolean fromBottom = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
        int outHeight = lies ? width : height;
        int outWidth = lies ? height : width;
        byte[] from = image.pixels();
        byte[] to = new byte[from.length];
        for (int y = 0, at = 0; y < outHeight; y++) {
            for (int x = 0; x < outWidth; x++, at += 3) {
                int column = lies ? y : x;
                int row = lies ? x : y;
                column = fromRight ? width - 1 - column : column;
                row = fromBottom ? height - 1 - row : row;
                int source = (row * width + column) * 3;
                to[at] = from[source];
                to[at + 1] = from[source + 1];
                to[at + 2] = from[source + 2];
            }
        }
        return new RgbImage(outHeight, outWidth, to);
    }
}
