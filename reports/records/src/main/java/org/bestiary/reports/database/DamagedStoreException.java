package org.bestiary.reports.database;

/** The file of an embedded store cannot be read. What it held of runs is still in their directories. */
public final class DamagedStoreException extends StoreException {
    private static final long serialVersionUID = 1;

    DamagedStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
