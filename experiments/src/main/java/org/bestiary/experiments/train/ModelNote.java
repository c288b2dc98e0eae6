package org.bestiary.experiments.train;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.bestiary.reports.run.AtomicFile;
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
record ModelNote(String network, String run, List<String> classes, InputSummary input) {
    /** The entry of the archive. */
    static final String ENTRY = "bestiary.json";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    ModelNote {
        classes = List.copyOf(classes);
    }

    /** That of a run. */
    static ModelNote of(Plan plan, RunDirectory directory) {
        return new ModelNote(
                plan.network().id(),
                directory.id(),
                plan.dataset().card().classes(),
                InputSummary.of(RunInput.of(plan, directory)));
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
                        MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
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
            return Files.exists(entry)
                    ? Optional.of(MAPPER.readValue(Files.readAllBytes(entry), ModelNote.class))
                    : Optional.empty();
        }
    }
}
