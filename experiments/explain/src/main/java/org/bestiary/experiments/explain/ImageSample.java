package org.bestiary.experiments.explain;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bestiary.datasets.ImageTable;
import org.bestiary.datasets.RandomStream;

/** Some images of a data set, drawn by chance from a seed, or all of them in their order. */
public final class ImageSample {
    private final ImageTable table;
    private final List<String> classes;
    private final int[] chosen;

    /**
     * @param table the images
     * @param classes names of its classes
     * @param most how many
     * @param seed of the draw
     */
    public ImageSample(ImageTable table, List<String> classes, int most, long seed) {
        this.table = table;
        this.classes = List.copyOf(classes);
        int[] order = RandomStream.of(seed).permutation(table.count());
        this.chosen = Arrays.copyOf(order, Math.min(most, order.length));
        Arrays.sort(chosen);
    }

    /** How many images. */
    public int count() {
        return chosen.length;
    }

    /** Names of the classes. */
    public List<String> classes() {
        return classes;
    }

    /** The class of an image. */
    public int label(int i) {
        return table.label(chosen[i]);
    }

    /** The number of an image in the data set's split. */
    public int index(int i) {
        return chosen[i];
    }

    /** Images from one to before another, as the network reads them. */
    public List<float[]> inputs(Subject subject, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> subject.prepare(table.shape(), table.pixels(chosen[i])))
                .toList();
    }

    /** All of them, as the network reads them. */
    public List<float[]> inputs(Subject subject) {
        return inputs(subject, 0, count());
    }
}
