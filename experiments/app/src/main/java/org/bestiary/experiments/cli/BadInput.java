package org.bestiary.experiments.cli;

import org.bestiary.common.BestiaryException;

/** The command line asks for something that cannot be. The message is one line: rule, what was given, what to do. */
final class BadInput extends BestiaryException {
    private static final long serialVersionUID = 1L;

    BadInput(String message) {
        super(message);
    }
}
