package org.bestiary.datasets.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bestiary.datasets.Availability;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.DataFile;
import org.bestiary.datasets.FetchProgress;

/**
 * The files of one data set in its folder.
 *
 * @param id of the data set, for messages
 * @param folder where the files are or belong
 * @param files that are read
 * @param archives that hold the files; empty when the files are downloaded one by one
 */
public record FileSet(String id, Path folder, List<DataFile> files, List<DataFile> archives) {
    private static final long UNPACKED_BYTES = 4L << 30;
    private static final int UNPACKED_ENTRIES = 200_000;
    private static final String EMBEDDED = "or use the embedded data set 'strokes', which needs no download";

    /** Copies the lists. */
    public FileSet {
        files = List.copyOf(files);
        archives = List.copyOf(archives);
    }

    /**
     * Looks at names and sizes.
     *
     * @return the folder and a phrase for each file that is missing or has the wrong size
     */
    public Availability availability() {
        List<String> problems = new ArrayList<>();
        for (DataFile file : files) {
            Path path = folder.resolve(file.name());
            try {
                if (!Files.isRegularFile(path)) {
                    problems.add(file.name() + " is missing");
                } else if (Files.size(path) != file.sizeBytes()) {
                    problems.add(file.name() + " must have " + file.sizeBytes() + " bytes, found " + Files.size(path));
                }
            } catch (IOException e) {
                problems.add(file.name() + " cannot be read: " + e.getMessage());
            }
        }
        return new Availability(Optional.of(folder), problems);
    }

    /**
     * Reads a file whole and checks it.
     *
     * @param file one of {@link #files}
     * @return its bytes, which are exactly the published ones
     * @throws DataException if it is missing, has the wrong size or the wrong SHA-256; says if it holds another file of
     *     the set
     */
    public byte[] read(DataFile file) {
        Path path = folder.resolve(file.name());
        byte[] bytes;
        try {
            if (!Files.isRegularFile(path)) {
                throw missing();
            }
            // The size is compared before reading, so that a wrong file of many gigabytes does not fill the memory.
            long size = Files.size(path);
            if (size != file.sizeBytes()) {
                throw new DataException(path + " must have " + file.sizeBytes() + " bytes, found " + size + other(size)
                        + "; " + remedy());
            }
            bytes = Files.readAllBytes(path);
        } catch (IOException e) {
            throw new DataException("Cannot read " + path + ": " + e.getMessage() + ".", e);
        }
        String found = Checksum.of(bytes);
        if (!found.equals(file.sha256())) {
            throw new DataException(
                    path + " must have SHA-256 " + file.sha256() + ", found " + found + "; " + remedy());
        }
        return bytes;
    }

    /**
     * Downloads what is missing or damaged, unpacking archives.
     *
     * @param fetcher that downloads
     * @param progress is told about every file, also of those that are there already
     * @throws DataException if a file can be had nowhere
     */
    public void fetch(Fetcher fetcher, FetchProgress progress) {
        List<DataFile> wanted = new ArrayList<>();
        for (DataFile file : files) {
            if (sound(file, folder.resolve(file.name()))) {
                progress.advanced(file.name(), file.sizeBytes(), file.sizeBytes());
            } else {
                wanted.add(file);
            }
        }
        if (wanted.isEmpty()) {
            return;
        }
        if (archives.isEmpty()) {
            wanted.forEach(file -> download(file, fetcher, progress));
            return;
        }
        for (DataFile archive : archives) {
            Path path = folder.resolve(archive.name());
            if (!sound(archive, path)) {
                download(archive, fetcher, progress);
            }
            new Archive(path, UNPACKED_BYTES, UNPACKED_ENTRIES).unpack(folder);
            remove(path);
        }
        if (!availability().available()) {
            throw missing();
        }
    }

    private void download(DataFile file, Fetcher fetcher, FetchProgress progress) {
        try {
            fetcher.fetch(file, folder.resolve(file.name()), progress);
        } catch (DataException e) {
            throw new DataException(
                    e.getMessage() + " The files of " + id + " are " + names() + "; put them into " + folder + ", "
                            + EMBEDDED + ".",
                    e);
        }
    }

    private static void remove(Path archive) {
        try {
            Files.deleteIfExists(archive);
        } catch (IOException e) {
            // Its contents are in place; an archive that stays behind only takes room.
        }
    }

    private boolean sound(DataFile file, Path path) {
        try {
            return Files.isRegularFile(path)
                    && Files.size(path) == file.sizeBytes()
                    && Checksum.of(path).equals(file.sha256());
        } catch (IOException e) {
            return false; // fetching replaces it, or says why that is impossible
        }
    }

    private DataException missing() {
        return new DataException("Data set " + id + " is not complete in " + folder + ": "
                + String.join(", ", availability().problems()) + ". Run 'bestiary datasets fetch " + id
                + "', put the files there by hand, " + EMBEDDED + ".");
    }

    private String other(long size) {
        return files.stream()
                .filter(f -> f.sizeBytes() == size)
                .findFirst()
                .map(f -> ", the size of " + f.name() + " (were the files swapped?)")
                .orElse("");
    }

    private String remedy() {
        return "the file is damaged or another one: 'bestiary datasets fetch " + id + "' replaces it.";
    }

    private String names() {
        return String.join(", ", files.stream().map(DataFile::name).toList());
    }
}
