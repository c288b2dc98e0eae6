package org.bestiary.datasets.augment;

import java.util.Optional;
import org.bestiary.common.catalog.Bounds;
import org.bestiary.common.catalog.Kind;
import org.bestiary.common.catalog.Parameter;
import org.bestiary.common.image.ImageShape;
import org.bestiary.common.image.Resampler;
import org.bestiary.datasets.Picture;
import org.bestiary.datasets.RandomStream;

/**
 * Cuts out a rectangle of random area and proportion and scales it, as Inception and everybody since trains
 * on ImageNet (C. Szegedy and others, "Going Deeper with Convolutions", 2015).
 *
 * @param size side of the square that it is scaled to, in pixels; empty for the size that the image has
 * @param minArea smallest share of the area, above 0
 * @param maxArea largest share of the area, at most 1
 */
public record RandomResizedCrop(Optional<Integer> size, double minArea, double maxArea) implements Transform {
    static final Kind<Step> KIND = Kind.of(
            "random-resized-crop",
            RandomResizedCrop.class,
            "cuts out a rectangle of random area and proportion (3:4 to 4:3) and scales it",
            Parameter.whole("size", 1, Sides.LARGEST, "side of the square that it is scaled to, in pixels")
                    .unlessGiven(Sides.OWN),
            Parameter.decimal("minArea", Bounds.above(0, 1), "smallest share of the area")
                    .usually(0.08),
            Parameter.decimal("maxArea", Bounds.above(0, 1), "largest share of the area")
                    .usually(1.0));

    private static final double LOG_RATIO = StrictMath.log(4.0 / 3);
    private static final int TRIES = 10;

    /** Checks size and areas. */
    public RandomResizedCrop {
        KIND.check(size, minArea, maxArea);
        KIND.require(minArea <= maxArea, "minArea must be at most maxArea, but got " + minArea + " and " + maxArea);
    }

    /**
     * With a square for a result.
     *
     * @param side of the square in pixels
     * @param minArea smallest share of the area
     * @param maxArea largest share of the area
     */
    public RandomResizedCrop(int side, double minArea, double maxArea) {
        this(Optional.of(side), minArea, maxArea);
    }

    @Override
    public ImageShape shape(ImageShape in) {
        return size.map(side -> new ImageShape(in.channels(), side, side)).orElse(in);
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
