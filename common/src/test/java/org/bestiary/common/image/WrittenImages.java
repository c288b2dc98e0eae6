package org.bestiary.common.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageWriterSpi;
import javax.imageio.stream.ImageOutputStream;

/** Images written by the platform's own encoders. */
final class WrittenImages {
    private WrittenImages() {}

    /** The values of an image, red, green, blue. */
    static int[] pixels(BufferedImage image) {
        int[] rgb = new int[image.getWidth() * image.getHeight() * 3];
        for (int i = 0; i < rgb.length; i++) {
            int x = i / 3 % image.getWidth();
            int y = i / 3 / image.getWidth();
            int bands = image.getRaster().getNumBands();
            rgb[i] = image.getRaster().getSample(x, y, bands == 1 ? 0 : i % 3);
        }
        return rgb;
    }

    static byte[] interlacedPng(BufferedImage image) {
        ImageWriter writer = writer("png");
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        return written(writer, param, image);
    }

    static byte[] bmp(BufferedImage image) {
        ImageWriter writer = writer("bmp");
        return written(writer, writer.getDefaultWriteParam(), image);
    }

    /** Packed in a way that the platform knows by name. */
    static byte[] tiff(BufferedImage image, String compression) {
        ImageWriter writer = writer("tiff");
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionType(compression);
        return written(writer, param, image);
    }

    /** Decoded by the platform alone. */
    static BufferedImage read(byte[] file) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(file));
    }

    private static ImageWriter writer(String format) {
        try {
            return IIORegistry.getDefaultInstance()
                    .getServiceProviders(
                            ImageWriterSpi.class,
                            provider -> provider.getClass().getName().startsWith("com.sun.imageio.plugins." + format),
                            true)
                    .next()
                    .createWriterInstance();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] written(ImageWriter writer, ImageWriteParam param, BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), param);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
