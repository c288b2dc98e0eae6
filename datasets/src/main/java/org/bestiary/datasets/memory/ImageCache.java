package org.bestiary.datasets.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.DataFile;
import org.bestiary.datasets.ImageDataset.TrainTest;
import org.bestiary.datasets.ImageTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decoded images kept on disk, so that the second start does not decode again.
 *
 * <p>The files are {@code .decoded/NAME-train.images} and {@code -test.images} in the data directory. They are recognised
 * by a stamp over the originals (names, sizes, times, checksums): when an original changes, they are written again, as
 * they are when they are damaged. Where they cannot be written the images stay in memory.
 *
 * @param folder of the files
 * @param name that distinguishes data sets and the sizes they are decoded to
 * @param stamp of the originals
 */
public record ImageCache(Path folder, String name, String stamp) {
    private static final Logger LOG = LoggerFactory.getLogger(ImageCache.class);

    /**
     * The cache of a data set that is read from known files.
     *
     * @param directory where data sets are
     * @param id of the data set
     * @param files that are read, relative to the data set's folder
     * @return the cache
     */
    public static ImageCache of(DataDirectory directory, String id, Iterable<DataFile> files) {
        StringBuilder stamp = new StringBuilder(id);
        for (DataFile file : files) {
            stamp.append('\n').append(file.sha256()).append(' ');
            stamp.append(state(directory.folder(id).resolve(file.name())));
        }
        return new ImageCache(folder(directory), id, stamp.toString());
    }

    /**
     * Where caches are.
     *
     * @param directory where data sets are
     * @return the folder, which need not exist
     */
    public static Path folder(DataDirectory directory) {
        return directory.path().resolve(".decoded");
    }

    /**
     * What a file looks like from outside: changes when it is written.
     *
     * @param file which may be missing
     * @return name, size and time
     */
    public static String state(Path file) {
        try {
            return file.getFileName() + " " + Files.size(file) + " "
                    + Files.getLastModifiedTime(file).toMillis();
        } catch (IOException e) {
            return file.getFileName() + " missing";
        }
    }

    /**
     * The images, from the cache or else decoded and cached.
     *
     * @param decode reads the originals
     * @return the images, mapped from the cache where possible
     */
    public TrainTest load(Supplier<TrainTest> decode) {
        Path train = folder.resolve(name + "-train.images");
        Path test = folder.resolve(name + "-test.images");
        Optional<MappedImages> cachedTrain = MappedImages.open(train, stamp);
        Optional<MappedImages> cachedTest = MappedImages.open(test, stamp);
        if (cachedTrain.isPresent() && cachedTest.isPresent()) {
            return new TrainTest(cachedTrain.get(), cachedTest.get());
        }
        TrainTest decoded = decode.get();
        return new TrainTest(keep(decoded.train(), train), keep(decoded.test(), test));
    }

    private ImageTable keep(ImageTable images, Path file) {
        try {
            CacheWriter.write(images, stamp, file);
            return MappedImages.open(file, stamp).map(ImageTable.class::cast).orElse(images);
        } catch (IOException e) {
            LOG.warn("Decoded images stay in memory, since {} cannot be written: {}", file, e.getMessage());
            return images;
        }
    }
}
