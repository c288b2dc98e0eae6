package org.bestiary.experiments.train;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.bestiary.common.image.ImageInput;
import org.bestiary.common.image.ImageShape;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.ImageDataset;
import org.bestiary.datasets.ImageTable;
import org.bestiary.datasets.Layout;
import org.bestiary.datasets.LoadOptions;
import org.bestiary.datasets.Split;
import org.bestiary.datasets.ValidationSplit;
import org.bestiary.datasets.catalog.Datasets;
import org.bestiary.datasets.catalog.ImageFolder;
import org.bestiary.datasets.memory.BatchIterator;
import org.bestiary.datasets.memory.LoadedDataset;
import org.bestiary.datasets.memory.SelectedImages;
import org.bestiary.experiments.explain.Subject;
import org.bestiary.reports.run.RunException;
import org.bestiary.reports.run.TestEvaluation;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.weights.Pretrained;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Evaluates a network with weights from a file, without a run. */
public final class WeightsEvaluation {
    private static final int BATCH = 100;
    private static final int MOST_THREADS = 8;

    private final String name;
    private final Pretrained net;
    private final ImageInput input;
    private final List<String> synsets;

    /**
     * @param name what the network is called
     * @param net the network
     * @param input how images become its input
     * @param synsets ImageNet's synsets in the order of the network's classes; none if they are not known
     */
    public WeightsEvaluation(String name, Pretrained net, ImageInput input, List<String> synsets) {
        this.name = name;
        this.net = net;
        this.input = input;
        this.synsets = List.copyOf(synsets);
    }

    /** Images, their names of classes, and the digest if they are all of a split. */
    private record Images(ImageTable table, List<String> classes, Optional<String> sha256) {}

    /**
     * Evaluates.
     *
     * @param directory where data sets are
     * @param data id of a data set; the images of a folder are prepared as the weights ask for
     * @param split which images
     * @param limit at most so many, chosen at random within each class; empty for all
     * @param note is told what takes a while, and what a person should know
     * @throws RunException if the images have another shape than the network reads, or classes that it does not know
     * @throws DataException if files are missing or damaged
     */
    public Evaluation.Result of(
            DataDirectory directory, String data, Split split, OptionalInt limit, Consumer<String> note) {
        ImageDataset dataset = Datasets.standard().find(data);
        if (dataset instanceof ImageFolder folder) {
            dataset = folder.preparedAs(input.preparation());
        }
        ImageShape image = dataset.card().shape();
        Shape given = Shape.map(image.channels(), image.height(), image.width());
        if (!given.equals(net.network().input())) {
            throw new RunException("images must have the shape that the network reads, "
                    + net.network().input() + ", but those of " + data + " are " + given
                    + "; build it for them with --input " + given);
        }
        int[] outputs = outputs(dataset, note);
        note.accept("reading " + dataset.card().title());
        Images images = limited(images(dataset, directory, split, note), limit);
        LoadOptions options = LoadOptions.batch(BATCH)
                .withLayout(Layout.NCHW)
                .withThreads(Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()));
        try (Batches batches =
                Batches.of(new BatchIterator(images.table, images.classes, options, input.normalisation()))) {
            int classes = Math.max(2, net.network().classes());
            Evaluator.Result result = Evaluator.evaluate(this::probabilities, batches, outputs, classes, done -> {});
            TestEvaluation evaluation = result.evaluation(names(classes), images.sha256);
            return new Evaluation.Result(name, dataset.id(), evaluation, result.imagesPerSecond());
        }
    }

    private List<String> names(int classes) {
        return net.classNames()
                .orElseGet(() ->
                        IntStream.range(0, classes).mapToObj(Integer::toString).toList());
    }

    private int[] outputs(ImageDataset dataset, Consumer<String> note) {
        List<String> here = dataset.card().classes();
        int classes = Math.max(2, net.network().classes());
        if (net.classNames().isPresent()) {
            return new ClassNames(names(classes), synsets).outputs(here, dataset.id());
        }
        if (here.size() != classes) {
            throw new RunException("images must be of the classes that the weights tell apart, " + classes
                    + " without names, but " + dataset.id() + " has " + here.size() + "; choose others");
        }
        note.accept("what these weights call their " + classes + " classes is not known: they are taken to be those of "
                + dataset.id() + ", in its order (" + String.join(", ", here.subList(0, Math.min(5, classes)))
                + (classes > 5 ? ", ...)" : ")"));
        return IntStream.range(0, classes).toArray();
    }

    private static Images images(ImageDataset dataset, DataDirectory directory, Split split, Consumer<String> note) {
        List<String> classes = dataset.card().classes();
        if (dataset instanceof ImageFolder folder) {
            ImageTable table = folder.asTheyAre(split);
            if (table.count() == 0) {
                throw new DataException("The images of " + folder.id() + " must have some of this split, but there are"
                        + " none; choose another with --split.");
            }
            return new Images(table, classes, Optional.empty());
        }
        LoadedDataset loaded = LoadedDataset.load(dataset, directory, ValidationSplit.NONE);
        loaded.remarks().forEach(note);
        ImageTable table = loaded.images(split);
        if (table.count() == 0) {
            throw new DataException(
                    "The data set " + dataset.id() + " has no images of this split; choose another with" + " --split.");
        }
        return new Images(table, classes, Optional.of(table.sha256()));
    }

    private static Images limited(Images images, OptionalInt limit) {
        int count = images.table.count();
        if (limit.isEmpty() || limit.getAsInt() >= count) {
            return images;
        }
        double share = (double) limit.getAsInt() / count;
        int[] some = new ValidationSplit(share, 0).sample(images.table);
        return new Images(new SelectedImages(images.table, some), images.classes, Optional.empty());
    }

    private float[][] probabilities(INDArray images) {
        return ofScores(
                net.logits(input.blueFirst() ? blueFirst(images) : images).toFloatMatrix());
    }

    /** The same images with their channels the other way round. */
    private static INDArray blueFirst(INDArray images) {
        INDArray turned = Nd4j.createUninitialized(images.dataType(), images.shape(), 'c');
        int last = (int) images.size(1) - 1;
        for (int c = 0; c <= last; c++) {
            turned.get(NDArrayIndex.all(), NDArrayIndex.point(c))
                    .assign(images.get(NDArrayIndex.all(), NDArrayIndex.point(last - c)));
        }
        return turned;
    }

    /** One row per image; a single score stands for the second of two classes. */
    private static float[][] ofScores(float[][] scores) {
        float[][] rows = new float[scores.length][];
        for (int i = 0; i < rows.length; i++) {
            double[] p = Subject.probabilities(scores[i]);
            rows[i] = new float[Math.max(2, p.length)];
            for (int c = 0; c < p.length; c++) {
                rows[i][rows[i].length - p.length + c] = (float) p[c];
            }
            if (p.length == 1) {
                rows[i][0] = (float) (1 - p[0]);
            }
        }
        return rows;
    }
}
