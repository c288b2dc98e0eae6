package org.bestiary.datasets.catalog;

import java.util.Optional;
import org.bestiary.common.image.Preparation;
import org.bestiary.datasets.Availability;
import org.bestiary.datasets.ClassSizes;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.DatasetCard;
import org.bestiary.datasets.FetchProgress;
import org.bestiary.datasets.ImageDataset;
import org.bestiary.datasets.ImageTable;

/** A data set that is another one in some other way: whatever is not said here is as there. */
abstract class Wrapped implements ImageDataset {
    private final ImageDataset whole;

    Wrapped(ImageDataset whole) {
        this.whole = whole;
    }

    /** The other one. */
    final ImageDataset whole() {
        return whole;
    }

    @Override
    public String id() {
        return whole.id();
    }

    @Override
    public DatasetCard card() {
        return whole.card();
    }

    @Override
    public ClassSizes classSizes() {
        return whole.classSizes();
    }

    @Override
    public Preparation preparation() {
        return whole.preparation();
    }

    @Override
    public Availability availability(DataDirectory directory) {
        return whole.availability(directory);
    }

    @Override
    public void fetch(DataDirectory directory, FetchProgress progress) {
        whole.fetch(directory, progress);
    }

    @Override
    public TrainTest load(DataDirectory directory) {
        return whole.load(directory);
    }

    @Override
    public Optional<ImageTable> undecoded(DataDirectory directory) {
        return whole.undecoded(directory);
    }
}
