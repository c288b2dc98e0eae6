package org.bestiary.common.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * JPEG, PNG, BMP and GIF files, decoded by the Java platform to 8-bit red, green, blue. Grey is spread over three
 * channels, 16 bits are reduced to 8, inks (CMYK) are converted, transparency is dropped, orientation tags are not
 * followed.
 */
public final class ImageFile {
    /** Changes when the same file would be decoded to other pixels; caches of decoded images ask for it. */
    public static final int VERSION = 2;

    private static final Set<String> ENDINGS = Set.of("jpg", "jpeg", "png", "bmp", "gif");
    private static final int MAX_SIDE = 16_384;
    private static final long MAX_PIXELS = 100_000_000;

    static {
        ImageIO.setUseCache(false); // no temporary file per image
    }

    private ImageFile() {}

    /**
     * Whether a file is an image by its name.
     *
     * @param file any path
     * @return true for known endings of names that do not begin with a dot
     */
    public static boolean isImage(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    /**
     * Decodes a file.
     *
     * @param file to read
     * @return the image
     * @throws ImageException if it is empty, no image, damaged, too large or of a kind that is not supported; names it
     */
    public static RgbImage decode(Path file) {
        try (ImageInputStream in = ImageIO.createImageInputStream(Files.newInputStream(file))) {
            if (Files.size(file) == 0) {
                throw new ImageException(file + " is empty (0 bytes).");
            }
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new ImageException(file + " is not a JPEG, PNG, BMP or GIF image, whatever its name says.");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                int width = reader.getWidth(0);
                int height = reader.getHeight(0);
                if (width > MAX_SIDE || height > MAX_SIDE || (long) width * height > MAX_PIXELS) {
                    throw new ImageException(file + " must be at most " + MAX_SIDE + " pixels wide and high and 100 "
                            + "megapixels, found " + width + "x" + height + ".");
                }
                List<String> warnings = new ArrayList<>();
                reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
                BufferedImage image = reader.read(0);
                // A JPEG that was cut off is decoded with a grey rest and a warning only.
                if (warnings.stream().anyMatch(warning -> warning.contains("premature end"))) {
                    throw new ImageException(file + " ends too early: the image is cut off.");
                }
                return pixels(image);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            if (e instanceof ImageException known) {
                throw known;
            }
            // Decoders throw all kinds of exceptions on damaged files.
            throw new ImageException(file + " cannot be decoded: " + e.getMessage() + ".", e);
        }
    }

    private static RgbImage pixels(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        byte[] rgb = new byte[width * height * 3];
        if (image.getType() == BufferedImage.TYPE_3BYTE_BGR
                && image.getRaster().getDataBuffer() instanceof DataBufferByte data
                && data.getData().length == rgb.length) {
            byte[] bgr = data.getData();
            for (int i = 0; i < rgb.length; i += 3) {
                rgb[i] = bgr[i + 2];
                rgb[i + 1] = bgr[i + 1];
                rgb[i + 2] = bgr[i];
            }
        } else if (image.getType() == BufferedImage.TYPE_BYTE_GRAY
                && image.getRaster().getDataBuffer() instanceof DataBufferByte data
                && data.getData().length == width * height) {
            // Not through getRGB, which would change the values by a colour profile.
            byte[] grey = data.getData();
            for (int i = 0; i < rgb.length; i++) {
                rgb[i] = grey[i / 3];
            }
        } else {
            int[] row = new int[width];
            for (int y = 0, at = 0; y < height; y++) {
                image.getRGB(0, y, width, 1, row, 0, width);
                for (int x = 0; x < width; x++) {
                    rgb[at++] = (byte) (row[x] >> 16);
                    rgb[at++] = (byte) (row[x] >> 8);
                    rgb[at++] = (byte) row[x];
                }
            }
        }
        return new RgbImage(height, width, rgb);
    }
}
