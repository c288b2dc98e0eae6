package org.bestiary.reports.html;

import java.util.List;
import org.bestiary.reports.run.EpochMetrics;
import org.bestiary.reports.run.RunRecord;

/** One row of the table of epochs. */
record EpochView(
        int epoch,
        boolean best,
        String steps,
        String learningRate,
        String trainLoss,
        String trainAccuracy,
        String validationLoss,
        String validationAccuracy,
        String seconds,
        String imagesPerSecond) {
    static List<EpochView> of(RunRecord run) {
        return run.epochs().stream().map(epoch -> of(run, epoch)).toList();
    }

    private static EpochView of(RunRecord run, EpochMetrics e) {
        return new EpochView(
                e.epoch(),
                run.best().isPresent() && run.best().get().epoch() == e.epoch(),
                Figures.count(e.steps()),
                Figures.setting(e.learningRate()),
                Figures.measure(e.trainLoss()),
                Figures.percent(e.trainAccuracy()),
                Figures.measure(e.validationLoss()),
                Figures.percent(e.validationAccuracy()),
                Figures.duration(e.seconds()).replace(" s", ""),
                Figures.count(Math.round(e.imagesPerSecond())));
    }
}
