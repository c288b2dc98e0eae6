package org.bestiary.datasets.catalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.bestiary.common.image.ImageShape;
import org.bestiary.common.image.Preparation;
import org.bestiary.datasets.Availability;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.DatasetCard;
import org.bestiary.datasets.FetchProgress;
import org.bestiary.datasets.ImageDataset;
import org.bestiary.datasets.ImageTable;
import org.bestiary.datasets.memory.SelectedImages;

/** Some classes of a data set, as a data set of its own: labels count from 0 in the order in which they were named. */
public final class ChosenClasses implements ImageDataset {
    private final ImageDataset whole;
    private final List<Integer> labels;
    private final DatasetCard card;

    private ChosenClasses(ImageDataset whole, List<Integer> labels) {
        this.whole = whole;
        this.labels = labels;
        DatasetCard of = whole.card();
        int all = of.classes().size();
        this.card = new DatasetCard(
                of.title() + ", " + labels.size() + " of its " + all + " classes",
                of.summary(),
                labels.stream().map(of.classes()::get).toList(),
                of.shape(),
                Math.max(1, of.trainSize() / all * labels.size()),
                of.testSize() / all * labels.size(),
                of.normalisation(),
                of.licence(),
                of.citation(),
                of.files(),
                of.archives(),
                of.signs(),
                of.notes());
    }

    /**
     * Chooses classes.
     *
     * @param whole the data set
     * @param names names of classes, or their numbers from 0
     * @return a data set of the same id that has these only
     * @throws DataException if there is no such class, one is named twice, or only one is named
     */
    public static ImageDataset of(ImageDataset whole, List<String> names) {
        List<String> classes = whole.card().classes();
        List<Integer> labels = new ArrayList<>();
        for (String name : names) {
            int label = classes.contains(name) ? classes.indexOf(name) : number(whole, name);
            if (labels.contains(label)) {
                throw new DataException("Classes must be named once, got '" + name + "' again; leave one out.");
            }
            labels.add(label);
        }
        if (labels.size() < 2) {
            throw new DataException("At least two classes must be chosen, got " + names + "; name another one.");
        }
        return new ChosenClasses(whole, List.copyOf(labels));
    }

    private static int number(ImageDataset whole, String name) {
        List<String> classes = whole.card().classes();
        if (!name.matches("-?\\d{1,9}")) {
            throw new DataException(
                    whole.id() + " has no class '" + name + "'; it has " + String.join(", ", classes) + ".");
        }
        int number = Integer.parseInt(name);
        if (number < 0 || number >= classes.size()) {
            throw new DataException(
                    "A class of " + whole.id() + " must be from 0 to " + (classes.size() - 1) + ", got " + name + ".");
        }
        return number;
    }

    @Override
    public String id() {
        return whole.id();
    }

    @Override
    public DatasetCard card() {
        return card;
    }

    @Override
    public Preparation preparation() {
        return whole.preparation();
    }

    @Override
    public Availability availability(DataDirectory directory) {
        return whole.availability(directory);
    }

    @Override
    public void fetch(DataDirectory directory, FetchProgress progress) {
        whole.fetch(directory, progress);
    }

    @Override
    public TrainTest load(DataDirectory directory) {
        TrainTest images = whole.load(directory);
        return new TrainTest(
                some(images.train()), images.validation().map(this::some), some(images.test()), images.remarks());
    }

    private ImageTable some(ImageTable images) {
        Set<Integer> wanted = new HashSet<>(labels);
        int[] indices = IntStream.range(0, images.count())
                .filter(i -> wanted.contains(images.label(i)))
                .toArray();
        int[] newLabels = new int[images.classes()];
        Arrays.fill(newLabels, -1);
        for (int i = 0; i < labels.size(); i++) {
            newLabels[labels.get(i)] = i;
        }
        return new Relabelled(images, newLabels, labels.size(), indices);
    }

    /** Some images of a table with other labels. */
    private static final class Relabelled implements ImageTable {
        private final ImageTable table;
        private final int[] newLabels;
        private final int classes;
        private final int[] indices;

        Relabelled(ImageTable table, int[] newLabels, int classes, int[] indices) {
            this.table = table;
            this.newLabels = newLabels;
            this.classes = classes;
            this.indices = indices;
        }

        @Override
        public int count() {
            return indices.length;
        }

        @Override
        public ImageShape shape() {
            return table.shape();
        }

        @Override
        public int classes() {
            return classes;
        }

        @Override
        public int label(int index) {
            return newLabels[table.label(indices[index])];
        }

        @Override
        public void read(int index, byte[] into, int offset) {
            table.read(indices[index], into, offset);
        }

        @Override
        public String sha256() {
            // A selection of a table knows how to digest itself, labels included.
            return new SelectedImages(this, IntStream.range(0, indices.length).toArray()).sha256();
        }
    }
}
