package org.bestiary.datasets.catalog;

import java.net.URI;
import java.util.List;
import org.bestiary.common.image.ImageShape;
import org.bestiary.datasets.Availability;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.DataFile;
import org.bestiary.datasets.DatasetCard;
import org.bestiary.datasets.FetchProgress;
import org.bestiary.datasets.ImageDataset;
import org.bestiary.datasets.ImageTable;
import org.bestiary.datasets.format.Idx;
import org.bestiary.datasets.store.Fetcher;
import org.bestiary.datasets.store.FileSet;

/**
 * A data set of four gzip-compressed IDX files, as MNIST and those that follow its form: training images, training
 * labels, test images, test labels, in this order on the card.
 */
abstract class IdxDataset implements ImageDataset {
    private final String id;
    private final DatasetCard card;

    /** What all sets of this form share. */
    static final ImageShape SHAPE = new ImageShape(1, 28, 28);

    static final int TRAIN = 60_000;
    static final int TEST = 10_000;

    IdxDataset(String id, DatasetCard card) {
        this.id = id;
        this.card = card;
    }

    /** A file that several servers offer under its own name. */
    static DataFile file(List<String> mirrors, String name, long sizeBytes, String sha256) {
        return new DataFile(
                name,
                sizeBytes,
                sha256,
                mirrors.stream().map(mirror -> URI.create(mirror + name)).toList());
    }

    @Override
    public final String id() {
        return id;
    }

    @Override
    public final DatasetCard card() {
        return card;
    }

    @Override
    public final Availability availability(DataDirectory directory) {
        return files(directory).availability();
    }

    @Override
    public final void fetch(DataDirectory directory, FetchProgress progress) {
        files(directory).fetch(new Fetcher(), progress);
    }

    @Override
    public final TrainTest load(DataDirectory directory) {
        FileSet files = files(directory);
        List<DataFile> four = card.files();
        return new TrainTest(pair(files, four.get(0), four.get(1)), pair(files, four.get(2), four.get(3)));
    }

    private FileSet files(DataDirectory directory) {
        return new FileSet(id, directory.folder(id), card.files(), card.archives());
    }

    private ImageTable pair(FileSet files, DataFile images, DataFile labels) {
        return Idx.read(
                files.read(images),
                images.name(),
                files.read(labels),
                labels.name(),
                card.classes().size());
    }
}
