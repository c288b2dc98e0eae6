package org.bestiary.zoo.kernel;

import org.bestiary.common.BestiaryException;

/** Something asked of layers or updates cannot be done. The message is one line: the rule, what was given, what to do. */
public final class EngineException extends BestiaryException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message the rule, what was given and what to do, in one line
     */
    public EngineException(String message) {
        super(message);
    }
}
