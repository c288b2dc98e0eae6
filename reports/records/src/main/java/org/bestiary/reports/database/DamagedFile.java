package org.bestiary.reports.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** The file of a store that cannot be read. */
public final class DamagedFile {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);
    /** What SQLite keeps beside a file: changes on their way into it, and their index. */
    private static final List<String> BESIDE = List.of("-wal", "-shm");

    private DamagedFile() {}

    /**
     * Renames the file, so that a new one can be made.
     *
     * @return its new name
     * @throws StoreException if it cannot be renamed
     */
    public static Path putAside(Path file) {
        Path aside = file.resolveSibling(file.getFileName() + ".damaged-" + TIME.format(LocalDateTime.now()));
        try {
            for (String suffix : BESIDE) {
                Path beside = file.resolveSibling(file.getFileName() + suffix);
                if (Files.exists(beside)) {
                    Files.move(beside, aside.resolveSibling(aside.getFileName() + suffix));
                }
            }
            return Files.move(file, aside);
        } catch (IOException e) {
            throw new StoreException(
                    "cannot rename the store " + file + ": " + e.getMessage() + "; check its rights", e);
        }
    }
}
