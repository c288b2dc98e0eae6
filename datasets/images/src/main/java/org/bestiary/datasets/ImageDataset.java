package org.bestiary.datasets;

import java.util.List;
import java.util.Optional;
import org.bestiary.common.image.Filter;
import org.bestiary.common.image.Fit;
import org.bestiary.common.image.Preparation;

/**
 * A set of labelled images with a published training and test split.
 *
 * <p>A set of one's own is {@code ArrayDataset} of the {@code memory} package, or a class that implements this and has a
 * public constructor without parameters: a spec names it as {@code class:com.example.Faces}, or by its id if the class is
 * listed in {@code META-INF/services/org.bestiary.datasets.ImageDataset}.
 *
 * <p>Implementations are immutable and cheap to create: nothing is read before {@link #load}. To train on one, cut it
 * with {@code LoadedDataset.load(dataset, directory, validation)} from the {@code memory} package.
 */
public interface ImageDataset {
    /**
     * Its name on the command line and in specs: lower case, digits and dashes.
     *
     * @return the id
     */
    String id();

    /**
     * What is known about it without reading it.
     *
     * @return the card
     */
    DatasetCard card();

    /**
     * How many images each class has, as far as that is known without reading them.
     *
     * @return sizes that add up to the card's; evenly divided for a set that does not say otherwise
     */
    default ClassSizes classSizes() {
        return ClassSizes.even(card());
    }

    /**
     * How an image file becomes pixels as this set's images are: what its own files went through, and what is done with a
     * picture that somebody shows to a network trained on it. A set that is not kept as image files takes the middle of a
     * picture in the proportions of its images.
     *
     * @return a preparation whose result has the card's shape
     */
    default Preparation preparation() {
        return new Preparation(card().shape(), Fit.CROP, Filter.BILINEAR);
    }

    /**
     * Whether it can be loaded. A set that is made in memory always can, which is the default.
     *
     * @param directory where data sets are
     * @return the folder and what is missing in it
     */
    default Availability availability(DataDirectory directory) {
        return Availability.embedded();
    }

    /**
     * Downloads what is missing, checking every file against its SHA-256. Interrupted downloads resume. By default
     * nothing is missing.
     *
     * @param directory where data sets are; created if need be
     * @param progress is told about every file
     * @throws DataException if it cannot be downloaded; the message names files, folder and alternatives
     */
    default void fetch(DataDirectory directory, FetchProgress progress) {
        // Nothing is missing of a set that is made in memory.
    }

    /**
     * Reads or generates all images. Files are checked against their SHA-256 and their own headers.
     *
     * @param directory where data sets are
     * @return the images as published, in the published order
     * @throws DataException if files are missing, truncated, damaged or swapped; the message names the file, what was
     *     expected and what was found
     */
    TrainTest load(DataDirectory directory);

    /**
     * The training images of a set that is kept as one file per image, decoded anew at every read. For measuring what
     * decoding costs; {@link #load} decodes once.
     *
     * @param directory where data sets are
     * @return the images, or empty if the set is not kept so
     * @throws DataException if files are missing; later, at a read, if one cannot be decoded
     */
    default Optional<ImageTable> undecoded(DataDirectory directory) {
        return Optional.empty();
    }

    /**
     * The published splits.
     *
     * @param train training images
     * @param validation validation images; empty for most sets, of which a share of the training images is held out
     * @param test test images
     * @param remarks what a person should know, a sentence each: images left out, classes without images
     */
    record TrainTest(ImageTable train, Optional<ImageTable> validation, ImageTable test, List<String> remarks) {
        /**
         * With nothing to remark.
         *
         * @param train training images
         * @param test test images
         */
        public TrainTest(ImageTable train, ImageTable test) {
            this(train, Optional.empty(), test, List.of());
        }

        /** Checks that all hold images of the same kind. */
        public TrainTest {
            remarks = List.copyOf(remarks);
            check(train, "test", test);
            validation.ifPresent(images -> check(train, "validation", images));
        }

        private static void check(ImageTable train, String what, ImageTable other) {
            if (!train.shape().equals(other.shape()) || train.classes() != other.classes()) {
                throw new DataException("Training and " + what + " images must have the same shape and classes, got "
                        + train.shape() + " with " + train.classes() + " and " + other.shape() + " with "
                        + other.classes() + ".");
            }
        }
    }
}
