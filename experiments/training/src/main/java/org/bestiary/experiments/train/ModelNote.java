package org.bestiary.experiments.train;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.bestiary.common.AtomicFile;
import org.bestiary.common.BoundedFile;
import org.bestiary.common.image.ImageInput;
import org.bestiary.common.image.MeanImage;
import org.bestiary.reports.run.InputSummary;
import org.bestiary.reports.run.RunDirectory;

/**
 * What a saved network must be used with, in its archive beside DL4J's own entries (which pass over it): how images are
 * prepared, and what its outputs mean.
 *
 * @param network id in the zoo
 * @param run id of the run that trained it
 * @param classes names, in the order of the outputs
 * @param input how an image file becomes its input
 */
record ModelNote(String network, String run, List<String> classes, ImageInput input) {
    private static final int MOST_MEBIBYTES = 64;

    /** The entry of the archive. */
    static final String ENTRY = "bestiary.json";

    private static final ObjectMapper MAPPER = new ObjectMapper().registerModule(new Jdk8Module());

    /** What the entry holds. */
    private record Document(String network, String run, List<String> classes, InputSummary input) {}

    ModelNote {
        classes = List.copyOf(classes);
    }

    /** That of a run. */
    static ModelNote of(Plan plan, RunDirectory directory) {
        return new ModelNote(
                plan.network().id(), directory.id(), plan.dataset().card().classes(), RunInput.of(plan, directory));
    }

    /**
     * Writes an archive with this note in it; the file appears complete or not at all.
     *
     * @param file to write; replaced if it exists
     * @param archive writes the zip without the note
     * @throws IOException if it cannot be written
     */
    void write(Path file, AtomicFile.Content archive) throws IOException {
        Path bare = file.resolveSibling("." + file.getFileName() + ".bare.part");
        try {
            AtomicFile.write(bare, archive);
            try (FileSystem zip = FileSystems.newFileSystem(bare)) {
                Files.write(
                        zip.getPath(ENTRY),
                        MAPPER.writerWithDefaultPrettyPrinter()
                                .writeValueAsBytes(new Document(network, run, classes, InputSummary.of(input))));
                Optional<MeanImage> image = input.normalisation().image();
                if (image.isPresent()) {
                    Files.write(
                            zip.getPath(RunDirectory.MEAN_IMAGE), image.get().bytes());
                }
            }
            Files.move(bare, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(bare);
        }
    }

    /**
     * Reads the note of an archive.
     *
     * @return the note; empty for archives of earlier versions and of other programs
     * @throws IOException if the file is no zip, or the note is damaged
     */
    static Optional<ModelNote> read(Path file) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(file)) {
            Path entry = zip.getPath(ENTRY);
            if (!Files.exists(entry)) {
                return Optional.empty();
            }
            Document document = MAPPER.readValue(BoundedFile.bytes(entry, MOST_MEBIBYTES), Document.class);
            ImageInput input = document.input().input(() -> meanImage(zip));
            return Optional.of(new ModelNote(document.network(), document.run(), document.classes(), input));
        }
    }

    private static MeanImage meanImage(FileSystem zip) {
        try {
            return MeanImage.parse(BoundedFile.bytes(zip.getPath(RunDirectory.MEAN_IMAGE), MOST_MEBIBYTES));
        } catch (IOException e) {
            throw new UncheckedIOException("an archive must hold the mean image that its note names", e);
        }
    }
}
