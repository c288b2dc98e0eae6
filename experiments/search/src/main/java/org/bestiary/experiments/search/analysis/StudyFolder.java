package org.bestiary.experiments.search.analysis;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.bestiary.common.AtomicFile;
import org.bestiary.experiments.config.SweepSource;
import org.bestiary.experiments.search.Sweep;
import org.bestiary.experiments.search.study.StudyHistory;
import org.bestiary.reports.html.SweepPage;
import org.bestiary.reports.run.RunException;
import org.bestiary.reports.sweep.SweepJson;

/** What a study leaves behind for people and programs, beside the directories of its runs. */
public final class StudyFolder {
    private StudyFolder() {}

    /**
     * Writes {@code study.json}, {@code sweep.yaml}, {@code best.yaml} and {@code report.html}.
     *
     * @param folder of the study, named as it is
     * @param sweep what was searched
     * @param summary what was found
     * @param complete whether the budget is used up
     * @throws RunException if it cannot be written
     */
    public static void write(Path folder, Sweep sweep, StudySummary summary, boolean complete) {
        SweepJson.write(summary.report(complete), folder.resolve("study.json"));
        text(folder.resolve("sweep.yaml"), sweep.source().text());
        summary.best().ifPresent(best -> {
            ObjectNode spec = (ObjectNode)
                    sweep.trial(StudyHistory.parameters(best.parameters())).tree();
            spec.put("name", sweep.name() + "-best");
            String head = "# Trial " + best.number() + " of " + folder.getFileName() + ": "
                    + sweep.objective().metric().id() + " "
                    + sweep.objective().text(best.value().getAsDouble()) + "\n";
            text(folder.resolve("best.yaml"), head + SweepSource.yaml(spec));
        });
        SweepPage.write(folder);
    }

    private static void text(Path file, String text) {
        try {
            AtomicFile.write(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw RunException.cannotWrite(file, e);
        }
    }
}
