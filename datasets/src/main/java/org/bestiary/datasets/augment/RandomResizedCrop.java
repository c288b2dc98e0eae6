package org.bestiary.datasets.augment;

import org.bestiary.common.image.ImageShape;
import org.bestiary.common.image.Resampler;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.Picture;
import org.bestiary.datasets.RandomStream;

/**
 * Cuts out a rectangle of random area and proportion and scales it to a square, as Inception and everybody since trains
 * on ImageNet (C. Szegedy and others, "Going Deeper with Convolutions", 2015).
 *
 * @param side of the square in pixels
 * @param minArea smallest share of the area, above 0
 * @param maxArea largest share of the area, at most 1
 */
public record RandomResizedCrop(int side, double minArea, double maxArea) implements Transform {
    private static final double LOG_RATIO = StrictMath.log(4.0 / 3);
    private static final int TRIES = 10;

    /** Checks size and areas. */
    public RandomResizedCrop {
        if (side < 1 || !(minArea > 0 && minArea <= maxArea && maxArea <= 1)) {
            throw new DataException(
                    "A random resized crop needs a side of at least 1 and 0 < minArea <= maxArea <= 1, got " + side
                            + ", " + minArea + ", " + maxArea + ".");
        }
    }

    @Override
    public ImageShape shape(ImageShape in) {
        return new ImageShape(in.channels(), side, side);
    }

    @Override
    public void apply(Picture picture, RandomStream random) {
        ImageShape in = picture.shape();
        int width = Math.min(in.width(), in.height());
        int height = width; // if no rectangle fits: the square in the middle
        int left = (in.width() - width) / 2;
        int top = (in.height() - height) / 2;
        for (int attempt = 0; attempt < TRIES; attempt++) {
            double area = (double) in.width() * in.height() * random.uniform(minArea, maxArea);
            double ratio = StrictMath.exp(random.uniform(-LOG_RATIO, LOG_RATIO));
            int w = (int) Math.round(Math.sqrt(area * ratio));
            int h = (int) Math.round(Math.sqrt(area / ratio));
            if (w >= 1 && h >= 1 && w <= in.width() && h <= in.height()) {
                width = w;
                height = h;
                left = random.nextInt(in.width() - w + 1);
                top = random.nextInt(in.height() - h + 1);
                break;
            }
        }
        ImageShape out = shape(in);
        Resampler.scale(picture.pixels(), in, left, top, width, height, picture.spare(out.values()), out);
        picture.swap(out);
    }
}
