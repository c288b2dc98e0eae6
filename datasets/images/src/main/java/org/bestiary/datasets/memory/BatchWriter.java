package org.bestiary.datasets.memory;

import java.nio.FloatBuffer;
import org.bestiary.common.image.ImageShape;
import org.bestiary.common.image.Normalisation;
import org.bestiary.common.image.PixelNumbers;
import org.bestiary.datasets.Layout;

/** Turns the values of one image into normalised floats at its place in a batch. Stateless apart from its tables. */
final class BatchWriter {
    private final ImageShape shape;
    private final Layout layout;
    private final boolean interleaved;
    private final Normalisation normalisation;
    private final PixelNumbers numbers;

    BatchWriter(ImageShape shape, Layout layout, Normalisation normalisation) {
        this.shape = shape;
        this.layout = layout;
        this.interleaved = layout == Layout.NHWC || shape.channels() == 1;
        this.normalisation = normalisation;
        this.numbers = new PixelNumbers(normalisation, shape, false);
    }

    /** Converts {@code image} (HWC bytes) through {@code row} (scratch of one image) into slot {@code position}. */
    void write(byte[] image, float[] row, FloatBuffer batch, int position) {
        if (interleaved) {
            numbers.interleaved(image, row);
        } else {
            numbers.planes(image, row);
        }
        batch.put(position * shape.values(), row, 0, shape.values());
    }

    /** The same with {@code values} (HWC) that are no pixels. */
    void write(float[] values, float[] row, FloatBuffer batch, int position) {
        int channels = shape.channels();
        int area = shape.height() * shape.width();
        boolean planes = layout == Layout.NCHW;
        for (int c = 0; c < channels; c++) {
            double mean = normalisation.mean().get(c);
            double std = normalisation.std().get(c);
            for (int i = 0; i < area; i++) {
                row[planes ? c * area + i : i * channels + c] = (float) ((values[i * channels + c] - mean) / std);
            }
        }
        batch.put(position * shape.values(), row, 0, shape.values());
    }
}
