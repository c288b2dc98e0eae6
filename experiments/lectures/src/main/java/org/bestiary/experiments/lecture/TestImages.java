package org.bestiary.experiments.lecture;

import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.Layout;
import org.bestiary.datasets.LoadOptions;
import org.bestiary.datasets.ValidationSplit;
import org.bestiary.datasets.memory.LoadedDataset;
import org.bestiary.experiments.config.SpecException;
import org.bestiary.experiments.train.TrainedModel;
import org.bestiary.reports.run.RunDirectory;

/** The images that a finished run was tested on, to be looked at again as its network reads them. */
final class TestImages {
    private TestImages() {}

    /**
     * The data set of a run.
     *
     * @throws SpecException if its images have changed since
     */
    static LoadedDataset of(RunDirectory run, TrainedModel model, DataDirectory data) {
        LoadedDataset images = LoadedDataset.load(model.dataset(), data, ValidationSplit.NONE);
        if (!images.sha256().equals(run.read().dataset().sha256())) {
            throw new SpecException("a network must be tested again on the images of its run, but those of "
                    + images.card().title() + " have changed since " + run.id() + "; run it again");
        }
        return images;
    }

    /** Batches of N x C x H x W, normalised as the run's were. */
    static LoadOptions options(int batch, TrainedModel model) {
        return LoadOptions.batch(batch).withLayout(Layout.NCHW).withNormalisation(model.normalisation());
    }
}
