package org.bestiary.experiments.train;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import org.bestiary.common.AtomicFile;
import org.bestiary.common.image.ImageShape;
import org.bestiary.datasets.ImageTable;
import org.bestiary.datasets.RandomStream;
import org.bestiary.datasets.Split;
import org.bestiary.datasets.memory.AugmentedImages;
import org.bestiary.datasets.memory.LoadedDataset;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.zoo.graph.Network;
import org.bestiary.zoo.plot.NetworkPlot;

/** The pictures in a run's directory that its report shows: the network, and what augmentation does to training images. */
final class RunPictures {
    private static final int ROWS = 6;
    private static final int COLUMNS = 9;
    private static final int GAP = 2;

    /** Small images are drawn larger, up to about this side in pixels. */
    private static final int SIDE = 64;

    private RunPictures() {}

    /**
     * Writes them; once per run.
     *
     * @param plan the experiment
     * @param data its images
     * @param streams the run's random streams
     * @param directory where they go
     * @throws IOException if they cannot be written
     */
    static void write(Plan plan, LoadedDataset data, Streams streams, RunDirectory directory) throws IOException {
        network(plan.network(), directory);
        ImageTable images = data.images(Split.TRAIN);
        int channels = images.shape().channels();
        if (plan.augmentation().isPresent() && (channels == 1 || channels == 3)) {
            BufferedImage sheet = sheet(images, streams, plan);
            AtomicFile.write(directory.augmentationPicture(), out -> ImageIO.write(sheet, "png", out));
        }
    }

    /** The picture of the network alone. */
    static void network(Network network, RunDirectory directory) throws IOException {
        AtomicFile.write(directory.networkPicture(), NetworkPlot.svg(network).getBytes(StandardCharsets.UTF_8));
    }

    /** One training image per row: as it is, then as the first epochs of the run see it. */
    private static BufferedImage sheet(ImageTable images, Streams streams, Plan plan) {
        ImageShape shape = images.shape();
        int scale = Math.max(1, SIDE / Math.max(shape.height(), shape.width()));
        int width = shape.width() * scale + GAP;
        int height = shape.height() * scale + GAP;
        int rows = Math.min(ROWS, images.count());
        BufferedImage sheet =
                new BufferedImage(COLUMNS * width + 2 * GAP, rows * height - GAP, BufferedImage.TYPE_INT_ARGB);
        int[] order = RandomStream.of(streams.sample()).split("augmentation").permutation(images.count());
        for (int row = 0; row < rows; row++) {
            place(sheet, images, order[row], 0, row * height, scale);
            for (int column = 1; column < COLUMNS; column++) {
                ImageTable changed =
                        new AugmentedImages(images, plan.augmentation().orElseThrow(), streams.augment(), column - 1);
                // A wider gap sets the original apart.
                place(sheet, changed, order[row], column * width + 2 * GAP, row * height, scale);
            }
        }
        return sheet;
    }

    private static void place(BufferedImage sheet, ImageTable images, int index, int left, int top, int scale) {
        ImageShape shape = images.shape();
        byte[] pixels = images.pixels(index);
        for (int y = 0; y < shape.height() * scale; y++) {
            for (int x = 0; x < shape.width() * scale; x++) {
                int at = (y / scale * shape.width() + x / scale) * shape.channels();
                int red = pixels[at] & 0xFF;
                int green = shape.channels() == 1 ? red : pixels[at + 1] & 0xFF;
                int blue = shape.channels() == 1 ? red : pixels[at + 2] & 0xFF;
                sheet.setRGB(left + x, top + y, 0xFF000000 | red << 16 | green << 8 | blue);
            }
        }
    }
}
