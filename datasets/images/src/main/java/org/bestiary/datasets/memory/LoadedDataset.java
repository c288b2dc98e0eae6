package org.bestiary.datasets.memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.DatasetCard;
import org.bestiary.datasets.Holdout;
import org.bestiary.datasets.ImageDataset;
import org.bestiary.datasets.ImageTable;
import org.bestiary.datasets.LoadOptions;
import org.bestiary.datasets.Split;
import org.bestiary.datasets.ValidationSplit;

/**
 * A data set that has been read and cut into training, validation and test images.
 *
 * <p>Immutable; any number of iterators may be open on it at once, from any threads.
 */
public final class LoadedDataset {
    /** A class is called rare when the most frequent one has more than this many times its images. */
    private static final int RARE = 10;

    private final String id;
    private final DatasetCard card;
    private final ImageTable train;
    private final ImageTable validation;
    private final ImageTable test;
    /** Validation images that the data set brings, whether they are used or not. */
    private final Optional<ImageTable> own;

    private final boolean ownValidation;
    private final String sha256;
    private final List<String> remarks;

    private LoadedDataset(ImageDataset dataset, ImageDataset.TrainTest images) {
        this.id = dataset.id();
        this.card = dataset.card();
        this.own = images.validation();
        this.ownValidation = false;
        this.train = images.train();
        this.validation = new SelectedImages(images.train());
        this.test = images.test();
        this.remarks = remarks(dataset, images);
        this.sha256 = own.isEmpty()
                ? TableDigest.ofAll(images.train().sha256(), images.test().sha256())
                : TableDigest.ofAll(
                        images.train().sha256(),
                        own.get().sha256(),
                        images.test().sha256());
    }

    /**
     * The same data without its test images, for whoever chooses something by what is measured on it.
     *
     * @return a data set whose test split has no images and cannot be opened
     */
    public LoadedDataset withoutTest() {
        return new LoadedDataset(this, train, validation, new SelectedImages(test), ownValidation, remarks);
    }

    /**
     * Reads a data set and cuts it.
     *
     * @param dataset which one
     * @param directory where data sets are
     * @param validation which images are for validation
     * @return the images
     * @throws DataException if files are missing or damaged, see {@link ImageDataset#load}
     */
    public static LoadedDataset load(ImageDataset dataset, DataDirectory directory, Holdout validation) {
        return new LoadedDataset(dataset, dataset.load(directory)).holdingOut(validation);
    }

    /**
     * The same data with images to validate with: those that the data set brings, or some of its training images.
     *
     * @param how which ones
     * @return a data set on the same images, which are not copied; its identity stays that of the whole
     * @throws DataException if images are held out already, or nothing would be left to train on
     */
    public LoadedDataset holdingOut(Holdout how) {
        if (validation.count() > 0) {
            throw new DataException("Images are held out once, but " + id + " has " + validation.count()
                    + " validation images already; begin with all of its training images.");
        }
        if (how instanceof ValidationSplit split) {
            if (split.share() == 0) {
                return this;
            }
            if (own.isPresent() && split.own()) {
                return new LoadedDataset(this, train, own.get(), test, true, remarks);
            }
        }
        ValidationSplit.Cut indices = how.cut(train);
        return new LoadedDataset(
                this,
                new SelectedImages(train, indices.train()),
                new SelectedImages(train, indices.validation()),
                test,
                false,
                Stream.concat(remarks.stream(), how.remarks(train, card.classes()).stream())
                        .toList());
    }

    private LoadedDataset(
            LoadedDataset whole,
            ImageTable train,
            ImageTable validation,
            ImageTable test,
            boolean ownValidation,
            List<String> remarks) {
        this.id = whole.id;
        this.card = whole.card;
        this.train = train;
        this.validation = validation;
        this.test = test;
        this.own = whole.own;
        this.ownValidation = ownValidation;
        this.sha256 = whole.sha256;
        this.remarks = List.copyOf(remarks);
    }

    /**
     * A part of it: so many images of each split at most, chosen at random within each class. Its identity stays that of
     * the whole.
     *
     * @param trainImages at most so many to learn from
     * @param validationImages at most so many to validate with
     * @param testImages at most so many to test with
     * @param seed of the choice
     * @return a smaller data set on the same images, which are not copied
     */
    public LoadedDataset limited(int trainImages, int validationImages, int testImages, long seed) {
        return new LoadedDataset(
                this,
                some(train, trainImages, seed),
                some(validation, validationImages, seed),
                some(test, testImages, seed),
                ownValidation,
                remarks);
    }

    private static ImageTable some(ImageTable images, int count, long seed) {
        if (count >= images.count()) {
            return images;
        }
        double share = (double) count / images.count();
        return new SelectedImages(images, new ValidationSplit(share, seed).sample(images));
    }

    /**
     * Which data set this is.
     *
     * @return its id
     */
    public String id() {
        return id;
    }

    /**
     * What is known about it.
     *
     * @return its card
     */
    public DatasetCard card() {
        return card;
    }

    /**
     * Identity of the data as loaded; does not depend on how validation images are chosen.
     *
     * @return SHA-256 over the identities of the training images, of the set's own validation images if it has some, and
     *     of the test images
     */
    public String sha256() {
        return sha256;
    }

    /**
     * What a person should know before training: images left out, classes that are empty or rare.
     *
     * @return a sentence each; empty if all is well
     */
    public List<String> remarks() {
        return Stream.concat(
                        remarks.stream(),
                        own.stream()
                                .map(images -> "the " + images.count() + " validation images of " + id
                                        + (ownValidation
                                                ? " are used, and no training image is held out"
                                                : " are not used")))
                .toList();
    }

    /**
     * Whether the validation images are those that the data set brings, and not some of its training images.
     *
     * @return true if they are its own
     */
    public boolean hasOwnValidation() {
        return ownValidation;
    }

    private static List<String> remarks(ImageDataset dataset, ImageDataset.TrainTest images) {
        List<String> remarks = new ArrayList<>(images.remarks());
        int[] counts = images.train().classCounts();
        int most = Arrays.stream(counts).max().orElse(0);
        for (int label = 0; label < counts.length; label++) {
            if (counts[label] * RARE < most) {
                remarks.add("class '" + dataset.card().classes().get(label) + "' has " + counts[label]
                        + " training images, the most frequent class has " + most);
            }
        }
        return List.copyOf(remarks);
    }

    /**
     * What is probably wrong with a way of loading these images for training.
     *
     * @param options as for {@link #open}
     * @return a sentence each; empty if all is well
     */
    public List<String> warnings(LoadOptions options) {
        return options.augmentation()
                .filter(augmentation -> augmentation.mirrors() && card.signs())
                .map(augmentation ->
                        List.of("augmentation '" + augmentation.name() + "' mirrors images, but the classes of " + id
                                + " are signs whose mirror image means something else; use one without flips"))
                .orElse(List.of());
    }

    /**
     * The images of a split.
     *
     * @param split which one
     * @return its images; empty for VALIDATION if there are none
     */
    public ImageTable images(Split split) {
        return switch (split) {
            case TRAIN -> train;
            case VALIDATION -> validation;
            case TEST -> test;
        };
    }

    /**
     * Opens an iterator at the beginning of epoch 0.
     *
     * @param split which images
     * @param options how batches are cut
     * @return a DL4J data set iterator; close it when done
     * @throws DataException if the split has no images or, with {@code dropLast}, less than one batch
     */
    public BatchIterator open(Split split, LoadOptions options) {
        ImageTable images = images(split);
        if (images.count() == 0) {
            throw new DataException(
                    "The " + split.name().toLowerCase(Locale.ROOT) + " split of " + id + " has no images; "
                            + (split == Split.VALIDATION
                                    ? "set a validation share above 0."
                                    : "check the data, or do not withhold it."));
        }
        return new BatchIterator(
                images, card.classes(), options, options.normalisation().orElse(card.normalisation()));
    }
}
