package org.bestiary.datasets.augment;

import java.util.Arrays;
import java.util.Optional;
import org.bestiary.common.catalog.Kind;
import org.bestiary.common.catalog.Parameter;
import org.bestiary.common.image.ImageShape;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.Picture;
import org.bestiary.datasets.RandomStream;

/**
 * Surrounds the image with a margin and cuts out a part at a random place. With the size that the image had, this is a shift
 * of at most {@code padding} pixels, as networks are trained on CIFAR-10.
 *
 * @param size side of the square that is cut out, in pixels; empty for the size that the image has
 * @param padding pixels on every side, at least 0
 * @param fill what the margin shows
 */
public record RandomCrop(Optional<Integer> size, int padding, Fill fill) implements Transform {
    static final Kind<Step> KIND = Kind.of(
            "random-crop",
            RandomCrop.class,
            "surrounds the image with a margin and cuts out a part at a random place",
            Parameter.whole("size", 1, Sides.LARGEST, "side of the square that is cut out, in pixels")
                    .unlessGiven(Sides.OWN),
            Parameter.whole("padding", 0, Sides.LARGEST, "margin on every side, in pixels")
                    .usually(0),
            Parameter.choice("fill", Fill.values(), "what the margin shows; constant is black")
                    .usually(Fill.CONSTANT));

    /** Checks the numbers. */
    public RandomCrop {
        KIND.check(size, padding, fill);
    }

    /**
     * A shift: the image keeps its size, the margin is black.
     *
     * @param padding at most so many pixels
     */
    public RandomCrop(int padding) {
        this(Optional.empty(), padding, Fill.CONSTANT);
    }

    @Override
    public ImageShape shape(ImageShape in) {
        if (size.isEmpty()) {
            return in;
        }
        int most = Math.min(in.height(), in.width()) + 2 * padding;
        if (size.get() > most) {
            throw new DataException("random-crop.size must be at most the side of the images with the margin, " + most
                    + " for " + in + ", but got " + size.get() + "; give more padding or a smaller size");
        }
        return new ImageShape(in.channels(), size.get(), size.get());
    }

    @Override
    public void apply(Picture picture, RandomStream random) {
        ImageShape in = picture.shape();
        ImageShape out = shape(in);
        int down = random.nextInt(in.height() + 2 * padding - out.height() + 1) - padding;
        int right = random.nextInt(in.width() + 2 * padding - out.width() + 1) - padding;
        byte[] from = picture.pixels();
        byte[] to = picture.spare(out.values());
        int row = out.width() * out.channels();
        for (int y = 0; y < out.height(); y++) {
            int source = fill.index(y + down, in.height());
            if (source < 0) {
                Arrays.fill(to, y * row, (y + 1) * row, (byte) 0);
            } else if (fill == Fill.CONSTANT) {
                copyOnBlack(from, source * in.width() * in.channels(), in, to, y * row, row, right * in.channels());
            } else {
                copyFilled(from, source * in.width() * in.channels(), in, to, y * row, out, right);
            }
        }
        picture.swap(out);
    }

    /** A row of {@code row} values of the result; {@code right} values of the source lie before it, or after 0 of black. */
    private static void copyOnBlack(byte[] from, int source, ImageShape in, byte[] to, int start, int row, int right) {
        int black = Math.min(row, Math.max(0, -right));
        int first = Math.max(0, right);
        int kept = Math.max(0, Math.min(row - black, in.width() * in.channels() - first));
        Arrays.fill(to, start, start + black, (byte) 0);
        if (kept > 0) {
            System.arraycopy(from, source + first, to, start + black, kept);
        }
        Arrays.fill(to, start + black + kept, start + row, (byte) 0);
    }

    private void copyFilled(byte[] from, int source, ImageShape in, byte[] to, int start, ImageShape out, int right) {
        int channels = in.channels();
        for (int x = 0; x < out.width(); x++) {
            int pixel = source + fill.index(x + right, in.width()) * channels;
            System.arraycopy(from, pixel, to, start + x * channels, channels);
        }
    }
}
