package org.bestiary.common.image;

import java.nio.file.Path;

/**
 * How an image file becomes the input of one network. It travels with the network: whoever shows it a picture uses this.
 *
 * @param preparation from the file to pixels
 * @param blueFirst whether the network reads channels in the order blue, green, red
 * @param normalisation from pixels to numbers; its values are in the order red, green, blue
 */
public record ImageInput(Preparation preparation, boolean blueFirst, Normalisation normalisation) {
    /** Checks that there is a mean for every channel, and a mean image of the right shape. */
    public ImageInput {
        if (normalisation.mean().size() != preparation.shape().channels()) {
            throw new ImageException("A normalisation must have one mean per channel: "
                    + preparation.shape().channels() + " channels, got "
                    + normalisation.mean().size() + ".");
        }
        normalisation.image().map(MeanImage::shape).ifPresent(mean -> {
            if (!mean.equals(preparation.shape())) {
                throw new ImageException("A mean image must have the shape of the images, " + preparation.shape()
                        + ", got " + mean + ".");
            }
        });
    }

    /**
     * For a network that reads red, green, blue, or grey.
     *
     * @param preparation from the file to pixels
     * @param normalisation from pixels to numbers
     */
    public ImageInput(Preparation preparation, Normalisation normalisation) {
        this(preparation, false, normalisation);
    }

    /**
     * The shape of what the network reads.
     *
     * @return channels, height, width
     */
    public ImageShape shape() {
        return preparation.shape();
    }

    /**
     * The numbers of a file.
     *
     * @param file an image
     * @return {@code shape().values()} numbers in the order channel, row, column
     * @throws ImageException if it cannot be decoded; names it
     */
    public float[] read(Path file) {
        return numbers(preparation.prepare(file));
    }

    /**
     * The numbers of prepared pixels.
     *
     * @param pixels as {@link Preparation#prepare} gives them
     * @return {@code shape().values()} numbers in the order channel, row, column
     */
    public float[] numbers(byte[] pixels) {
        float[] numbers = new float[shape().values()];
        new PixelNumbers(normalisation, shape(), blueFirst).planes(pixels, numbers);
        return numbers;
    }
}
