package org.bestiary.reports.html;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.bestiary.common.AtomicFile;
import org.bestiary.reports.run.RunException;

/** The page of a lecture ledger: statements by lecture and topic, stated against measured, with verdicts and pictures. */
public final class LedgerPage {
    private LedgerPage() {}

    /**
     * Writes the page.
     *
     * @param file where to write it; replaced as a whole if it exists
     * @throws RunException if the page cannot be written
     */
    public static void write(LedgerContent content, Path file) {
        try {
            AtomicFile.write(file, html(content).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw RunException.cannotWrite(file, e);
        }
    }

    /** The page as HTML. */
    public static String html(LedgerContent content) {
        return Page.renderStill("ledger", content.title(), LedgerView.of(content), "ledger.css");
    }
}
