package org.bestiary.experiments.config;

import org.bestiary.common.BestiaryException;

/** A spec cannot be used. The message is one line: place, rule, what was given, what to do. */
public final class SpecException extends BestiaryException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message place, rule, what was given and what to do, in one line
     */
    public SpecException(String message) {
        super(message);
    }

    /**
     * @param message place, rule, what was given and what to do, in one line
     * @param cause what was noticed underneath
     */
    public SpecException(String message, Throwable cause) {
        super(message, cause);
    }
}
