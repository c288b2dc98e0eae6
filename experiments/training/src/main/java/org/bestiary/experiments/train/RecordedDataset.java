package org.bestiary.experiments.train;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bestiary.common.image.ImageInput;
import org.bestiary.common.image.Preparation;
import org.bestiary.datasets.Availability;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.DatasetCard;
import org.bestiary.datasets.FetchProgress;
import org.bestiary.datasets.ImageDataset;
import org.bestiary.datasets.ImageTable;
import org.bestiary.reports.run.DatasetSummary;

/**
 * The data set of a run as its record remembers it: what a network needs to be used is known even where the images are gone.
 * Whoever wants the images gets those of today.
 */
final class RecordedDataset implements ImageDataset {
    private final DatasetSummary recorded;
    private final ImageInput input;
    private final Supplier<ImageDataset> today;

    /**
     * @param recorded what the record says of the data
     * @param input how their images become the network's input
     * @param today finds the data set, when its images are wanted
     */
    RecordedDataset(DatasetSummary recorded, ImageInput input, Supplier<ImageDataset> today) {
        this.recorded = recorded;
        this.input = input;
        this.today = today;
    }

    @Override
    public String id() {
        return recorded.id();
    }

    @Override
    public DatasetCard card() {
        return new DatasetCard(
                recorded.title(),
                "The data of a run, as its record remembers them.",
                recorded.classNames(),
                input.shape(),
                (int) Math.max(1, recorded.train() + recorded.validation()),
                (int) recorded.test(),
                input.normalisation(),
                "That of the data set",
                "See 'bestiary datasets'",
                List.of(),
                List.of(),
                false,
                List.of());
    }

    @Override
    public Preparation preparation() {
        return input.preparation();
    }

    @Override
    public Availability availability(DataDirectory directory) {
        return today.get().availability(directory);
    }

    @Override
    public void fetch(DataDirectory directory, FetchProgress progress) {
        today.get().fetch(directory, progress);
    }

    @Override
    public TrainTest load(DataDirectory directory) {
        return today.get().load(directory);
    }

    @Override
    public Optional<ImageTable> undecoded(DataDirectory directory) {
        return today.get().undecoded(directory);
    }
}
