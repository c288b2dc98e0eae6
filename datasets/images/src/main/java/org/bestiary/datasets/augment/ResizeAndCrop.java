package org.bestiary.datasets.augment;

import java.util.Optional;
import org.bestiary.common.catalog.Bounds;
import org.bestiary.common.catalog.Kind;
import org.bestiary.common.catalog.Parameter;
import org.bestiary.common.image.ImageShape;
import org.bestiary.common.image.Resampler;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.Picture;
import org.bestiary.datasets.RandomStream;

/**
 * Scales the short side to a length and cuts out a part, the same for every image: how networks are tested on ImageNet.
 *
 * @param shortSide length of the short side in pixels; empty for 256/224 of the part's short side
 * @param size side of the square that is cut out, at most {@code shortSide}; empty for the size that the image has
 * @param across where the part lies: 0 left, 0.5 in the middle, 1 right
 * @param down 0 top, 0.5 in the middle, 1 bottom
 */
public record ResizeAndCrop(Optional<Integer> shortSide, Optional<Integer> size, double across, double down)
        implements Transform {
    private static final double ENLARGED = 256.0 / 224;

    static final Kind<Step> KIND = Kind.of(
            "resize-and-crop",
            ResizeAndCrop.class,
            "scales the short side and cuts out a part, the same for every image",
            Parameter.whole("shortSide", 1, Sides.LARGEST, "length that the short side is scaled to, in pixels")
                    .unlessGiven("256/224 of the part's short side"),
            Parameter.whole("size", 1, Sides.LARGEST, "side of the square that is cut out, in pixels")
                    .unlessGiven(Sides.OWN),
            Parameter.decimal("across", Bounds.from(0, 1), "where the part lies: 0 left, 1 right")
                    .usually(0.5),
            Parameter.decimal("down", Bounds.from(0, 1), "where the part lies: 0 top, 1 bottom")
                    .usually(0.5));

    /** Checks sizes and place. */
    public ResizeAndCrop {
        KIND.check(shortSide, size, across, down);
        KIND.require(
                shortSide.isEmpty() || size.isEmpty() || size.get() <= shortSide.get(),
                "size must be at most shortSide, but got size=" + size.orElse(0) + ", shortSide="
                        + shortSide.orElse(0));
    }

    /**
     * With a square for a result.
     *
     * @param shortSide in pixels
     * @param size side of the square, at most {@code shortSide}
     * @param across where the square lies
     * @param down where the square lies
     */
    public ResizeAndCrop(int shortSide, int size, double across, double down) {
        this(Optional.of(shortSide), Optional.of(size), across, down);
    }

    @Override
    public ImageShape shape(ImageShape in) {
        ImageShape out =
                size.map(side -> new ImageShape(in.channels(), side, side)).orElse(in);
        if (shortSide.isPresent() && shortSide.get() < shortSideOf(out)) {
            throw new DataException("resize-and-crop.shortSide must be at least the short side of the images, "
                    + shortSideOf(out) + ", but got " + shortSide.get() + "; leave it out or give a size");
        }
        return out;
    }

    private static int shortSideOf(ImageShape shape) {
        return Math.min(shape.height(), shape.width());
    }

    @Override
    public void apply(Picture picture, RandomStream random) {
        ImageShape in = picture.shape();
        ImageShape out = shape(in);
        // Only the part of the source that the result shows is scaled.
        int scaled = shortSide.orElse((int) Math.round(shortSideOf(out) * ENLARGED));
        double scale = (double) shortSideOf(in) / scaled;
        int width = Math.max(1, Math.min(in.width(), (int) Math.round(out.width() * scale)));
        int height = Math.max(1, Math.min(in.height(), (int) Math.round(out.height() * scale)));
        int left = (int) Math.round((in.width() - width) * across);
        int top = (int) Math.round((in.height() - height) * down);
        Resampler.scale(picture.pixels(), in, left, top, width, height, picture.spare(out.values()), out);
        picture.swap(out);
    }
}
