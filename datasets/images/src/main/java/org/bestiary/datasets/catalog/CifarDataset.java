package org.bestiary.datasets.catalog;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.bestiary.common.image.ImageShape;
import org.bestiary.datasets.Availability;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.DataFile;
import org.bestiary.datasets.DatasetCard;
import org.bestiary.datasets.FetchProgress;
import org.bestiary.datasets.ImageDataset;
import org.bestiary.datasets.ImageTable;
import org.bestiary.datasets.format.CifarBinary;
import org.bestiary.datasets.memory.ImageCache;
import org.bestiary.datasets.store.Fetcher;
import org.bestiary.datasets.store.FileSet;

/** A data set in the binary version of CIFAR; the last file on the card holds the test images, the others train. */
abstract class CifarDataset implements ImageDataset {
    static final ImageShape SHAPE = new ImageShape(3, 32, 32);
    static final int TRAIN = 50_000;
    static final int TEST = 10_000;

    private final String id;
    private final CifarBinary format;
    private final DatasetCard card;

    CifarDataset(String id, CifarBinary format, DatasetCard card) {
        this.id = id;
        this.format = format;
        this.card = card;
    }

    /** A file inside the archive. */
    static DataFile bin(String name, long sizeBytes, String sha256) {
        return new DataFile(name, sizeBytes, sha256, List.of());
    }

    /** The archive as the author offers it. */
    static DataFile archive(String name, long sizeBytes, String sha256) {
        return new DataFile(
                name,
                sizeBytes,
                sha256,
                List.of(
                        URI.create("https://www.cs.toronto.edu/~kriz/" + name),
                        URI.create("https://cave.cs.toronto.edu/kriz/" + name)));
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
        return ImageCache.of(directory, id, card.files()).load(() -> decode(files(directory)));
    }

    private TrainTest decode(FileSet files) {
        int last = card.files().size() - 1;
        return new TrainTest(
                read(files, card.files().subList(0, last)),
                read(files, card.files().subList(last, last + 1)));
    }

    private FileSet files(DataDirectory directory) {
        return new FileSet(id, directory.folder(id), card.files(), card.archives());
    }

    private ImageTable read(FileSet files, List<DataFile> parts) {
        List<CifarBinary.Batch> batches = new ArrayList<>();
        for (DataFile part : parts) {
            batches.add(new CifarBinary.Batch(part.name(), files.read(part)));
        }
        return format.read(batches);
    }
}
