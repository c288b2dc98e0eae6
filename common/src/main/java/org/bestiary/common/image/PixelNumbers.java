package org.bestiary.common.image;

/**
 * Turns the pixels of images of one shape into the numbers that a network reads: the one place where a {@link Normalisation}
 * is applied. Immutable and safe for many threads.
 */
public final class PixelNumbers {
    private static final int VALUES = 256;
    private static final float[] NO_IMAGE = {};

    private final ImageShape shape;
    private final boolean blueFirst;
    private final float[][] table;
    private final float[] offsets;

    /**
     * For images of a shape.
     *
     * @param normalisation its values are in the order red, green, blue
     * @param shape of every image
     * @param blueFirst whether the numbers are in the order blue, green, red
     * @throws ImageException if the normalisation is for other images
     */
    public PixelNumbers(Normalisation normalisation, ImageShape shape, boolean blueFirst) {
        if (normalisation.mean().size() != shape.channels()) {
            throw new ImageException(
                    "The normalisation must have one mean and std per channel: the images have " + shape.channels()
                            + " channels, got " + normalisation.mean().size() + " values.");
        }
        normalisation.image().ifPresent(image -> {
            if (!image.shape().equals(shape)) {
                throw new ImageException(
                        "A mean image must have the shape of the images, " + shape + ", got " + image.shape() + ".");
            }
        });
        this.shape = shape;
        this.blueFirst = blueFirst;
        this.table = table(normalisation);
        this.offsets = normalisation
                .image()
                .map(image -> offsets(image, normalisation))
                .orElse(NO_IMAGE);
    }

    /** The number of every possible byte: {@code [channel][pixel]}; a mean image is taken off later. */
    private static float[][] table(Normalisation n) {
        float[][] table = new float[n.mean().size()][VALUES];
        for (int channel = 0; channel < table.length; channel++) {
            double mean = n.image().isPresent() ? 0 : n.mean().get(channel);
            for (int pixel = 0; pixel < VALUES; pixel++) {
                table[channel][pixel] =
                        (float) ((pixel / 255.0 - mean) / n.std().get(channel));
            }
        }
        return table;
    }

    private static float[] offsets(MeanImage image, Normalisation n) {
        int channels = image.shape().channels();
        float[] offsets = new float[image.shape().values()];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = (float) (image.value(i) / n.std().get(i % channels));
        }
        return offsets;
    }

    /**
     * Converts an image into the order row, column, channel.
     *
     * @param image unsigned bytes in the order row, column, channel; may be longer
     * @param into at least as many numbers as an image has
     */
    public void interleaved(byte[] image, float[] into) {
        int channels = shape.channels();
        int values = shape.values();
        if (channels == 3 && !blueFirst) {
            float[] red = table[0];
            float[] green = table[1];
            float[] blue = table[2];
            for (int i = 0; i < values; i += 3) {
                into[i] = red[image[i] & 0xFF];
                into[i + 1] = green[image[i + 1] & 0xFF];
                into[i + 2] = blue[image[i + 2] & 0xFF];
            }
            for (int i = 0; i < offsets.length; i++) {
                into[i] -= offsets[i];
            }
            return;
        }
        for (int c = 0; c < channels; c++) {
            int of = blueFirst ? channels - 1 - c : c;
            float[] numbers = table[of];
            for (int i = 0; i < values; i += channels) {
                into[i + c] = numbers[image[i + of] & 0xFF];
            }
            for (int i = of; i < offsets.length; i += channels) {
                into[i - of + c] -= offsets[i];
            }
        }
    }

    /**
     * Converts an image into the order channel, row, column.
     *
     * @param image unsigned bytes in the order row, column, channel; may be longer
     * @param into at least as many numbers as an image has
     */
    public void planes(byte[] image, float[] into) {
        int channels = shape.channels();
        int area = shape.height() * shape.width();
        for (int c = 0; c < channels; c++) {
            int of = blueFirst ? channels - 1 - c : c;
            int to = c * area;
            float[] numbers = table[of];
            for (int i = 0, from = of; i < area; i++, from += channels) {
                into[to + i] = numbers[image[from] & 0xFF];
            }
            for (int i = 0, from = of; from < offsets.length; i++, from += channels) {
                into[to + i] -= offsets[from];
            }
        }
    }
}
