package org.bestiary.reports.h2;

import java.io.IOException;

/** Another process has an H2 file open. */
public final class InUseException extends IOException {
    private static final long serialVersionUID = 1;

    InUseException() {
        super("another process has it open");
    }
}
