package org.bestiary.zoo;

import org.bestiary.common.BestiaryException;

/**
 * Something asked of the zoo cannot be done. The message is one line for the person who asked: the rule, what was given,
 * what to do.
 */
public final class ZooException extends BestiaryException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message the rule, what was given and what to do, in one line
     */
    public ZooException(String message) {
        super(message);
    }

    /**
     * @param message the rule, what was given and what to do, in one line
     * @param cause what was noticed underneath
     */
    public ZooException(String message, Throwable cause) {
        super(message, cause);
    }
}
