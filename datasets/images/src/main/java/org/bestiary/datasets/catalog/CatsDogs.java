package org.bestiary.datasets.catalog;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bestiary.common.image.Fit;
import org.bestiary.common.image.ImageShape;
import org.bestiary.common.image.Normalisation;
import org.bestiary.common.image.Preparation;
import org.bestiary.datasets.Availability;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.DatasetCard;
import org.bestiary.datasets.FetchProgress;
import org.bestiary.datasets.ImageDataset;
import org.bestiary.datasets.ImageTable;
import org.bestiary.datasets.catalog.FolderOptions.WithoutTest;

/**
 * {@code cats-dogs}: photographs of cats and dogs, brought to 3x150x150, two classes; the small subset that courses use.
 *
 * <p>From the Kaggle competition "Dogs vs. Cats" (2013), which took its 25,000 photographs from Asirra: J. Elson, J.
 * Douceur, J. Howell, J. Saul, "Asirra: A CAPTCHA that Exploits Interest-Aligned Manual Image Categorization", 2007. Read
 * from {@code cats-dogs/train/{cats,dogs}} and {@code cats-dogs/validation/{cats,dogs}}; the latter is the test split.
 * Photographs are squeezed to the square as the courses do.
 */
public final class CatsDogs implements ImageDataset {
    private static final int SIDE = 150;
    private static final FolderOptions OPTIONS =
            new FolderOptions(SIDE, Fit.STRETCH, 0.2, 0).with(WithoutTest.VALIDATION);
    private static final List<String> FOLDERS =
            List.of("train/cats", "train/dogs", "validation/cats", "validation/dogs");

    @Override
    public String id() {
        return "cats-dogs";
    }

    @Override
    public DatasetCard card() {
        return new DatasetCard(
                "Cats and dogs: a small subset of Asirra",
                "Little data for large networks: shows overfitting, augmentation and fine-tuning.",
                List.of("cats", "dogs"),
                new ImageShape(3, SIDE, SIDE),
                2_000,
                1_000,
                new Normalisation(List.of(0.48522, 0.45147, 0.41446), List.of(0.25673, 0.25010, 0.25255)),
                "Research and education only, by the terms of Kaggle and Asirra; no open licence",
                "J. Elson and others: Asirra: A CAPTCHA that Exploits Interest-Aligned Manual Image Categorization, ACM CCS "
                        + "2007",
                List.of(),
                List.of(),
                false,
                List.of(
                        "Kaggle asks for registration, so the photographs have to be put into place by hand.",
                        "Sizes are those of the usual subset; a folder with more images works too."));
    }

    @Override
    public Availability availability(DataDirectory directory) {
        Path folder = directory.folder(id());
        List<String> problems = FOLDERS.stream()
                .filter(name -> !Files.isDirectory(folder.resolve(name)))
                .map(name -> name + " is missing")
                .toList();
        return new Availability(Optional.of(folder), problems);
    }

    @Override
    public void fetch(DataDirectory directory, FetchProgress progress) {
        if (!availability(directory).available()) {
            throw missing(directory);
        }
    }

    @Override
    public TrainTest load(DataDirectory directory) {
        if (!availability(directory).available()) {
            throw missing(directory);
        }
        return folder(directory).load(directory);
    }

    @Override
    public Optional<ImageTable> undecoded(DataDirectory directory) {
        if (!availability(directory).available()) {
            throw missing(directory);
        }
        return folder(directory).undecoded(directory);
    }

    private DataException missing(DataDirectory directory) {
        return new DataException(
                "cats-dogs cannot be downloaded without an account at Kaggle: get 'Dogs vs. Cats' there and "
                        + "put photographs into train/cats, train/dogs, validation/cats and validation/dogs of "
                        + directory.folder(id()) + ".");
    }

    @Override
    public Preparation preparation() {
        return OPTIONS.preparation();
    }

    private ImageFolder folder(DataDirectory directory) {
        return new ImageFolder(directory.folder(id()), OPTIONS);
    }
}
