package org.bestiary.experiments.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.bestiary.common.image.ImageShape;
import org.bestiary.datasets.Augmentation;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.ImageDataset;
import org.bestiary.datasets.Layout;
import org.bestiary.datasets.LoadOptions;
import org.bestiary.datasets.Split;
import org.bestiary.datasets.ValidationSplit;
import org.bestiary.datasets.augment.TestTime;
import org.bestiary.datasets.catalog.Catalog;
import org.bestiary.datasets.memory.LoadedDataset;
import org.bestiary.experiments.config.ExperimentSpec;
import org.bestiary.experiments.config.SpecReader;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunException;
import org.bestiary.reports.run.TestEvaluation;
import org.bestiary.zoo.Shape;

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
     * @param dataset id of another data set than the run's; empty for the run's own
     * @param split which images
     * @param views of each image, whose probabilities are averaged
     * @param note is told what takes a while
     * @throws RunException if the run has no network or the data do not fit it
     */
    public static Result of(
            RunDirectory directory,
            DataDirectory dataDirectory,
            Optional<String> dataset,
            Split split,
            TestTime views,
            Consumer<String> note) {
        TrainedModel model = TrainedModel.open(directory);
        ExperimentSpec.Data recorded = SpecReader.recorded(
                        directory.read().spec(), directory.recordFile().toString())
                .data();
        ImageDataset data = dataset.<ImageDataset>map(Catalog.standard()::find).orElse(model.dataset());
        check(model, data);
        note.accept("reading " + data.card().title());
        LoadedDataset images = LoadedDataset.load(
                data, dataDirectory, new ValidationSplit(recorded.validation(), recorded.splitSeed()));
        images.remarks().forEach(note);
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
                    data.id(),
                    result.evaluation(
                            data.card().classes(), images.images(split).sha256()),
                    result.imagesPerSecond());
        } finally {
            iterators.forEach(Batches::close);
        }
    }

    private static void check(TrainedModel model, ImageDataset data) {
        ImageShape image = data.card().shape();
        Shape given = Shape.map(image.channels(), image.height(), image.width());
        if (!given.equals(model.input())
                || data.card().classes().size() != model.classes().size()) {
            throw new RunException("a network can be evaluated on images like those it was trained on, " + model.input()
                    + " in " + model.classes().size() + " classes, but " + data.id() + " has " + given + " in "
                    + data.card().classes().size() + " classes; choose another data set");
        }
    }
}
