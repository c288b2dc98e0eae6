package org.bestiary.reports.database;

import org.bestiary.common.BestiaryException;

/** A store could not be used, or was asked for something that cannot be. The message is one line: rule, given, what to do. */
public class StoreException extends BestiaryException {
    private static final long serialVersionUID = 1;

    /** With a message of one line. */
    public StoreException(String message) {
        super(message);
    }

    /** With a message of one line and what lies behind it. */
    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
