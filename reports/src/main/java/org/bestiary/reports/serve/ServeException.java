package org.bestiary.reports.serve;

/** The dashboard cannot be served. The message is one line: the rule, what was given, what to do. */
public final class ServeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ServeException(String message) {
        super(message);
    }

    ServeException(String message, Throwable cause) {
        super(message, cause);
    }
}
