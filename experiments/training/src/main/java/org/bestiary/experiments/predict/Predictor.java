package org.bestiary.experiments.predict;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.bestiary.common.image.ImageException;
import org.bestiary.common.image.ImageInput;
import org.bestiary.experiments.explain.Subject;
import org.bestiary.experiments.train.TrainedModel;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.ZooException;
import org.bestiary.zoo.weights.Pretrained;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A network that says what is on pictures, whatever its origin. One thread at a time. */
public final class Predictor {
    private static final int BATCH = 32;

    private final List<String> classes;
    private final Supplier<ImageInput> images;
    private final Shape input;
    private final Function<INDArray, INDArray> logits;

    private Predictor(
            List<String> classes, Supplier<ImageInput> images, Shape input, Function<INDArray, INDArray> logits) {
        this.classes = classes;
        this.images = images;
        this.input = input;
        this.logits = logits;
    }

    /** The best network of a run, which reads pictures as it did in its training. */
    public static Predictor of(TrainedModel model) {
        return new Predictor(model.classes(), model::imageInput, model.input(), model::logits);
    }

    /** A network with weights from a file, which reads pictures as these weights ask for. */
    public static Predictor of(Pretrained net) {
        int count = net.network().classes();
        List<String> names = net.classNames()
                .orElseGet(() ->
                        IntStream.range(0, count).mapToObj(Integer::toString).toList());
        // Looked up when a picture comes: arrays go in as they are, and need no such knowledge.
        return new Predictor(names, net::imageInput, net.network().input(), net::logits);
    }

    /** Shape of one image. */
    public Shape input() {
        return input;
    }

    /**
     * The scores before softmax of image files.
     *
     * @param files images
     * @param bad is told of every file that cannot be decoded, and its row is empty; empty to stop at the first
     * @return a row for each file
     * @throws ImageException if a file cannot be decoded and {@code bad} is empty
     */
    public List<Optional<float[]>> scores(List<Path> files, Optional<Consumer<ImageException>> bad) {
        List<Optional<float[]>> rows = new ArrayList<>();
        for (int from = 0; from < files.size(); from += BATCH) {
            rows.addAll(batch(files.subList(from, Math.min(files.size(), from + BATCH)), bad));
        }
        return rows;
    }

    private record Read(Optional<float[]> numbers, Optional<ImageException> problem) {}

    private List<Optional<float[]>> batch(List<Path> files, Optional<Consumer<ImageException>> bad) {
        ImageInput how = images.get();
        List<Read> read = files.stream().parallel().map(f -> read(how, f)).toList();
        for (Read r : read) {
            if (r.problem().isPresent()) {
                bad.orElseThrow(r.problem()::get).accept(r.problem().get());
            }
        }
        List<float[]> sound = read.stream().flatMap(r -> r.numbers().stream()).toList();
        int each = (int) input.size();
        float[] all = new float[sound.size() * each];
        for (int i = 0; i < sound.size(); i++) {
            System.arraycopy(sound.get(i), 0, all, i * each, each);
        }
        float[][] scores = sound.isEmpty() ? new float[0][] : batch(all, sound.size(), input);
        List<Optional<float[]>> rows = new ArrayList<>();
        int next = 0;
        for (Read r : read) {
            rows.add(r.numbers().isPresent() ? Optional.of(scores[next++]) : Optional.empty());
        }
        return rows;
    }

    private static Read read(ImageInput how, Path file) {
        try {
            return new Read(Optional.of(how.read(file)), Optional.empty());
        } catch (ImageException e) {
            return new Read(Optional.empty(), Optional.of(e));
        }
    }

    /**
     * The scores before softmax of images that are used as they are.
     *
     * @param values N x C x H x W numbers
     * @param count N
     * @param shape C x H x W
     * @return a row for each image
     * @throws ZooException if the network reads images of another shape
     */
    public float[][] scores(float[] values, int count, Shape shape) {
        int each = (int) shape.size();
        float[][] rows = new float[count][];
        for (int from = 0; from < count; from += BATCH) {
            int n = Math.min(BATCH, count - from);
            float[] part = Arrays.copyOfRange(values, from * each, (from + n) * each);
            System.arraycopy(batch(part, n, shape), 0, rows, from, n);
        }
        return rows;
    }

    private float[][] batch(float[] part, int n, Shape shape) {
        INDArray x = Nd4j.create(part, new long[] {n, shape.channels(), shape.height(), shape.width()}, 'c');
        return logits.apply(x).toFloatMatrix();
    }

    /**
     * The likeliest classes of a row of scores: softmax of the scores, or the sigmoid of a single one.
     *
     * @param top how many at most
     */
    public List<Guess> guesses(float[] scores, int top) {
        double[] p = Subject.probabilities(scores);
        if (p.length == 1) {
            List<Guess> both = List.of(new Guess("1", p[0]), new Guess("0", 1 - p[0]));
            return (p[0] < 0.5 ? List.of(both.get(1), both.get(0)) : both).subList(0, Math.min(top, 2));
        }
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -scores[i]).thenComparing(Comparator.naturalOrder()))
                .limit(top)
                .map(i -> new Guess(classes.get(i), p[i]))
                .toList();
    }
}
