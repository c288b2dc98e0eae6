package org.bestiary.experiments.lecture;

import java.nio.file.Path;
import java.util.List;

/** The ledger as a page. */
public final class LedgerReport {
    private LedgerReport() {}

    /** Writes the page. */
    public static void write(List<Lecture> lectures, List<Finding> findings, Path file) {
        throw new UnsupportedOperationException("to come: " + lectures.size() + findings.size() + file);
    }
}
