package org.bestiary.experiments.transfer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bestiary.common.AtomicFile;
import org.bestiary.common.BoundedFile;
import org.bestiary.common.image.Normalisation;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunException;

/**
 * The weights that a run begins with. Kept in {@value #FILE} of its directory, so that it is known later what they were, and
 * how images must be normalised for them.
 *
 * @param from what the spec calls them
 * @param file where they are
 * @param sha256 of the file
 * @param run id of the run that they are of; empty for a file
 * @param normalisation how pixels are read by these weights; empty where that is not known
 */
public record Base(
        String from, String file, String sha256, Optional<String> run, Optional<Normalisation> normalisation) {
    static final String FILE = "base.json";

    private static final ObjectMapper MAPPER = new ObjectMapper().registerModule(new Jdk8Module());
    private static final int CHUNK = 1 << 20;

    /** What the file holds; a mean image is kept by the run that takes it off, not here. */
    private record Document(
            String from, String file, String sha256, Optional<String> run, Optional<Numbers> normalisation) {}

    /** A normalisation by channels. */
    private record Numbers(List<Double> mean, List<Double> std) {}

    /** Where it is. */
    Path path() {
        return Path.of(file);
    }

    /** Writes it into the directory of the run that begins with it. */
    public void write(RunDirectory directory) throws IOException {
        AtomicFile.write(
                directory.path().resolve(FILE),
                MAPPER.writeValueAsBytes(
                        new Document(from, file, sha256, run, normalisation.map(n -> new Numbers(n.mean(), n.std())))));
    }

    /**
     * What a run began with; empty for weights drawn at random.
     *
     * @throws RunException if it cannot be read
     */
    public static Optional<Base> read(RunDirectory directory) {
        Path file = directory.path().resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            Document read = MAPPER.readValue(BoundedFile.bytes(file, 1), Document.class);
            return Optional.of(new Base(
                    read.from(),
                    read.file(),
                    read.sha256(),
                    read.run(),
                    read.normalisation().map(n -> new Normalisation(n.mean(), n.std()))));
        } catch (IOException e) {
            throw new RunException(
                    "what a run began with must be readable, but " + file + " is not: " + e.getMessage()
                            + "; start it again",
                    e);
        }
    }

    /** SHA-256 of a file, in lower-case hexadecimal. */
    static String digest(Path file) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                digest.update(chunk, 0, n);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
