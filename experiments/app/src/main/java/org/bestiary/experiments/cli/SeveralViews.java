package org.bestiary.experiments.cli;

import java.util.List;
import org.bestiary.experiments.train.TrainingView;
import org.bestiary.reports.run.EpochMetrics;
import org.bestiary.reports.run.RunRecord;
import org.deeplearning4j.optimize.api.TrainingListener;

/**
 * Tells several views the same.
 *
 * @param views in the order they are told
 */
record SeveralViews(List<TrainingView> views) implements TrainingView {
    @Override
    public void note(String line) {
        views.forEach(v -> v.note(line));
    }

    @Override
    public void runStarted(RunRecord run, int number, int of) {
        views.forEach(v -> v.runStarted(run, number, of));
    }

    @Override
    public void resumed(List<EpochMetrics> epochs) {
        views.forEach(v -> v.resumed(epochs));
    }

    @Override
    public void epochStarted(int epoch, int of, long images, long done) {
        views.forEach(v -> v.epochStarted(epoch, of, images, done));
    }

    @Override
    public void trained(long images, double meanLoss, double accuracyPercent, double imagesPerSecond) {
        views.forEach(v -> v.trained(images, meanLoss, accuracyPercent, imagesPerSecond));
    }

    @Override
    public void epochFinished(EpochMetrics metrics, int of, boolean best) {
        views.forEach(v -> v.epochFinished(metrics, of, best));
    }

    @Override
    public List<TrainingListener> listeners() {
        return views.stream().flatMap(v -> v.listeners().stream()).toList();
    }

    @Override
    public void runFinished(RunRecord run) {
        views.forEach(v -> v.runFinished(run));
    }
}
