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
        // Each row starts with its filter; 0 is none, which suits images this small.
        int stride = width * channels;
        ByteBuffer rows = ByteBuffer.allocate(height * (stride + 1));
        for (int y = 0; y < height; y++) {
            rows.put((byte) 0).put(pixels, y * stride, stride);
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.writeBytes(SIGNATURE);
        chunk(png, "IHDR", header.array());
        chunk(png, "IDAT", deflate(rows.array()));
        chunk(png, "IEND", new byte[0]);
        return png.toByteArray();
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
