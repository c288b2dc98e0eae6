package org.bestiary.experiments.search.method;

import java.util.List;
import java.util.OptionalDouble;
import org.bestiary.experiments.search.space.Assignment;
import org.bestiary.reports.study.TrialStatus;

/**
 * What is known of a trial. Losses are the objective turned so that less is better.
 *
 * @param number of the trial, from 0
 * @param parameters its point
 * @param status where it stands
 * @param losses after each epoch, in order
 * @param loss what the trial came to; infinite where it diverged, empty while it is under way (unless it was stopped before
 *     and goes on) and where it failed
 */
public record Observation(
        int number, Assignment parameters, TrialStatus status, List<Double> losses, OptionalDouble loss) {
    public Observation {
        losses = List.copyOf(losses);
        // Whatever else a loss that is no number means, it must not compare as the best.
        loss = loss.isPresent() && Double.isNaN(loss.getAsDouble()) ? OptionalDouble.empty() : loss;
    }

    /** A trial that was completed with this loss. */
    public static Observation completed(int number, Assignment parameters, double loss) {
        return new Observation(number, parameters, TrialStatus.COMPLETED, List.of(loss), OptionalDouble.of(loss));
    }

    /** Epochs that the trial has behind it. */
    public int epochs() {
        return losses.size();
    }

    /**
     * The least loss of the first epochs. A loss that is no number counts as infinite.
     *
     * @param epochs at least 1, at most {@link #epochs()}
     */
    public double bestUntil(int epochs) {
        return losses.subList(0, epochs).stream()
                .mapToDouble(l -> l.isNaN() ? Double.POSITIVE_INFINITY : l)
                .min()
                .orElseThrow();
    }
}
