package org.bestiary.datasets.catalog;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bestiary.common.image.ImageShape;
import org.bestiary.datasets.ClassSizes;
import org.bestiary.datasets.DatasetCard;
import org.bestiary.datasets.ImageDataset.TrainTest;
import org.bestiary.datasets.ImageTable;
import org.bestiary.datasets.memory.SelectedImages;

/**
 * Other labels for the images of a data set; those of some classes may be left out.
 *
 * @param classes names of the new classes, in label order
 * @param newLabels the new label for each old one; {@value #NONE} for a class that is left out
 */
@SuppressWarnings("ArrayRecordComponent") // moved, not compared
record Relabelling(List<String> classes, int[] newLabels) {
    static final int NONE = -1;

    Relabelling {
        classes = List.copyOf(classes);
    }

    /** Whether everything stays as it is. */
    private boolean isIdentity() {
        return classes.size() == newLabels.length
                && IntStream.range(0, newLabels.length).allMatch(old -> newLabels[old] == old);
    }

    ClassSizes sizes(ClassSizes old) {
        return new ClassSizes(sums(old.train()), sums(old.test()));
    }

    private List<Integer> sums(List<Integer> old) {
        Integer[] sums = new Integer[classes.size()];
        Arrays.fill(sums, 0);
        for (int label = 0; label < newLabels.length; label++) {
            if (newLabels[label] != NONE) {
                sums[newLabels[label]] += old.get(label);
            }
        }
        return List.of(sums);
    }

    /** A card of other classes and sizes. */
    static DatasetCard card(DatasetCard old, String title, List<String> classes, int train, int test) {
        return new DatasetCard(
                title,
                old.summary(),
                classes,
                old.shape(),
                train,
                test,
                old.normalisation(),
                old.licence(),
                old.citation(),
                old.files(),
                old.archives(),
                old.signs(),
                old.notes());
    }

    TrainTest images(TrainTest old) {
        Optional<ImageTable> validation = old.validation().map(this::table);
        return new TrainTest(table(old.train()), validation, table(old.test()), old.remarks());
    }

    ImageTable table(ImageTable images) {
        if (isIdentity()) {
            return images;
        }
        int[] indices = IntStream.range(0, images.count())
                .filter(i -> newLabels[images.label(i)] != NONE)
                .toArray();
        return new Relabelled(images, newLabels, classes.size(), indices);
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
        public boolean numeric() {
            return table.numeric();
        }

        @Override
        public void readNumbers(int index, float[] into, int offset) {
            table.readNumbers(indices[index], into, offset);
        }

        @Override
        public ImageTable pictures() {
            return numeric() ? new Relabelled(table.pictures(), newLabels, classes, indices) : this;
        }

        @Override
        public String sha256() {
            // A selection of a table knows how to digest itself, labels included.
            return new SelectedImages(this, IntStream.range(0, indices.length).toArray()).sha256();
        }
    }
}
