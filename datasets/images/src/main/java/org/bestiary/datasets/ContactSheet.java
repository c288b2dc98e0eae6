package org.bestiary.datasets;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.bestiary.common.AtomicFile;
import org.bestiary.common.image.ImageShape;

/**
 * A picture of many small pictures: one row per class in label order, so that a person can look at a data set.
 *
 * <p>No text is drawn, because servers often have no fonts.
 */
public final class ContactSheet {
    private static final int GAP = 2;
    private static final int MARGIN = 0x808890;

    private final ImageTable images;
    private final int perClass;
    private final int scale;

    /**
     * A sheet of a table.
     *
     * @param images with 1 or 3 channels
     * @param perClass pictures per row, at least 1; rows of classes with fewer images stay short
     * @param scale screen pixels per image pixel, at least 1
     */
    public ContactSheet(ImageTable images, int perClass, int scale) {
        if (perClass < 1 || scale < 1) {
            throw new DataException(
                    "A contact sheet needs at least one picture per class and a scale of at least 1, got " + perClass
                            + " and " + scale + ".");
        }
        if (images.shape().channels() != 1 && images.shape().channels() != 3) {
            throw new DataException("A contact sheet shows images of 1 or 3 channels, got " + images.shape() + ".");
        }
        this.images = images;
        this.perClass = perClass;
        this.scale = scale;
    }

    /**
     * Draws the sheet.
     *
     * @param seed of the choice of images within each class
     * @return an RGB picture
     */
    public BufferedImage draw(long seed) {
        int cellWidth = images.shape().width() * scale + GAP;
        int cellHeight = images.shape().height() * scale + GAP;
        BufferedImage sheet = new BufferedImage(
                perClass * cellWidth + GAP, images.classes() * cellHeight + GAP, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < sheet.getHeight(); y++) {
            for (int x = 0; x < sheet.getWidth(); x++) {
                sheet.setRGB(x, y, MARGIN);
            }
        }
        RandomStream stream = RandomStream.of(seed).split("contact sheet");
        List<List<Integer>> byClass = new ArrayList<>();
        for (int label = 0; label < images.classes(); label++) {
            byClass.add(new ArrayList<>());
        }
        for (int i = 0; i < images.count(); i++) {
            byClass.get(images.label(i)).add(i);
        }
        for (int label = 0; label < images.classes(); label++) {
            List<Integer> members = byClass.get(label);
            int[] order = stream.split(label).permutation(members.size());
            for (int i = 0; i < Math.min(perClass, order.length); i++) {
                place(sheet, images.pixels(members.get(order[i])), GAP + i * cellWidth, GAP + label * cellHeight);
            }
        }
        return sheet;
    }

    /**
     * Draws the sheet into a PNG file, which appears complete or not at all.
     *
     * @param seed of the choice of images within each class
     * @param file to write; replaced if it exists
     * @throws DataException if it cannot be written
     */
    public void write(long seed, Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            AtomicFile.write(file, out -> {
                if (!ImageIO.write(draw(seed), "png", out)) {
                    throw new IOException("this Java has no PNG writer");
                }
            });
        } catch (IOException e) {
            throw new DataException("Cannot write the contact sheet " + file + ": " + e.getMessage(), e);
        }
    }

    private void place(BufferedImage sheet, byte[] pixels, int left, int top) {
        ImageShape shape = images.shape();
        for (int y = 0; y < shape.height() * scale; y++) {
            for (int x = 0; x < shape.width() * scale; x++) {
                int at = (y / scale * shape.width() + x / scale) * shape.channels();
                int red = pixels[at] & 0xFF;
                int green = shape.channels() == 1 ? red : pixels[at + 1] & 0xFF;
                int blue = shape.channels() == 1 ? red : pixels[at + 2] & 0xFF;
                sheet.setRGB(left + x, top + y, red << 16 | green << 8 | blue);
            }
        }
    }
}
