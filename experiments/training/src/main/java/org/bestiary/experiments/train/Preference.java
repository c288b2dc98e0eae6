package org.bestiary.experiments.train;

import java.util.Comparator;
import java.util.function.ToDoubleFunction;
import org.bestiary.experiments.config.Monitor;
import org.bestiary.experiments.config.TrainingSpec;
import org.bestiary.reports.run.BestEpoch;
import org.bestiary.reports.run.EpochMetrics;

/**
 * Which of two epochs is kept: the one that is better in what the training watches on the validation images, which is what
 * early stopping monitors, or else what the plateau rule monitors, or else accuracy. Of two that are equal in it, the one
 * that is better in the other of accuracy and loss; of two that are equal in both, the earlier. Small validation sets give
 * many epochs the same accuracy. Without validation images, the later one.
 *
 * @param by what the training watches
 */
record Preference(Monitor by) {
    private static final Comparator<EpochMetrics> ACCURACY =
            better(e -> e.validationAccuracy().orElse(Double.NEGATIVE_INFINITY));
    private static final Comparator<EpochMetrics> LOSS =
            better(e -> -e.validationLoss().orElse(Double.POSITIVE_INFINITY));

    /** That of a recipe. */
    static Preference of(TrainingSpec recipe) {
        return new Preference(recipe.earlyStopping()
                .map(TrainingSpec.EarlyStopping::monitor)
                .or(() -> recipe.plateau().map(TrainingSpec.Plateau::monitor))
                .orElse(Monitor.ACCURACY));
    }

    /** Whether a later epoch takes the place of an earlier one. */
    boolean prefers(EpochMetrics later, EpochMetrics earlier) {
        if (later.validationAccuracy().isEmpty()) {
            return true;
        }
        Comparator<EpochMetrics> order =
                by == Monitor.LOSS ? LOSS.thenComparing(ACCURACY) : ACCURACY.thenComparing(LOSS);
        return order.compare(later, earlier) > 0;
    }

    /** What is recorded of an epoch that was chosen so. */
    BestEpoch chosen(EpochMetrics epoch) {
        BestEpoch.By by = epoch.validationAccuracy().isEmpty()
                ? BestEpoch.By.LAST
                : this.by == Monitor.LOSS ? BestEpoch.By.LOSS : BestEpoch.By.ACCURACY;
        return new BestEpoch(epoch.epoch(), epoch.validationAccuracy(), by);
    }

    /** The greater is better, and anything is better than NaN. */
    private static Comparator<EpochMetrics> better(ToDoubleFunction<EpochMetrics> value) {
        return Comparator.comparingDouble(e -> {
            double v = value.applyAsDouble(e);
            return Double.isNaN(v) ? Double.NEGATIVE_INFINITY : v;
        });
    }
}
