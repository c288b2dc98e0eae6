package org.bestiary.datasets.catalog;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bestiary.datasets.ClassSizes;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.DatasetCard;
import org.bestiary.datasets.ImageDataset;
import org.bestiary.datasets.ImageTable;

/**
 * A data set with the labels of a network that was trained on another one, or on an earlier state of the same: classes are
 * matched by name, whatever their order.
 */
public final class MatchedClasses extends Wrapped {
    private static final int NAMED = 5;

    private final List<String> classes;

    /**
     * A data set for a network; whether it fits is seen when its images are wanted, or by {@link #check}.
     *
     * @param whole the data set
     * @param classes names of the network's classes, in the order of its outputs
     */
    public MatchedClasses(ImageDataset whole, List<String> classes) {
        super(whole);
        this.classes = List.copyOf(classes);
    }

    /**
     * Sees whether it fits, without reading images.
     *
     * @throws DataException if the data set has a class that the network does not know
     */
    public void check() {
        labels();
    }

    @Override
    public DatasetCard card() {
        DatasetCard of = whole().card();
        return Relabelling.card(of, of.title(), classes, of.trainSize(), of.testSize());
    }

    @Override
    public ClassSizes classSizes() {
        return labels().sizes(whole().classSizes());
    }

    @Override
    public TrainTest load(DataDirectory directory) {
        Relabelling labels = labels();
        TrainTest images = labels.images(whole().load(directory));
        List<String> remarks = new ArrayList<>(images.remarks());
        int[] outputs = labels.newLabels();
        if (outputs.length < classes.size()) {
            List<String> missing = IntStream.range(0, classes.size())
                    .filter(label -> Arrays.stream(outputs).noneMatch(known -> known == label))
                    .mapToObj(classes::get)
                    .toList();
            remarks.add(id() + " has no images of " + listed(missing) + ", which the network knows too: only its "
                    + outputs.length + " of " + classes.size() + " classes are looked at");
        } else if (IntStream.range(0, outputs.length).anyMatch(label -> outputs[label] != label)) {
            remarks.add("the classes of " + id() + " are in another order than the network's and are matched by name");
        }
        return new TrainTest(images.train(), images.validation(), images.test(), remarks);
    }

    @Override
    public Optional<ImageTable> undecoded(DataDirectory directory) {
        return whole().undecoded(directory).map(labels()::table);
    }

    /** @throws DataException if the data set has a class that the network does not know */
    private Relabelling labels() {
        List<String> here = whole().card().classes();
        // Names from folders of macOS were recorded as they were there.
        List<String> known = classes.stream().map(MatchedClasses::composed).toList();
        int[] outputs =
                here.stream().mapToInt(name -> known.indexOf(composed(name))).toArray();
        List<String> unknown = IntStream.range(0, outputs.length)
                .filter(label -> outputs[label] < 0)
                .mapToObj(here::get)
                .toList();
        if (!unknown.isEmpty()) {
            throw new DataException("Classes are matched by name and must be known to the network, but " + id()
                    + " has " + listed(unknown) + ", and the network knows " + listed(classes)
                    + "; choose another data set.");
        }
        return new Relabelling(classes, outputs);
    }

    private static String composed(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC);
    }

    private static String listed(List<String> names) {
        String first = String.join(
                ", ",
                IntStream.range(0, Math.min(NAMED, names.size()))
                        .mapToObj(names::get)
                        .toList());
        return names.size() <= NAMED ? first : first + " and " + (names.size() - NAMED) + " more";
    }
}
