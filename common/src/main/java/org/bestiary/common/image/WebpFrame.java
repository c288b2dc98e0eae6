package org.bestiary.common.image;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The chunks of a WebP file, or of one frame of an animation. */
final class WebpFrame {
    private static final int ALPHA = 1 << 4;

    private final Bytes bytes;
    private long lossy = -1;
    private long lossless = -1;
    private long alpha = -1;
    private long animation = -1;
    private int orientation = Orientation.UPRIGHT;
    private int left;
    private int top;
    private int width;
    private int height;

    /**
     * Reads chunks.
     *
     * @param bytes of the file
     * @param from where the first chunk begins
     * @param end behind the last one
     * @throws Undecodable if one of them does not fit in
     */
    WebpFrame(Bytes bytes, long from, long end) {
        this.bytes = bytes;
        for (long at = from; at + 8 <= end; ) {
            long length = bytes.u32(at + 4);
            bytes.within(at + 8, length);
            chunk(at, length);
            at += 8 + length + (length & 1);
        }
    }

    private void chunk(long at, long length) {
        if (bytes.startsWith(at, "VP8 ")) {
            lossy = at;
            width = bytes.u16(at + 14) & 0x3FFF;
            height = bytes.u16(at + 16) & 0x3FFF;
        } else if (bytes.startsWith(at, "VP8L")) {
            lossless = at;
            long size = bytes.u32(at + 9);
            width = 1 + (int) (size & 0x3FFF);
            height = 1 + (int) (size >> 14 & 0x3FFF);
        } else if (bytes.startsWith(at, "ALPH")) {
            alpha = at;
        } else if (bytes.startsWith(at, "ANMF") && animation < 0) {
            animation = at;
        } else if (bytes.startsWith(at, "EXIF")) {
            int skip = bytes.startsWith(at + 8, "Exif\0\0") ? 6 : 0;
            orientation = Orientation.of(bytes.part(at + 8 + skip, Math.max(0, length - skip)));
        }
    }

    /** The first frame of an animation. */
    WebpFrame first() {
        if (animation < 0) {
            throw Undecodable.damaged("it has no frame");
        }
        long content = animation + 8;
        WebpFrame first = new WebpFrame(bytes, content + 16, content + bytes.u32(animation + 4));
        first.left = 2 * bytes.u24(content);
        first.top = 2 * bytes.u24(content + 3);
        return first;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** Column of the canvas where it begins. */
    int left() {
        return left;
    }

    /** Row of the canvas where it begins. */
    int top() {
        return top;
    }

    int orientation() {
        return orientation;
    }

    /** A file with this image and nothing else. */
    byte[] alone() {
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        if (lossless < 0 && lossy < 0) {
            throw Undecodable.damaged("it has no image");
        }
        if (lossless < 0 && alpha >= 0 && method() == 1) {
            text("VP8X", chunks);
            number(10, 4, chunks);
            number(ALPHA, 4, chunks);
            number(width - 1, 3, chunks);
            number(height - 1, 3, chunks);
            copy(alpha, chunks);
        }
        copy(lossless >= 0 ? lossless : lossy, chunks);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        text("RIFF", file);
        number(4 + chunks.size(), 4, file);
        text("WEBP", file);
        file.writeBytes(chunks.toByteArray());
        return file.toByteArray();
    }

    private void copy(long at, ByteArrayOutputStream to) {
        long length = bytes.u32(at + 4);
        to.writeBytes(bytes.part(at, 8 + length));
        if ((length & 1) == 1) {
            to.write(0);
        }
    }

    private static void text(String text, ByteArrayOutputStream to) {
        to.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void number(int value, int count, ByteArrayOutputStream to) {
        for (int i = 0; i < count; i++) {
            to.write(value >> 8 * i);
        }
    }

    private int method() {
        return bytes.u8(alpha + 8) & 3;
    }

    /** Whether transparency is stored as it is, which the decoder does not read. */
    boolean hasPlainAlpha() {
        return lossless < 0 && alpha >= 0 && method() == 0;
    }

    /**
     * Transparency that is stored as it is, but for its difference from what the neighbours let expect.
     *
     * @return a byte per pixel
     */
    byte[] plainAlpha() {
        byte[] values = bytes.part(alpha + 9, (long) width * height);
        int filter = bytes.u8(alpha + 8) >> 2 & 3;
        for (int y = 0, at = 0; y < height && filter != 0; y++) {
            for (int x = 0; x < width; x++, at++) {
                int before = x > 0 ? values[at - 1] & 0xFF : 0;
                int above = y > 0 ? values[at - width] & 0xFF : 0;
                int expected;
                if (x == 0 || y == 0) {
                    expected = y == 0 ? before : above;
                } else {
                    int corner = values[at - width - 1] & 0xFF;
                    expected = switch (filter) {
                        case 1 -> before;
                        case 2 -> above;
                        default -> Math.max(0, Math.min(255, before + above - corner));
                    };
                }
                values[at] += (byte) expected;
            }
        }
        return values;
    }
}
