package org.bestiary.datasets.datavec;

import org.bestiary.datasets.ImageDataset;
import org.bestiary.datasets.catalog.DatasetScheme;

/** {@code records:FILE}, see {@link RecordsDataset#of}. */
public final class RecordsScheme implements DatasetScheme {
    @Override
    public String prefix() {
        return RecordsDataset.PREFIX;
    }

    @Override
    public ImageDataset of(String id) {
        return RecordsDataset.of(id);
    }
}
