package org.bestiary.reports.database;

import java.nio.file.Path;

/** The file of an embedded store cannot be read. What it held of runs is still in their directories. */
public final class DamagedStoreException extends StoreException {
    private static final long serialVersionUID = 1;

    private final transient Path file;

    DamagedStoreException(String message, Path file, Throwable cause) {
        super(message, cause);
        this.file = file;
    }

    /** The damaged file. */
    public Path file() {
        return file;
    }
}
