package org.bestiary.experiments.search.method;

import java.util.Locale;

/** Where a trial stands. */
public enum TrialStatus {
    /** Under way, or to be gone on with. */
    RUNNING,
    /** Trained to its end. */
    COMPLETED,
    /** Stopped early because others were better. */
    PRUNED,
    /** Diverged, or died twice. */
    FAILED;

    /** The name as JSON writes it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether nothing more will happen. */
    public boolean isFinished() {
        return this != RUNNING;
    }
}
