package org.bestiary.reports.serve;

import org.bestiary.common.BestiaryException;

/** The dashboard cannot be served. The message is one line: the rule, what was given, what to do. */
public final class ServeException extends BestiaryException {
    private static final long serialVersionUID = 1;

    ServeException(String message) {
        super(message);
    }

    ServeException(String message, Throwable cause) {
        super(message, cause);
    }
}
