package org.bestiary.common.image;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes GIF files of at most four colours: black, red, green, blue. */
final class GifBytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private GifBytes(int width, int height) {
        out.writeBytes("GIF89a".getBytes(StandardCharsets.ISO_8859_1));
        numbers(width, height);
        out.write(0x81); // a common table of four colours
        out.write(0);
        out.write(0);
        out.writeBytes(new byte[] {0, 0, 0, -1, 0, 0, 0, -1, 0, 0, 0, -1});
    }

    static GifBytes canvas(int width, int height) {
        return new GifBytes(width, height);
    }

    private void numbers(int... numbers) {
        for (int number : numbers) {
            out.write(number);
            out.write(number >> 8);
        }
    }

    GifBytes transparent(int colour) {
        out.writeBytes(new byte[] {0x21, (byte) 0xF9, 4, 1, 10, 0, (byte) colour, 0});
        return this;
    }

    /** A frame whose colours are all given. */
    GifBytes frame(int left, int top, int width, boolean interlaced, int... colours) {
        return begin(left, top, width, colours.length / width, interlaced).codes(colours);
    }

    GifBytes begin(int left, int top, int width, int height, boolean interlaced) {
        out.write(0x2C);
        numbers(left, top, width, height);
        out.write(interlaced ? 0x40 : 0);
        return this;
    }

    /** Each colour as a code of three bits, with the table cleared before it can grow. */
    GifBytes codes(int... colours) {
        out.write(2);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        int buffer = 0;
        int bits = 0;
        for (int i = 0; i <= 2 * colours.length; i++) {
            int code = i == 2 * colours.length ? 5 : i % 2 == 0 ? 4 : colours[i / 2];
            buffer |= code << bits;
            bits += 3;
            if (bits >= 8) {
                packed.write(buffer);
                buffer >>= 8;
                bits -= 8;
            }
        }
        packed.write(buffer);
        byte[] all = packed.toByteArray();
        for (int at = 0; at < all.length; at += 255) {
            int length = Math.min(255, all.length - at);
            out.write(length);
            out.write(all, at, length);
        }
        out.write(0);
        return this;
    }

    byte[] end() {
        out.write(0x3B);
        return out.toByteArray();
    }
}
