package org.bestiary.datasets;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Whether a data set can be loaded from a data directory; judged by names and sizes, without reading contents.
 *
 * @param folder where its files are or belong; empty for generated data, which needs none
 * @param problems what is missing or has the wrong size, a phrase each; empty when the set can be loaded
 */
public record Availability(Optional<Path> folder, List<String> problems) {
    /** Copies the list. */
    public Availability {
        problems = List.copyOf(problems);
    }

    /**
     * Of a set that is generated in memory.
     *
     * @return available, without a folder
     */
    public static Availability embedded() {
        return new Availability(Optional.empty(), List.of());
    }

    /**
     * Whether the set can be loaded.
     *
     * @return true when nothing is missing
     */
    public boolean available() {
        return problems.isEmpty();
    }
}
