package org.bestiary.experiments.train;

import org.bestiary.common.BestiaryException;

/** A run could not go on for a reason outside the spec: a full disk, too little memory. Its last checkpoint is intact. */
public final class RunFailure extends BestiaryException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what happened, what is kept and what to do, in one line
     * @param cause what was noticed underneath
     */
    public RunFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
