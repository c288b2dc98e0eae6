package org.bestiary.datasets.augment;

import org.bestiary.common.image.ImageShape;
import org.bestiary.common.image.Resampler;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.Picture;
import org.bestiary.datasets.RandomStream;

/**
 * Scales the short side to a size and cuts out a square, the same for every image: how networks are tested on ImageNet.
 *
 * @param shortSide in pixels
 * @param crop side of the square, at most {@code shortSide}
 * @param across where the square lies: 0 left, 0.5 in the middle, 1 right
 * @param down 0 top, 0.5 in the middle, 1 bottom
 */
public record ResizeAndCrop(int shortSide, int crop, double across, double down) implements Transform {
    /** Checks sizes and place. */
    public ResizeAndCrop {
        if (crop < 1 || crop > shortSide || !(across >= 0 && across <= 1 && down >= 0 && down <= 1)) {
            throw new DataException("A crop needs 1 <= crop <= shortSide and a place from 0 to 1, got crop=" + crop
                    + ", shortSide=" + shortSide + ", place " + across + ", " + down + ".");
        }
    }

    @Override
    public ImageShape shape(ImageShape in) {
        return new ImageShape(in.channels(), crop, crop);
    }

    @Override
    public void apply(Picture picture, RandomStream random) {
        ImageShape in = picture.shape();
        // Only the part of the source that the square shows is scaled.
        double scale = (double) Math.min(in.width(), in.height()) / shortSide;
        int side = Math.max(1, (int) Math.round(crop * scale));
        int left = (int) Math.round((in.width() - side) * across);
        int top = (int) Math.round((in.height() - side) * down);
        ImageShape out = shape(in);
        Resampler.scale(picture.pixels(), in, left, top, side, side, picture.spare(out.values()), out);
        picture.swap(out);
    }
}
