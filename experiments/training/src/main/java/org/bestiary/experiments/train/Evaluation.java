package org.bestiary.experiments.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.bestiary.datasets.Augmentation;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.ImageDataset;
import org.bestiary.datasets.Layout;
import org.bestiary.datasets.LoadOptions;
import org.bestiary.datasets.Split;
import org.bestiary.datasets.augment.TestTime;
import org.bestiary.datasets.memory.LoadedDataset;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunException;
import org.bestiary.reports.run.TestEvaluation;

/** Evaluates the best network of a run once more: on another split, another data set, or in several views. */
public final class Evaluation {
    private static final int BATCH = 100;

    private Evaluation() {}

    /**
     * An evaluation and what it is of.
     *
     * @param run id of the run
     * @param data id of the data set
     * @param evaluation its figures
     * @param imagesPerSecond its speed, every view of an image included
     */
    public record Result(String run, String data, TestEvaluation evaluation, double imagesPerSecond) {}

    /**
     * Evaluates.
     *
     * @param directory the run
     * @param dataDirectory where data sets are
     * @param dataset id of another data set than the run's, whose classes are matched by name; empty for the run's own
     * @param split which images
     * @param views of each image, whose probabilities are averaged
     * @param note is told what takes a while
     * @throws RunException if the run has no network or the data do not fit it
     * @throws DataException if files are missing or damaged, or there are classes that the network does not know
     */
    public static Result of(
            RunDirectory directory,
            DataDirectory dataDirectory,
            Optional<String> dataset,
            Split split,
            TestTime views,
            Consumer<String> note) {
        TrainedModel model = TrainedModel.open(directory);
        Optional<ImageDataset> other = dataset.map(model::fitting);
        note.accept("reading " + other.orElseGet(model::dataset).card().title());
        LoadedDataset images = other.map(o -> LoadedDataset.load(o, dataDirectory, model.validation()))
                .orElseGet(() -> model.images(dataDirectory));
        images.remarks().forEach(note);
        if (other.isEmpty()) {
            SameData.problem(directory.read(), images)
                    .ifPresent(problem -> note.accept("these are not the data of the run: " + problem));
        }
        LoadOptions options = LoadOptions.batch(BATCH)
                .withLayout(model.channelsLast() ? Layout.NHWC : Layout.NCHW)
                .withNormalisation(model.normalisation());
        List<Augmentation> looks = views.views();
        List<Batches> iterators = new ArrayList<>();
        try {
            for (Augmentation look : looks) {
                // The whole image needs no copying through an augmentation.
                iterators.add(Batches.of(
                        images.open(split, views == TestTime.NONE ? options : options.withAugmentation(look, 0))));
            }
            Evaluator.Result result = looks.size() == 1
                    ? Evaluator.evaluate(model.graph(model.engine()), iterators.get(0), done -> {})
                    : Evaluator.average(model.graph(model.engine()), iterators, done -> {});
            return new Result(
                    directory.id(),
                    images.id(),
                    result.evaluation(model.classes(), images.images(split).sha256()),
                    result.imagesPerSecond());
        } finally {
            iterators.forEach(Batches::close);
        }
    }
}
