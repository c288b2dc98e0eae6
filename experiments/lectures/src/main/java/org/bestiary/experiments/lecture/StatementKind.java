package org.bestiary.experiments.lecture;

import java.util.Locale;

/** How a statement can be checked. */
public enum StatementKind {
    /** By counting, or by running layers forward and backward. */
    ANALYTIC,
    /** By an experiment. */
    TRAINING,
    /** Not here: quoted from a paper or a competition. */
    CITED;

    /** The lower-case word of ledgers and the command line. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
