package org.bestiary.experiments.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.bestiary.experiments.explain.Progress;

/** Says on stderr what is being done when it takes long: on a terminal in one line, elsewhere a line now and then. */
final class ExplainProgress implements Progress {
    private static final long TERMINAL_NANOS = 200_000_000L;
    private static final long LOG_NANOS = 5_000_000_000L;
    private static final String ERASE_LINE = "\u001b[K";

    private final PrintWriter err;
    private final boolean terminal = Boolean.getBoolean("bestiary.terminal");
    private long last = System.nanoTime();
    private boolean open;

    ExplainProgress(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void at(String what, double share) {
        long now = System.nanoTime();
        if (now - last < (terminal ? TERMINAL_NANOS : LOG_NANOS)) {
            return;
        }
        last = now;
        String line = String.format(Locale.ROOT, "%s: %.0f%%", what, 100 * share);
        if (terminal) {
            err.print("\r" + line + ERASE_LINE);
            open = true;
        } else {
            err.println(line);
        }
        err.flush();
    }

    /** A line of its own. */
    void note(String line) {
        done();
        err.println(line);
        err.flush();
    }

    /** Ends the line that is open. */
    void done() {
        if (open) {
            err.print("\r" + ERASE_LINE);
            err.flush();
            open = false;
        }
    }
}
