package org.bestiary.datasets.catalog;

import java.util.Optional;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.ImageDataset;
import org.bestiary.datasets.ImageTable;

/** A data set without its images that cannot be decoded, wherever it is loaded from. */
public final class SoundImages extends Wrapped {
    /**
     * The sound images of a data set.
     *
     * @param whole all of them
     */
    public SoundImages(ImageDataset whole) {
        super(whole);
    }

    @Override
    public TrainTest load(DataDirectory directory) {
        return whole().load(directory.skippingBad());
    }

    @Override
    public Optional<ImageTable> undecoded(DataDirectory directory) {
        return whole().undecoded(directory.skippingBad());
    }
}
