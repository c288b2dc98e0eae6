package org.bestiary.common.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes PNG files, right and wrong ones, chunk by chunk. */
final class PngBytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private PngBytes() {
        out.writeBytes("\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Begins a file. */
    static PngBytes header(int width, int height, int depth, int type) {
        return new PngBytes()
                .chunk(
                        "IHDR",
                        ByteBuffer.allocate(13)
                                .putInt(width)
                                .putInt(height)
                                .put((byte) depth)
                                .put((byte) type)
                                .array());
    }

    /** A whole file of rows of packed values. */
    static byte[] file(int width, int height, int depth, int type, int... samples) {
        return header(width, height, depth, type).rows(height, depth, samples).end();
    }

    PngBytes chunk(String name, byte... content) {
        byte[] named = ByteBuffer.allocate(4 + content.length)
                .put(name.getBytes(StandardCharsets.ISO_8859_1))
                .put(content)
                .array();
        CRC32 crc = new CRC32();
        crc.update(named);
        out.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
        out.writeBytes(named);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
        return this;
    }

    /** The samples in rows of equal length, each row beginning at a byte. */
    PngBytes rows(int height, int depth, int... samples) {
        return chunk("IDAT", deflated(rowBytes(height, depth, samples)));
    }

    static byte[] rowBytes(int height, int depth, int... samples) {
        int row = samples.length / height;
        int bytes = (row * depth + 7) / 8;
        byte[] raw = new byte[height * (1 + bytes)];
        for (int y = 0; y < height; y++) {
            for (int i = 0; i < row; i++) {
                int sample = samples[y * row + i];
                int bit = i * depth;
                int at = y * (1 + bytes) + 1 + bit / 8;
                if (depth == 16) {
                    raw[at] = (byte) (sample >> 8);
                    raw[at + 1] = (byte) sample;
                } else {
                    raw[at] |= (byte) (sample << 8 - depth - bit % 8);
                }
            }
        }
        return raw;
    }

    static byte[] deflated(byte[] raw) {
        Deflater deflater = new Deflater();
        deflater.setInput(raw);
        deflater.finish();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        byte[] buffer = new byte[4096];
        while (!deflater.finished()) {
            packed.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return packed.toByteArray();
    }

    byte[] end() {
        return chunk("IEND").out.toByteArray();
    }

    /** What has been written so far. */
    byte[] bytes() {
        return out.toByteArray();
    }
}
