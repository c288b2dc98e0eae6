package org.bestiary.experiments.cli;

/** The command line asks for something that cannot be. The message is one line: rule, what was given, what to do. */
final class BadInput extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadInput(String message) {
        super(message);
    }
}
