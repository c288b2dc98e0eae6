package org.bestiary.datasets.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.bestiary.common.NearestNames;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.ImageDataset;

/** The data sets this program knows: one explicit, immutable list, and those of the user's own on the class path. */
public final class Datasets {
    private static final List<ImageDataset> SHIPPED = List.of(
            new Strokes(),
            new Mnist(),
            new FashionMnist(),
            new Kmnist(),
            new Cifar10(),
            new Cifar100(),
            new CatsDogs());

    private final Map<String, ImageDataset> byId = new LinkedHashMap<>();

    /**
     * A catalogue of one's own, for example with a data set that the standard one lacks.
     *
     * @param datasets in the order they are listed
     * @throws DataException if two have the same id
     */
    public Datasets(List<ImageDataset> datasets) {
        for (ImageDataset dataset : datasets) {
            if (byId.putIfAbsent(dataset.id(), dataset) != null) {
                throw new DataException("Data set ids must be unique, but '" + dataset.id() + "' is there twice.");
            }
        }
    }

    /**
     * The data sets that ship with the program, then those that the class path lists in {@code META-INF/services}.
     *
     * @return always the same catalogue
     * @throws DataException if a class that is listed cannot be made, or has the id of another set
     */
    public static Datasets standard() {
        return Standard.get();
    }

    /** Made when first asked for, and asked for again where that failed, so that every caller gets the one line. */
    private static final class Standard {
        private static Datasets made;

        static synchronized Datasets get() {
            if (made == null) {
                List<ImageDataset> all = new ArrayList<>(SHIPPED);
                all.addAll(OwnDatasets.listed());
                made = new Datasets(all);
            }
            return made;
        }
    }

    /**
     * All of them.
     *
     * @return in catalogue order
     */
    public List<ImageDataset> all() {
        return List.copyOf(byId.values());
    }

    /**
     * Finds a data set.
     *
     * @param id exactly as listed, {@code image-folder:PATH} for one's own images, see {@link ImageFolder#of}, or {@code
     *     class:NAME} for a data set that is a class of one's own, or what a {@link DatasetScheme} on the class path
     *     takes, such as {@code records:FILE}
     * @return the data set
     * @throws DataException if there is none of this id; names the nearest ones
     */
    public ImageDataset find(String id) {
        if (id.startsWith(ImageFolder.PREFIX)) {
            return ImageFolder.of(id);
        }
        if (id.startsWith(OwnDatasets.PREFIX)) {
            return OwnDatasets.of(id);
        }
        ImageDataset found = byId.get(id);
        if (found != null) {
            return found;
        }
        for (DatasetScheme scheme : ServiceLoader.load(DatasetScheme.class)) {
            if (id.startsWith(scheme.prefix())) {
                return scheme.of(id);
            }
        }
        throw new DataException("There is no data set '" + id + "'; nearest are "
                + String.join(", ", NearestNames.ranked(id, byId.keySet())) + ". 'bestiary datasets' lists all.");
    }
}
