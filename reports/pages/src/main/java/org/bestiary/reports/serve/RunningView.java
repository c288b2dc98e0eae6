package org.bestiary.reports.serve;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bestiary.reports.html.ChartView;
import org.bestiary.reports.html.Figures;
import org.bestiary.reports.html.ProgressChart;
import org.bestiary.reports.run.EpochMetrics;
import org.bestiary.reports.run.Repeats;
import org.bestiary.reports.run.RunRecord;

/** A run that is under way, as a card with its curve. */
record RunningView(String id, String href, String title, String told, Optional<ChartView> chart) {
    static RunningView of(ShownRun run, int place) {
        RunRecord record = run.record();
        return new RunningView(
                record.id(),
                Address.run(record.id()),
                record.model().title() + " on " + record.dataset().title() + ", " + Repeats.name(record),
                told(record),
                ProgressChart.of(record, "chart-running-" + place));
    }

    private static String told(RunRecord record) {
        int planned = record.spec().path("training").path("epochs").asInt(0);
        int done = record.epochs().size();
        String epochs = done + (planned >= done ? " of " + planned : "") + (planned == 1 ? " epoch" : " epochs");
        if (done == 0) {
            return epochs + ", begun " + ago(record.provenance().startedAt());
        }
        EpochMetrics last = record.epochs().get(done - 1);
        return epochs + " of " + Figures.duration(last.seconds()) + ", " + LiveState.told(last);
    }

    private static String ago(Instant then) {
        return Figures.duration(
                        Math.max(0, Duration.between(then, Instant.now()).toSeconds()))
                + " ago";
    }
}
