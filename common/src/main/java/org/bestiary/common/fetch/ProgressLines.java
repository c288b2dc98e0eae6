package org.bestiary.common.fetch;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** A line for every tenth of a file that is downloaded, or for every ten million bytes where its size is not known. */
public final class ProgressLines implements FetchProgress {
    private static final int PARTS = 10;
    private static final long STEP_BYTES = 10_000_000;

    private final Consumer<String> line;
    private String file = "";
    private long step = -1;

    /**
     * Of one download or several, one after another.
     *
     * @param line is given each line
     */
    public ProgressLines(Consumer<String> line) {
        this.line = line;
    }

    @Override
    public void advanced(String name, long doneBytes, OptionalLong totalBytes) {
        long total = totalBytes.orElse(PARTS * STEP_BYTES);
        long now = total == 0 ? PARTS : PARTS * doneBytes / total;
        if (!name.equals(file) || now != step) {
            file = name;
            step = now;
            line.accept(
                    totalBytes.isPresent()
                            ? String.format(Locale.ROOT, "%s: %,d of %,d bytes", name, doneBytes, total)
                            : String.format(Locale.ROOT, "%s: %,d bytes", name, doneBytes));
        }
    }
}
