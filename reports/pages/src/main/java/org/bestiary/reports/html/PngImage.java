package org.bestiary.reports.html;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.bestiary.reports.run.Prediction;

/**
 * A small image as PNG (ISO/IEC 15948), 8 bits per sample, grey or RGB. Written by hand because the desktop module, which
 * has an encoder, loads native libraries and is missing from headless runtimes.
 */
final class PngImage {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte GREY = 0;
    private static final byte RGB = 2;
    private static final byte NONE = 0;
    private static final byte PAETH = 4;

    private PngImage() {}

    /** The image of a prediction as a {@code data:} address. */
    static String dataUri(Prediction p) {
        byte[] png = encode(p.pixels(), p.channels(), p.height(), p.width());
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
    }

    /** Encodes pixels in H, W, C order. */
    static byte[] encode(byte[] pixels, int channels, int height, int width) {
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
        header.put((byte) 8)
                .put(channels == 1 ? GREY : RGB)
                .put((byte) 0)
                .put((byte) 0)
                .put((byte) 0);
        // Drawings are shortest as they are, photographs as differences.
        byte[] plain = deflate(rows(pixels, channels, width * channels, NONE));
        byte[] differences = deflate(rows(pixels, channels, width * channels, PAETH));
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.writeBytes(SIGNATURE);
        chunk(png, "IHDR", header.array());
        chunk(png, "IDAT", plain.length <= differences.length ? plain : differences);
        chunk(png, "IEND", new byte[0]);
        return png.toByteArray();
    }

    /** The rows, each after the number of its filter (section 9). */
    private static byte[] rows(byte[] pixels, int channels, int stride, byte filter) {
        ByteBuffer rows = ByteBuffer.allocate(pixels.length + pixels.length / stride);
        for (int row = 0; row < pixels.length; row += stride) {
            rows.put(filter);
            for (int i = 0; i < stride; i++) {
                int left = i < channels ? 0 : pixels[row + i - channels] & 0xff;
                int above = row == 0 ? 0 : pixels[row + i - stride] & 0xff;
                int corner = i < channels || row == 0 ? 0 : pixels[row + i - stride - channels] & 0xff;
                rows.put((byte) (pixels[row + i] - (filter == NONE ? 0 : paeth(left, above, corner))));
            }
        }
        return rows.array();
    }

    /** Of the three neighbours the one that is nearest to left + above - corner. */
    private static int paeth(int left, int above, int corner) {
        int guess = left + above - corner;
        int toLeft = Math.abs(guess - left);
        int toAbove = Math.abs(guess - above);
        int toCorner = Math.abs(guess - corner);
        if (toLeft <= toAbove && toLeft <= toCorner) {
            return left;
        }
        return toAbove <= toCorner ? above : corner;
    }

    private static void chunk(ByteArrayOutputStream png, String type, byte[] content) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 check = new CRC32();
        check.update(name);
        check.update(content);
        ByteBuffer chunk = ByteBuffer.allocate(content.length + 12);
        chunk.putInt(content.length).put(name).put(content).putInt((int) check.getValue());
        png.writeBytes(chunk.array());
    }

    private static byte[] deflate(byte[] content) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try {
            deflater.setInput(content);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[4096];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }
}
