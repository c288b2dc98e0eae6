package org.bestiary.datasets.memory;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bestiary.common.image.ImageShape;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.DatasetCard;
import org.bestiary.datasets.ImageDataset;
import org.bestiary.datasets.ImageTable;
import org.bestiary.datasets.ValidationSplit;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * A data set of one's own from arrays or from an iterator of DL4J. Immutable: {@code train} and {@code test} return copies.
 *
 * <pre>{@code
 * ImageDataset moods = ArrayDataset.named("moods", new ImageShape(3, 32, 32), "glad", "sad")
 *         .train(trainPixels, trainLabels)
 *         .test(testPixels, testLabels);
 * }</pre>
 *
 * <p>Without test images a fifth of the training images of every class is kept for testing. The mean and deviation that
 * images are normalised with are those of the training images.
 */
public final class ArrayDataset implements ImageDataset {
    private static final double TEST_SHARE = 0.2;

    private final String id;
    private final ImageShape shape;
    private final List<String> classes;
    private final Optional<ImageTable> train;
    private final Optional<ImageTable> test;

    private ArrayDataset(
            String id, ImageShape shape, List<String> classes, Optional<ImageTable> train, Optional<ImageTable> test) {
        this.id = id;
        this.shape = shape;
        this.classes = classes;
        this.train = train;
        this.test = test;
    }

    /**
     * A data set without images, to be given some.
     *
     * @param id its name: lower case, digits and dashes
     * @param shape of every image
     * @param classes their names in label order, at least two
     * @return a data set that can be loaded once it has training images
     */
    public static ArrayDataset named(String id, ImageShape shape, String... classes) {
        return new ArrayDataset(id, shape, List.of(classes), Optional.empty(), Optional.empty());
    }

    /**
     * The same with these training images.
     *
     * @param images unsigned bytes in the order row, column, channel, {@code shape.values()} for each image
     * @param labels one per image, from 0
     * @return a copy
     * @throws DataException if lengths do not agree or a label is out of range
     */
    public ArrayDataset train(byte[][] images, int... labels) {
        return with(Optional.of(table(images, labels)), test);
    }

    /**
     * The same with these test images.
     *
     * @param images unsigned bytes in the order row, column, channel, {@code shape.values()} for each image
     * @param labels one per image, from 0
     * @return a copy
     * @throws DataException if lengths do not agree or a label is out of range
     */
    public ArrayDataset test(byte[][] images, int... labels) {
        return with(train, Optional.of(table(images, labels)));
    }

    /**
     * The same with the training images of an iterator, which is read from its beginning to its end.
     *
     * @param batches features N x C x H x W from 0 to {@code white}, labels N x classes with a 1 each
     * @param white the number that stands for the brightest pixel, usually 1 or 255; others are rounded to the nearest of
     *     256 steps
     * @return a copy
     * @throws DataException if features have another shape or range, or a label is not one of the classes
     */
    public ArrayDataset train(DataSetIterator batches, double white) {
        return with(Optional.of(new IteratorImages(shape, classes.size(), white).read(batches)), test);
    }

    /**
     * The same with the test images of an iterator.
     *
     * @param batches features N x C x H x W from 0 to {@code white}, labels N x classes with a 1 each
     * @param white the number that stands for the brightest pixel, usually 1 or 255
     * @return a copy
     * @throws DataException if features have another shape or range, or a label is not one of the classes
     */
    public ArrayDataset test(DataSetIterator batches, double white) {
        return with(train, Optional.of(new IteratorImages(shape, classes.size(), white).read(batches)));
    }

    private ArrayDataset with(Optional<ImageTable> newTrain, Optional<ImageTable> newTest) {
        return new ArrayDataset(id, shape, classes, newTrain, newTest);
    }

    private ImageTable table(byte[][] images, int... labels) {
        if (images.length != labels.length) {
            throw new DataException("There must be a label for each image, got " + images.length + " images and "
                    + labels.length + " labels.");
        }
        byte[] all = new byte[Math.multiplyExact(images.length, shape.values())];
        for (int i = 0; i < images.length; i++) {
            if (images[i].length != shape.values()) {
                throw new DataException("Image " + i + " must have " + shape.values() + " bytes for " + shape + ", got "
                        + images[i].length + ".");
            }
            System.arraycopy(images[i], 0, all, i * shape.values(), shape.values());
        }
        return new PackedImages(shape, classes.size(), all, labels.clone());
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public DatasetCard card() {
        TrainTest images = images();
        return new DatasetCard(
                id,
                "One's own images, given by a program.",
                classes,
                shape,
                images.train().count(),
                images.test().count(),
                ChannelStatistics.of(images.train()).normalisation(),
                "That of the images",
                "The program that gave them",
                List.of(),
                List.of(),
                false,
                List.of());
    }

    @Override
    public TrainTest load(DataDirectory directory) {
        return images();
    }

    private TrainTest images() {
        ImageTable given = train.orElseThrow(() ->
                new DataException("A data set must have training images, but " + id + " was given none; call train."));
        if (test.isPresent()) {
            return new TrainTest(given, test.get());
        }
        ValidationSplit.Cut cut = new ValidationSplit(TEST_SHARE, 0).cut(given);
        return new TrainTest(new SelectedImages(given, cut.train()), new SelectedImages(given, cut.validation()));
    }

    @Override
    public String toString() {
        return id + " " + shape + " " + Arrays.toString(classes.toArray());
    }
}
