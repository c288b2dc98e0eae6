package org.bestiary.experiments.predict;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.bestiary.common.image.Filter;
import org.bestiary.common.image.ImageException;
import org.bestiary.common.image.ImageFile;
import org.bestiary.common.image.ImageShape;
import org.bestiary.common.image.Resampler;
import org.bestiary.common.image.RgbImage;

/**
 * A picture made small, for pages.
 *
 * @param jpeg the file
 * @param width in pixels
 * @param height in pixels
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Thumbnail(byte[] jpeg, int width, int height) {
    private static final float QUALITY = 0.85f;
    private static final int CHANNELS = 3;

    /** Copies the bytes. */
    public Thumbnail {
        jpeg = jpeg.clone();
    }

    @Override
    public byte[] jpeg() {
        return jpeg.clone();
    }

    /**
     * The whole picture of a file; a small one is not enlarged.
     *
     * @param side pixels of its longer side at most
     * @throws ImageException if it cannot be decoded
     */
    public static Thumbnail of(Path file, int side) {
        RgbImage image = ImageFile.decode(file);
        double scale = Math.min(1, (double) side / Math.max(image.width(), image.height()));
        int width = Math.max(1, (int) Math.round(image.width() * scale));
        int height = Math.max(1, (int) Math.round(image.height() * scale));
        byte[] pixels = new byte[CHANNELS * width * height];
        Resampler.scale(
                image.pixels(),
                image.shape(),
                0,
                0,
                image.width(),
                image.height(),
                pixels,
                new ImageShape(CHANNELS, height, width),
                Filter.BILINEAR);
        return new Thumbnail(encoded(pixels, width, height), width, height);
    }

    private static byte[] encoded(byte[] pixels, int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < width * height; i++) {
            int at = CHANNELS * i;
            image.setRGB(
                    i % width,
                    i / width,
                    (pixels[at] & 0xff) << 16 | (pixels[at + 1] & 0xff) << 8 | pixels[at + 2] & 0xff);
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(QUALITY);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), how);
        } catch (IOException e) {
            throw new UncheckedIOException("memory can be written to", e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
