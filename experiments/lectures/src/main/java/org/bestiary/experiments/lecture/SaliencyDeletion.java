package org.bestiary.experiments.lecture;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.Split;
import org.bestiary.datasets.memory.BatchIterator;
import org.bestiary.datasets.memory.LoadedDataset;
import org.bestiary.experiments.config.SpecException;
import org.bestiary.experiments.explain.Attribution;
import org.bestiary.experiments.explain.Attributions;
import org.bestiary.experiments.explain.Deletion;
import org.bestiary.experiments.explain.Method;
import org.bestiary.experiments.explain.Subject;
import org.bestiary.experiments.train.TrainedModel;
import org.bestiary.reports.run.RunDirectory;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The deletion test of plain saliency on a trained network: a tenth of the pixels of test images is covered. */
final class SaliencyDeletion {
    private static final int IMAGES = 200;
    private static final double SHARE = 0.1;
    private static final long CHOICE = 1;

    private final DataDirectory data;
    private final Map<Path, Deletion> measured = new HashMap<>();

    /**
     * @param data where data sets are
     */
    SaliencyDeletion(DataDirectory data) {
        this.data = data;
    }

    /** Measures the network of a finished run, once. */
    Deletion of(Path directory) {
        return measured.computeIfAbsent(directory, this::measure);
    }

    private Deletion measure(Path directory) {
        RunDirectory run = RunDirectory.open(directory);
        TrainedModel model = TrainedModel.open(run);
        if (model.classes().size() != model.network().classes()) {
            throw new SpecException("the score of the predicted class needs an output for each class, but "
                    + model.network().id() + " has " + model.network().classes() + " for "
                    + model.classes().size() + " classes; measure another network");
        }
        Subject subject = new Subject(
                model.network(), model.engine(), model.graph(model.engine()), model.classes(), model.imageInput());
        List<float[]> images = images(run, model);
        float[][] scores = subject.scores(images);
        int[] targets = new int[scores.length];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = Subject.best(scores[i]);
        }
        List<float[]> maps = new Attributions(subject, Attributions.Settings.defaults())
                .of(Method.SALIENCY, images, targets, null, share -> {}).stream()
                        .map(a -> a.perPixel(Attribution.Reduction.MAX))
                        .toList();
        return Deletion.measure(subject, images, targets, maps, SHARE, 1);
    }

    /** Some test images of every class, as the network reads them. */
    private List<float[]> images(RunDirectory run, TrainedModel model) {
        LoadedDataset set = TestImages.of(run, model, data).limited(IMAGES, IMAGES, IMAGES, CHOICE);
        List<float[]> images = new ArrayList<>();
        try (BatchIterator batches = set.open(Split.TEST, TestImages.options(IMAGES, model))) {
            INDArray first = batches.next().getFeatures();
            for (long i = 0; i < first.size(0); i++) {
                images.add(first.slice(i).dup('c').data().asFloat());
            }
        }
        return images;
    }
}
