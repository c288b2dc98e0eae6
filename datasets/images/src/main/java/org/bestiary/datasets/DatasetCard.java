package org.bestiary.datasets;

import java.util.List;
import org.bestiary.common.image.ImageShape;
import org.bestiary.common.image.Normalisation;

/**
 * What is known about a data set without opening it.
 *
 * @param title its full name
 * @param summary what it shows and what it is good for, in a sentence or two
 * @param classes names of the classes in label order
 * @param shape of one image as it is loaded
 * @param trainSize images in the training split as published, before a validation share is cut from it
 * @param testSize images in the test split
 * @param normalisation mean and standard deviation of the training images per channel, pixels scaled to 0..1
 * @param licence under which it is published, or a plain statement that none is given
 * @param citation whom to cite
 * @param files that are read; empty for generated data
 * @param archives that hold the files, where they are not distributed one by one; unpacked after download
 * @param signs whether the classes are signs, such as digits and letters, whose mirror image means something else
 * @param notes measured figures and traps, a sentence each
 */
public record DatasetCard(
        String title,
        String summary,
        List<String> classes,
        ImageShape shape,
        int trainSize,
        int testSize,
        Normalisation normalisation,
        String licence,
        String citation,
        List<DataFile> files,
        List<DataFile> archives,
        boolean signs,
        List<String> notes) {

    /** Checks sizes and that class names are present and distinct. */
    public DatasetCard {
        classes = List.copyOf(classes);
        files = List.copyOf(files);
        archives = List.copyOf(archives);
        notes = List.copyOf(notes);
        if (classes.size() < 2 || classes.stream().distinct().count() != classes.size()) {
            throw new DataException("A data set needs at least two classes with distinct names, got " + classes + ".");
        }
        if (trainSize < 1 || testSize < 0) {
            throw new DataException("A data set needs at least one training image and no negative sizes, got train="
                    + trainSize + ", test=" + testSize + ".");
        }
        if (normalisation.mean().size() != shape.channels()) {
            throw new DataException("A card's normalisation must have one mean per channel: " + shape.channels()
                    + " channels, got " + normalisation.mean().size() + ".");
        }
    }
}
