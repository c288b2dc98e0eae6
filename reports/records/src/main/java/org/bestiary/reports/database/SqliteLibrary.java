package org.bestiary.reports.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sqlite.SQLiteJDBCLoader;

/**
 * SQLite's native library. The driver unpacks it into the directory for temporary files, from where it goes when the JVM ends
 * well; one that is killed would leave a megabyte there each time. So it is unpacked into a directory of its own, which only
 * its owner can write into, and removed as soon as it is loaded. (Windows keeps it until the end.)
 */
final class SqliteLibrary {
    private static final String PLACE = "org.sqlite.tmpdir";

    private static boolean loaded;

    private SqliteLibrary() {}

    /**
     * Loads the library, once.
     *
     * @throws StoreException if there is none for this system, or it cannot be unpacked
     */
    static synchronized void load() {
        if (loaded) {
            return;
        }
        Optional<String> before = Optional.ofNullable(System.getProperty(PLACE));
        try {
            Path directory = before.isPresent()
                    ? Files.createTempDirectory(Path.of(before.get()), "bestiary-sqlite")
                    : Files.createTempDirectory("bestiary-sqlite");
            try {
                System.setProperty(PLACE, directory.toString());
                loaded = SQLiteJDBCLoader.initialize();
            } finally {
                before.ifPresentOrElse(p -> System.setProperty(PLACE, p), () -> System.clearProperty(PLACE));
                remove(directory);
            }
        } catch (Exception e) { // what the driver declares
            throw new StoreException(
                    "cannot load SQLite, which keeps the store: " + e.getMessage()
                            + "; make the directory for temporary files one of which programs may be loaded"
                            + " (-Dorg.sqlite.tmpdir=DIR), or use --store jdbc:postgresql://HOST/DATABASE",
                    e);
        }
    }

    private static void remove(Path directory) throws IOException {
        List<Path> inside;
        try (Stream<Path> files = Files.walk(directory)) {
            inside = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : inside) {
            if (!path.toFile().delete()) {
                path.toFile().deleteOnExit();
            }
        }
    }
}
