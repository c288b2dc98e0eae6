package org.bestiary.datasets.format;

import java.nio.file.Path;
import org.bestiary.datasets.DataException;

/** What is wrong with the lines of a file; the first is told, with how many more there are. */
final class Mistakes {
    private final Path file;
    private String first = "";
    private int count;

    Mistakes(Path file) {
        this.file = file;
    }

    /** Adds one. */
    void add(long line, String what) {
        if (count++ == 0) {
            first = file + ":" + line + ": " + what;
        }
    }

    /** Adds one if there is no other that may be the reason. */
    void addIfAlone(long line, String what) {
        if (count == 0) {
            add(line, what);
        }
    }

    /** @throws DataException if there is any */
    void refuse() {
        if (count > 0) {
            throw new DataException(first + (count == 1 ? "." : " (and " + (count - 1) + " more)."));
        }
    }
}
