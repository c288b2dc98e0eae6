package org.bestiary.reports.run;

/** A run could not be read or written. The message is one line: the rule, what was given, what to do. */
public final class RunException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With a message of one line. */
    public RunException(String message) {
        super(message);
    }

    /** With a message of one line and what lies behind it. */
    public RunException(String message, Throwable cause) {
        super(message, cause);
    }
}
