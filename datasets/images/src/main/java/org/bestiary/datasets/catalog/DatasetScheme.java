package org.bestiary.datasets.catalog;

import org.bestiary.datasets.ImageDataset;

/**
 * Data sets that are made from what follows a word and a colon in their id, such as {@code records:FILE}. Classes that are
 * listed in {@code META-INF/services} join the catalogue; they are public, with a public constructor without parameters.
 */
public interface DatasetScheme {
    /**
     * How the ids of its data sets begin.
     *
     * @return lower-case letters and dashes, and a colon
     */
    String prefix();

    /**
     * A data set.
     *
     * @param id begins with {@link #prefix}
     * @return the data set
     * @throws org.bestiary.datasets.DataException if what follows the prefix cannot be one; says why
     */
    ImageDataset of(String id);
}
