package org.bestiary.datasets.catalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bestiary.datasets.ClassSizes;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.DatasetCard;
import org.bestiary.datasets.ImageDataset;
import org.bestiary.datasets.ImageTable;

/**
 * Some classes of a data set, as a data set of its own: labels count from 0 in the order in which they were named. Several
 * classes may be merged into one of a new name.
 */
public final class ChosenClasses extends Wrapped {
    private final Relabelling labels;
    private final ClassSizes sizes;
    private final DatasetCard card;

    private ChosenClasses(ImageDataset whole, Relabelling labels) {
        super(whole);
        this.labels = labels;
        this.sizes = labels.sizes(whole.classSizes());
        this.card = Relabelling.card(
                whole.card(),
                title(whole.card()),
                labels.classes(),
                Math.max(1, sum(sizes.train())),
                sum(sizes.test()));
    }

    private static int sum(List<Integer> sizes) {
        return sizes.stream().mapToInt(n -> n).sum();
    }

    private String title(DatasetCard of) {
        long used = Arrays.stream(labels.newLabels())
                .filter(label -> label != Relabelling.NONE)
                .count();
        int classes = labels.classes().size();
        return of.title() + ", " + (used == classes ? "" : classes + " classes of ") + used + " of its "
                + of.classes().size() + " classes";
    }

    /**
     * Chooses classes.
     *
     * @param whole the data set
     * @param groups what becomes a class each
     * @return a data set of the same id that has these only
     * @throws DataException if there is no such class, one is named twice, or less than two would be left
     */
    public static ImageDataset of(ImageDataset whole, List<ClassGroup> groups) {
        List<String> classes = whole.card().classes();
        int[] newLabels = new int[classes.size()];
        Arrays.fill(newLabels, Relabelling.NONE);
        List<String> names = new ArrayList<>();
        for (ClassGroup group : groups) {
            for (String member : group.members()) {
                int label = label(whole, member);
                if (newLabels[label] != Relabelling.NONE) {
                    throw new DataException("Classes must be named once, got '" + member + "' again; leave one out.");
                }
                newLabels[label] = names.size();
            }
            String name = group.name()
                    .orElseGet(() -> classes.get(label(whole, group.members().get(0))));
            if (names.contains(name)) {
                throw new DataException(
                        "Two classes must not have the same name, got '" + name + "' again; rename one.");
            }
            names.add(name);
        }
        if (names.size() < 2) {
            throw new DataException("At least two classes must be chosen, got " + names + "; name another one.");
        }
        return new ChosenClasses(whole, new Relabelling(names, newLabels));
    }

    private static int label(ImageDataset whole, String name) {
        List<String> classes = whole.card().classes();
        if (classes.contains(name)) {
            return classes.indexOf(name);
        }
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
    public DatasetCard card() {
        return card;
    }

    @Override
    public ClassSizes classSizes() {
        return sizes;
    }

    @Override
    public TrainTest load(DataDirectory directory) {
        return labels.images(whole().load(directory));
    }

    @Override
    public Optional<ImageTable> undecoded(DataDirectory directory) {
        return whole().undecoded(directory).map(labels::table);
    }
}
