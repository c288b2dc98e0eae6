package org.bestiary.datasets.memory;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bestiary.common.image.ImageShape;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.ImageTable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * Reads the batches of an iterator into a table of pixels.
 *
 * @param shape of every image
 * @param classes number of classes
 * @param white the number that stands for the brightest pixel
 */
record IteratorImages(ImageShape shape, int classes, double white) {
    private static final double STEPS = 255;

    IteratorImages {
        if (!(white > 0) || Double.isInfinite(white)) {
            throw new DataException(
                    "The brightest pixel must be a positive number, usually 1 or 255, got " + white + ".");
        }
    }

    ImageTable read(DataSetIterator batches) {
        if (batches.resetSupported()) {
            batches.reset();
        }
        ByteArrayOutputStream pixels = new ByteArrayOutputStream();
        List<Integer> labels = new ArrayList<>();
        while (batches.hasNext()) {
            DataSet batch = batches.next();
            add(batch.getFeatures(), labels.size(), pixels);
            add(batch.getLabels(), labels);
        }
        return new PackedImages(
                shape,
                classes,
                pixels.toByteArray(),
                labels.stream().mapToInt(Integer::intValue).toArray());
    }

    private void add(INDArray features, int first, ByteArrayOutputStream pixels) {
        long[] wanted = {features.size(0), shape.channels(), shape.height(), shape.width()};
        if (!Arrays.equals(features.shape(), wanted)) {
            throw new DataException(
                    "Features must be N x C x H x W of " + shape + ", got " + Arrays.toString(features.shape()) + ".");
        }
        float[] values = features.permute(0, 2, 3, 1).dup('c').data().asFloat();
        for (int i = 0; i < values.length; i++) {
            double value = values[i] / white;
            if (!(value >= 0 && value <= 1)) {
                throw new DataException("Features must be from 0 to " + white + ", got " + values[i] + " in image "
                        + (first + i / shape.values()) + "; give images before they are normalised.");
            }
            pixels.write((int) Math.round(value * STEPS));
        }
    }

    private void add(INDArray rows, List<Integer> labels) {
        if (rows.rank() != 2 || rows.size(1) != classes) {
            throw new DataException("Labels must be N x " + classes + " with a 1 for the class, got "
                    + Arrays.toString(rows.shape()) + ".");
        }
        for (int label : rows.argMax(1).toIntVector()) {
            labels.add(label);
        }
    }
}
