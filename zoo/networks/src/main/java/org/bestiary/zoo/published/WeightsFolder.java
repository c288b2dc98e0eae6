package org.bestiary.zoo.published;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.bestiary.common.AtomicFile;
import org.bestiary.common.fetch.FetchException;
import org.bestiary.common.fetch.FetchProgress;
import org.bestiary.common.fetch.Fetcher;
import org.bestiary.zoo.ZooException;

/**
 * The folder that holds files of published weights, each under its own name.
 *
 * @param path need not exist
 */
public record WeightsFolder(Path path) {
    /** Its name in the folder of data. */
    public static final String NAME = "weights";

    /** Where a file is, or belongs. */
    public Path file(PublishedWeights weights) {
        return path.resolve(weights.file());
    }

    /** Whether a file of this name, and of the right size if that is known, is here; its contents are not looked at. */
    public boolean has(PublishedWeights weights) {
        Path file = file(weights);
        try {
            return Files.isRegularFile(file)
                    && (weights.sizeBytes().isEmpty()
                            || Files.size(file) == weights.sizeBytes().getAsLong());
        } catch (IOException e) {
            return false; // whoever opens it is told why it cannot be read
        }
    }

    /**
     * The file, downloaded if it is not here. What is here was checked when it came.
     *
     * @throws ZooException if no mirror delivers it
     */
    public Path get(PublishedWeights weights, FetchProgress progress) {
        return has(weights) ? file(weights) : download(weights, new Fetcher(), progress);
    }

    /**
     * Downloads the file if it is missing or not what was published.
     *
     * @param fetcher that downloads
     * @throws ZooException if no mirror delivers it
     */
    public Path fetch(PublishedWeights weights, Fetcher fetcher, FetchProgress progress) {
        Path file = file(weights);
        try {
            if (has(weights) && mistake(weights, file).isEmpty()) {
                progress.advanced(weights.file(), Files.size(file), weights.sizeBytes());
                return file;
            }
        } catch (IOException e) {
            throw new ZooException("cannot read " + file + ": " + e.getMessage(), e);
        }
        return download(weights, fetcher, progress);
    }

    private Path download(PublishedWeights weights, Fetcher fetcher, FetchProgress progress) {
        if (weights.bundled().isPresent()) {
            return unpack(weights, weights.bundled().get());
        }
        Path file = file(weights);
        try {
            fetcher.fetch(weights.remote(), file, progress);
            return file;
        } catch (FetchException e) {
            String elsewhere = weights.mirrors().isEmpty()
                    ? weights.source().toString()
                    : weights.mirrors().get(0).toString();
            throw new ZooException(
                    e.getMessage() + " Without a network: bring " + elsewhere
                            + " from elsewhere, then 'bestiary weights fetch " + weights.id() + " --from FILE'.",
                    e);
        }
    }

    /** Copies what comes with the program, since weights are read from files. */
    private Path unpack(PublishedWeights weights, String folder) {
        Path file = file(weights);
        String resource = "bundled/" + folder + "/weights.safetensors";
        try (InputStream in = PublishedWeights.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new ZooException(
                        weights.id() + " must come with the program, but this build is without " + resource);
            }
            Files.createDirectories(path);
            AtomicFile.write(file, in::transferTo);
            return file;
        } catch (IOException e) {
            throw new ZooException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Takes over a file that was fetched by other means, after the same checks.
     *
     * @throws ZooException if it is not the published one, or cannot be copied
     */
    public Path take(PublishedWeights weights, Path from) {
        Path to = file(weights);
        if (!Files.isRegularFile(from)) {
            throw new ZooException("there is no file " + from);
        }
        try {
            Optional<String> mistake = mistake(weights, from);
            if (mistake.isPresent()) {
                throw new ZooException(from + " must be " + weights.file() + " as published for " + weights.id() + ": "
                        + mistake.get() + "; it was not taken");
            }
            if (Files.exists(to) && Files.isSameFile(from, to)) {
                return to;
            }
            Files.createDirectories(path);
            Path fresh = Files.createTempFile(path, "." + weights.file(), ".copy");
            try {
                Files.copy(from, fresh, StandardCopyOption.REPLACE_EXISTING);
                Files.move(fresh, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
            return to;
        } catch (IOException e) {
            throw new ZooException("cannot copy " + from + " to " + to + ": " + e.getMessage(), e);
        }
    }

    private static Optional<String> mistake(PublishedWeights weights, Path file) throws IOException {
        long size = Files.size(file);
        if (weights.sizeBytes().isPresent() && weights.sizeBytes().getAsLong() != size) {
            return Optional.of("it must have " + weights.sizeBytes().getAsLong() + " bytes, found " + size);
        }
        return weights.checksum().isPresent() ? weights.checksum().get().mistake(file) : Optional.empty();
    }
}
