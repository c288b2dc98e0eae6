package org.bestiary.datasets.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.DataException;
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
     * @param decode reads the originals into memory
     * @return the images, mapped from the cache where possible
     */
    public TrainTest load(Supplier<TrainTest> decode) {
        Optional<MappedImages> train = MappedImages.open(file("train"), stamp);
        Optional<MappedImages> test = MappedImages.open(file("test"), stamp);
        if (train.isPresent() && test.isPresent()) {
            return new TrainTest(train.get(), test.get());
        }
        TrainTest decoded = decode.get();
        return new TrainTest(keep("train", decoded.train()), keep("test", decoded.test()));
    }

    private ImageTable keep(String split, ImageTable images) {
        Path file = file(split);
        try {
            CacheWriter.write(ImageSource.of(images), stamp, file);
            return MappedImages.open(file, stamp).map(ImageTable.class::cast).orElse(images);
        } catch (IOException e) {
            LOG.warn("Decoded images stay in memory, since {} cannot be written: {}", file, e.getMessage());
            return images;
        }
    }

    /**
     * The images of a split that may be too large for memory, from the cache or else decoded straight into it.
     *
     * @param split part of the file's name
     * @param source decodes the originals
     * @param remarks receives a sentence for every image that was left out now
     * @return the images, mapped from the cache
     * @throws DataException if the cache cannot be written
     */
    public ImageTable stream(String split, ImageSource source, List<String> remarks) {
        Path file = file(split);
        try {
            Optional<MappedImages> cached = MappedImages.open(file, stamp);
            if (cached.isEmpty()) {
                remarks.addAll(CacheWriter.write(source, stamp, file));
                cached = MappedImages.open(file, stamp);
            }
            return cached.orElseThrow(() -> new IOException("it reads back differently from what was written"));
        } catch (IOException e) {
            throw new DataException(
                    "Decoded images are kept in " + file + ", which cannot be written: " + e.getMessage()
                            + "; choose a data directory with room and permission to write.",
                    e);
        }
    }

    private Path file(String split) {
        return folder.resolve(name + "-" + split + ".images");
    }
}
