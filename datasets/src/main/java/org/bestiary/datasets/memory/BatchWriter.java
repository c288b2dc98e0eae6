package org.bestiary.datasets.memory;

import java.nio.FloatBuffer;
import org.bestiary.common.image.ImageShape;
import org.bestiary.common.image.Normalisation;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.Layout;

/** Turns the values of one image into normalised floats at its place in a batch. Stateless apart from its tables. */
final class BatchWriter {
    private final ImageShape shape;
    private final Layout layout;
    private final Normalisation normalisation;
    private final float[][] lookup;

    BatchWriter(ImageShape shape, Layout layout, Normalisation normalisation) {
        if (normalisation.mean().size() != shape.channels()) {
            throw new DataException(
                    "The normalisation must have one mean and std per channel: the images have " + shape.channels()
                            + " channels, got " + normalisation.mean().size() + " values.");
        }
        this.shape = shape;
        this.layout = layout;
        this.normalisation = normalisation;
        this.lookup = normalisation.lookup();
    }

    /** Converts {@code image} (HWC bytes) through {@code row} (scratch of one image) into slot {@code position}. */
    void write(byte[] image, float[] row, FloatBuffer batch, int position) {
        if (layout == Layout.NHWC || shape.channels() == 1) {
            interleaved(image, row);
        } else {
            planes(image, row);
        }
        batch.put(position * shape.values(), row, 0, shape.values());
    }

    /** The same with {@code numbers} (HWC) that are no pixels. */
    void write(float[] numbers, float[] row, FloatBuffer batch, int position) {
        int channels = shape.channels();
        int area = shape.height() * shape.width();
        boolean planes = layout == Layout.NCHW;
        for (int c = 0; c < channels; c++) {
            double mean = normalisation.mean().get(c);
            double std = normalisation.std().get(c);
            for (int i = 0; i < area; i++) {
                row[planes ? c * area + i : i * channels + c] = (float) ((numbers[i * channels + c] - mean) / std);
            }
        }
        batch.put(position * shape.values(), row, 0, shape.values());
    }

    private void interleaved(byte[] image, float[] row) {
        int channels = shape.channels();
        int values = shape.values();
        if (channels == 3) {
            float[] red = lookup[0];
            float[] green = lookup[1];
            float[] blue = lookup[2];
            for (int i = 0; i < values; i += 3) {
                row[i] = red[image[i] & 0xFF];
                row[i + 1] = green[image[i + 1] & 0xFF];
                row[i + 2] = blue[image[i + 2] & 0xFF];
            }
            return;
        }
        for (int c = 0; c < channels; c++) {
            float[] table = lookup[c];
            for (int i = c; i < values; i += channels) {
                row[i] = table[image[i] & 0xFF];
            }
        }
    }

    private void planes(byte[] image, float[] row) {
        int channels = shape.channels();
        int pixels = shape.height() * shape.width();
        for (int c = 0; c < channels; c++) {
            float[] table = lookup[c];
            int to = c * pixels;
            for (int i = 0, from = c; i < pixels; i++, from += channels) {
                row[to + i] = table[image[from] & 0xFF];
            }
        }
    }
}
