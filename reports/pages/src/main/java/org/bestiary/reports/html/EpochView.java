package org.bestiary.reports.html;

import java.util.List;
import java.util.stream.Stream;
import org.bestiary.reports.run.EpochMetric;
import org.bestiary.reports.run.EpochMetrics;
import org.bestiary.reports.run.RunRecord;

/** One row of the table of epochs: the number of the epoch, and a cell for each further metric. */
record EpochView(int epoch, boolean best, List<String> cells) {
    static List<EpochView> of(RunRecord run) {
        return run.epochs().stream().map(epoch -> of(run, epoch)).toList();
    }

    /** The headings of all columns. */
    static List<String> headings() {
        return Stream.of(EpochMetric.values()).map(EpochMetric::heading).toList();
    }

    private static EpochView of(RunRecord run, EpochMetrics e) {
        return new EpochView(
                e.epoch(),
                run.best().isPresent() && run.best().get().epoch() == e.epoch(),
                Stream.of(EpochMetric.values())
                        .filter(metric -> metric != EpochMetric.EPOCH)
                        .map(metric -> Figures.of(metric, e))
                        .toList());
    }
}
