package org.bestiary.reports.database;

/** A database cannot hold a certain row, such as a time that it has no number for; others it can. */
public final class RefusedRowException extends StoreException {
    private static final long serialVersionUID = 1;

    RefusedRowException(String message, Throwable cause) {
        super(message, cause);
    }
}
