package org.bestiary.datasets.datavec;

import java.util.List;
import java.util.Optional;
import org.bestiary.common.image.ImageShape;
import org.bestiary.datasets.DataException;

/**
 * What all records of a data set have in common, training and test ones: their columns and the shape of their images.
 *
 * @param columns of a record, or of each step of a sequence
 * @param shape of the images
 * @param sequence whether records are sequences of steps
 * @param options how they are read
 */
record RecordForm(RecordColumns columns, ImageShape shape, boolean sequence, RecordsOptions options) {
    /**
     * Finds it out.
     *
     * @param names of the values, where they have names
     * @param width how many values a record or a step has
     * @param steps of a sequence; 1 for a record that is none
     * @param sequence whether records are sequences
     * @param labelInValues whether the label is one of the values
     * @param options how they are read
     * @param file for messages
     * @throws DataException if the options do not fit the records
     */
    static RecordForm of(
            Optional<List<String>> names,
            int width,
            int steps,
            boolean sequence,
            boolean labelInValues,
            RecordsOptions options,
            String file) {
        RecordColumns columns = RecordColumns.of(names, width, options, labelInValues, file);
        int features = columns.features().size();
        ImageShape shape = options.shape()
                .orElseGet(() -> sequence ? new ImageShape(features, 1, steps) : new ImageShape(1, 1, features));
        if (sequence && (shape.height() != 1 || shape.channels() != features)) {
            throw new DataException("Sequences of " + features + " values in a step are images of " + features
                    + "x1xLENGTH, but shape is " + shape + "; ignore leaves columns out.");
        }
        if (!sequence && shape.values() != features) {
            throw new DataException("Images of " + shape + " have " + shape.values() + " values, but records of " + file
                    + " have " + features + (labelInValues ? " beside the label" : "")
                    + "; another shape, or ignore for columns that are none of them.");
        }
        if (options.pixels() && shape.channels() != 1 && shape.channels() != 3) {
            throw new DataException(
                    "Pixels are of images with 1 or 3 channels, but shape is " + shape + "; add values=numbers.");
        }
        return new RecordForm(columns, shape, sequence, options);
    }

    /**
     * Where the value at a place of an image goes, which tables keep row by row, column by column, channel by channel.
     *
     * @param i place of a feature among those of a record, or in a whole sequence
     */
    int target(int i) {
        if (sequence || !options.channelsFirst() || shape.channels() == 1) {
            return i;
        }
        int area = shape.height() * shape.width();
        return i % area * shape.channels() + i / area;
    }
}
