package org.bestiary.common.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Writes WebP files: lossless ones of two colours by hand, a lossy one from a constant. */
final class WebpBytes {
    /** The chunk of 8x8 pixels in one orange, written once by cwebp at quality 90. */
    private static final String LOSSY = "EAIAnQEqCAAIAADAEiWgAnS6AfgB+gADyAD+645f/f6Y3UGf+6//8y5xD8E/5iYAAAA=";

    private WebpBytes() {}

    static byte[] file(byte[]... chunks) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes("WEBP".getBytes(StandardCharsets.ISO_8859_1));
        for (byte[] chunk : chunks) {
            body.writeBytes(chunk);
        }
        return chunk("RIFF", body.toByteArray());
    }

    static byte[] chunk(String name, byte... content) {
        ByteBuffer buffer =
                ByteBuffer.allocate(8 + content.length + content.length % 2).order(ByteOrder.LITTLE_ENDIAN);
        return buffer.put(name.getBytes(StandardCharsets.ISO_8859_1))
                .putInt(content.length)
                .put(content)
                .array();
    }

    /** What stands before an image that has more than pixels: flags 2 animated, 8 EXIF, 16 alpha, 32 profile. */
    static byte[] extended(int flags, int width, int height) {
        return chunk(
                "VP8X",
                (byte) flags,
                (byte) 0,
                (byte) 0,
                (byte) 0,
                (byte) (width - 1),
                (byte) (width - 1 >> 8),
                (byte) 0,
                (byte) (height - 1),
                (byte) (height - 1 >> 8),
                (byte) 0);
    }

    static byte[] lossy() {
        return chunk("VP8 ", Base64.getDecoder().decode(LOSSY));
    }

    /**
     * A lossless chunk: each pixel is one of two, which differ in green alone.
     *
     * @param alpha of all pixels
     * @param green the two values of green, the smaller one first
     * @param places 0 or 1 per pixel
     */
    static byte[] lossless(int width, int red, int[] green, int blue, int alpha, int... places) {
        Bits bits = new Bits();
        bits.put(0x2F, 8);
        bits.put(width - 1, 14);
        bits.put(places.length / width - 1, 14);
        bits.put(alpha < 255 ? 1 : 0, 1);
        bits.put(0, 3); // version
        bits.put(0, 1); // no transform
        bits.put(0, 1); // no cache of colours
        bits.put(0, 1); // one set of codes
        bits.put(0b11, 2); // a simple code of two symbols
        bits.put(1, 1);
        bits.put(green[0], 8);
        bits.put(green[1], 8);
        for (int value : new int[] {red, blue, alpha}) {
            bits.put(0b01, 2); // a simple code of one symbol, which takes no bits
            bits.put(1, 1);
            bits.put(value, 8);
        }
        bits.put(0b01, 2); // distances, which are not used
        bits.put(0, 1);
        bits.put(0, 1);
        for (int place : places) {
            bits.put(place, 1);
        }
        return chunk("VP8L", bits.bytes());
    }

    /** Lowest bit first. */
    private static final class Bits {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private int buffer;
        private int count;

        void put(int value, int size) {
            for (int i = 0; i < size; i++) {
                buffer |= (value >> i & 1) << count++;
                if (count == 8) {
                    out.write(buffer);
                    buffer = 0;
                    count = 0;
                }
            }
        }

        byte[] bytes() {
            put(0, (8 - count) % 8);
            return out.toByteArray();
        }
    }
}
