package org.bestiary.experiments.export;

import org.bestiary.common.BestiaryException;

/** A network cannot be exported as asked for. */
public final class ExportException extends BestiaryException {
    private static final long serialVersionUID = 1L;

    ExportException(String message) {
        super(message);
    }

    ExportException(String message, Throwable cause) {
        super(message, cause);
    }
}
