package org.bestiary.common.fetch;

import java.util.OptionalLong;

/** Is told how a download gets on; called often, from the thread that downloads. */
@FunctionalInterface
public interface FetchProgress {
    /** Says nothing. */
    FetchProgress SILENT = (file, done, total) -> {};

    /**
     * More of a file has arrived.
     *
     * @param file its name
     * @param doneBytes bytes present, including those of an earlier, interrupted attempt
     * @param totalBytes bytes expected; empty where the size was not published
     */
    void advanced(String file, long doneBytes, OptionalLong totalBytes);
}
