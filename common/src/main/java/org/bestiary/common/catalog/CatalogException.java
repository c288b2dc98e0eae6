package org.bestiary.common.catalog;

import org.bestiary.common.BestiaryException;

/** A name or value that no catalogue has, or a kind that is put together wrongly. */
public final class CatalogException extends BestiaryException {
    private static final long serialVersionUID = 1L;

    private final String path;

    /**
     * A mistake at a place.
     *
     * @param path where it is, as {@code data.augment[1].flip.axis}
     * @param message the one line; names the place
     */
    public CatalogException(String path, String message) {
        super(message);
        this.path = path;
    }

    /**
     * A mistake at a place that something else reported.
     *
     * @param path where it is
     * @param message the one line; names the place
     * @param cause what was reported
     */
    public CatalogException(String path, String message, Throwable cause) {
        super(message, cause);
        this.path = path;
    }

    /**
     * Where the mistake is.
     *
     * @return a path as the message has it
     */
    public String path() {
        return path;
    }
}
