package org.bestiary.common.image;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Writes JPEG files by the platform's encoder, and changes them. */
final class JpegBytes {
    private JpegBytes() {}

    /** A smooth picture, or a grey one. */
    static BufferedImage smooth(int width, int height, boolean grey) {
        BufferedImage image =
                new BufferedImage(width, height, grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int[] colour = {40 + 5 * x, 200 - 4 * y, 90 + 2 * (x + y)};
                image.getRaster().setPixel(x, y, grey ? new int[] {colour[0]} : colour);
            }
        }
        return image;
    }

    static byte[] file(BufferedImage image, boolean progressive) {
        return written(new IIOImage(image, null, null), progressive);
    }

    /** One pixel everywhere, of as many values as are given, stored without any conversion and any marker. */
    static byte[] flat(int width, int height, int... pixel) {
        WritableRaster raster = Raster.createInterleavedRaster(0, width, height, pixel.length, null);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                raster.setPixel(x, y, pixel);
            }
        }
        return without(0xE0, written(new IIOImage(raster, null, null), false));
    }

    private static byte[] written(IIOImage image, boolean progressive) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(1);
            param.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
            writer.write(null, image, param);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** With a segment behind the first two bytes. */
    static byte[] with(int marker, byte[] content, byte[] jpeg) {
        ByteBuffer buffer = ByteBuffer.allocate(jpeg.length + 4 + content.length);
        buffer.put(jpeg, 0, 2).put((byte) 0xFF).put((byte) marker).putShort((short) (2 + content.length));
        return buffer.put(content).put(jpeg, 2, jpeg.length - 2).array();
    }

    static byte[] withAdobe(int transform, byte[] jpeg) {
        byte[] content = {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, (byte) transform};
        return with(0xEE, content, jpeg);
    }

    static byte[] withExif(byte[] exif, byte[] jpeg) {
        byte[] content = ByteBuffer.allocate(6 + exif.length)
                .put("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1))
                .put(exif)
                .array();
        return with(0xE1, content, jpeg);
    }

    /** Without the first segment of a kind. */
    static byte[] without(int marker, byte[] jpeg) {
        int at = find(marker, jpeg);
        if (at < 0) {
            return jpeg;
        }
        int length = 2 + ((jpeg[at + 2] & 0xFF) << 8 | jpeg[at + 3] & 0xFF);
        ByteBuffer buffer = ByteBuffer.allocate(jpeg.length - length);
        return buffer.put(jpeg, 0, at)
                .put(jpeg, at + length, jpeg.length - at - length)
                .array();
    }

    /** Where a segment before the first scan begins; -1 if there is none of the kind. */
    static int find(int marker, byte[] jpeg) {
        int at = 2;
        while ((jpeg[at + 1] & 0xFF) != 0xDA) {
            if ((jpeg[at + 1] & 0xFF) == marker) {
                return at;
            }
            at += 2 + ((jpeg[at + 2] & 0xFF) << 8 | jpeg[at + 3] & 0xFF);
        }
        return marker == 0xDA ? at : -1;
    }

    /** With another byte at a place behind a segment's first. */
    static byte[] patched(int marker, int offset, int value, byte[] jpeg) {
        byte[] patched = jpeg.clone();
        patched[find(marker, jpeg) + offset] = (byte) value;
        return patched;
    }
}
