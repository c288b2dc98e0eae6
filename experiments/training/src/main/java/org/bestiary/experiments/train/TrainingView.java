package org.bestiary.experiments.train;

import java.util.List;
import org.bestiary.reports.run.EpochMetrics;
import org.bestiary.reports.run.RunRecord;
import org.deeplearning4j.optimize.api.TrainingListener;

/** Is told what happens in a run. The methods do nothing, so that a view overrides what it shows. */
public interface TrainingView {
    /** Shows nothing. */
    TrainingView SILENT = new TrainingView() {};

    /** Something worth a line: what is being loaded or built. */
    default void note(String line) {}

    /** A run starts, or goes on. */
    default void runStarted(RunRecord run, int number, int of) {}

    /** A run goes on with these epochs behind it. */
    default void resumed(List<EpochMetrics> epochs) {}

    /** An epoch of {@code images} images starts, or goes on with {@code done} of them behind it. */
    default void epochStarted(int epoch, int of, long images, long done) {}

    /** After a batch: what the epoch has come to so far. */
    default void trained(long images, double meanLoss, double accuracyPercent, double imagesPerSecond) {}

    /** An epoch has ended and was evaluated. */
    default void epochFinished(EpochMetrics metrics, int of, boolean best) {}

    /** What is attached to every network that is trained, for views that look into it. */
    default List<TrainingListener> listeners() {
        return List.of();
    }

    /** A run has ended, for whatever reason. */
    default void runFinished(RunRecord run) {}
}
