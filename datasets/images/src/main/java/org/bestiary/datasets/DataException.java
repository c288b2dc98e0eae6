package org.bestiary.datasets;

import org.bestiary.common.BestiaryException;

/**
 * Something is wrong with data: a file is missing, damaged or not what its name says, or a request cannot be met.
 *
 * <p>The message is one line for the person at the terminal: the rule, what was found instead, and what to do. It needs
 * no stack trace to be understood.
 */
public final class DataException extends BestiaryException {
    private static final long serialVersionUID = 1L;

    /**
     * An error that was found here.
     *
     * @param message the one line
     */
    public DataException(String message) {
        super(message);
    }

    /**
     * An error that something else reported.
     *
     * @param message the one line
     * @param cause what was reported, for {@code --debug}
     */
    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
