package org.bestiary.experiments.cli;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.bestiary.common.image.Normalisation;
import org.bestiary.zoo.Shape;

/** Image files as input of a network. */
final class Pictures {
    private Pictures() {}

    /**
     * Reads a PNG, JPEG, GIF or BMP file.
     *
     * @throws BadInput if it is none of them or damaged
     */
    static BufferedImage read(Path file) {
        try {
            BufferedImage image = ImageIO.read(file.toFile());
            if (image != null) {
                return image;
            }
        } catch (IOException | RuntimeException e) {
            throw new BadInput("an image must be a whole PNG, JPEG, GIF or BMP file, but " + file + " cannot be read: "
                    + e.getMessage());
        }
        throw new BadInput("an image must be PNG, JPEG, GIF or BMP, but " + file + " is none of them");
    }

    /**
     * The whole image, scaled to the size of a network's input and normalised as its training images were.
     *
     * @return numbers in the order channel, row, column
     */
    static float[] normalised(BufferedImage image, Shape shape, Normalisation normalisation) {
        boolean grey = shape.channels() == 1;
        BufferedImage scaled = new BufferedImage(
                shape.width(), shape.height(), grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
        Graphics2D g = scaled.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        g.drawImage(image, 0, 0, shape.width(), shape.height(), null);
        g.dispose();
        float[][] lookup = normalisation.lookup();
        int area = shape.height() * shape.width();
        float[] values = new float[shape.channels() * area];
        for (int c = 0; c < shape.channels(); c++) {
            for (int i = 0; i < area; i++) {
                int pixel = scaled.getRaster().getSample(i % shape.width(), i / shape.width(), c);
                values[c * area + i] = lookup[c][pixel];
            }
        }
        return values;
    }
}
