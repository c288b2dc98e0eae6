package org.bestiary.experiments.train;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.memory.LoadedDataset;
import org.bestiary.experiments.config.ExperimentSpec;
import org.bestiary.experiments.config.Validation;

/** The images of several runs, read once while they are the same; every run cuts them in its own way. */
final class SharedImages {
    private final DataDirectory directory;
    private final TrainingView view;
    private final Set<String> told = new HashSet<>();
    private Optional<ExperimentSpec.Data> read = Optional.empty();
    private Optional<LoadedDataset> images = Optional.empty();

    SharedImages(DataDirectory directory, TrainingView view) {
        this.directory = directory;
        this.view = view;
    }

    /** The images of a plan, with those to validate with held out. */
    LoadedDataset of(Plan plan) {
        Optional<ExperimentSpec.Data> wanted = Optional.of(plan.spec().data().with(Validation.NONE));
        if (images.isEmpty() || !wanted.equals(read)) {
            view.note("reading " + plan.dataset().card().title());
            images = Optional.of(plan.read(directory));
            read = wanted;
            told.clear();
        }
        LoadedDataset cut = plan.cut(images.get());
        cut.remarks().stream().filter(told::add).forEach(view::note);
        return cut;
    }
}
