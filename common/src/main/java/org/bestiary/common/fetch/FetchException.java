package org.bestiary.common.fetch;

import org.bestiary.common.BestiaryException;

/** A file cannot be had, or is not what was published. */
public final class FetchException extends BestiaryException {
    private static final long serialVersionUID = 1L;

    /**
     * An error that was found here.
     *
     * @param message the one line
     */
    public FetchException(String message) {
        super(message);
    }

    /**
     * An error that something else reported.
     *
     * @param message the one line
     * @param cause what was reported, for {@code --debug}
     */
    public FetchException(String message, Throwable cause) {
        super(message, cause);
    }
}
