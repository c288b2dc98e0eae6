package org.bestiary.zoo.update;

import java.util.List;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;

/**
 * A stretch of the flat parameters with one treatment.
 *
 * @param rule the optimiser
 * @param decays L2 and weight decay
 * @param statistics whether these are running statistics: they move by their own "gradient", whatever the optimiser
 * @param rateFactor what the learning rate is multiplied by; 0 for frozen
 * @param start first parameter
 * @param end after the last one
 * @param state where the first array of state begins
 * @param span distance from one array of state to the next
 */
record Segment(
        UpdateRule rule,
        List<Regularization> decays,
        boolean statistics,
        double rateFactor,
        long start,
        long end,
        long state,
        long span) {

    boolean frozen() {
        return rateFactor == 0;
    }

    boolean learns() {
        return !statistics && !frozen();
    }

    /** Whether {@code next} follows here and is treated alike, so that both can be one. */
    boolean continuesIn(Segment next) {
        return rule.equals(next.rule)
                && decays.equals(next.decays)
                && statistics == next.statistics
                && rateFactor == next.rateFactor
                && span == next.span
                && end == next.start
                && state + end - start == next.state;
    }

    Segment until(long newEnd) {
        return new Segment(rule, decays, statistics, rateFactor, start, newEnd, state, span);
    }

    /** The treatment in one step. */
    Step at(double configuredRate, int iteration, int epoch) {
        double rate = rateFactor * (rule.settings().hasLearningRate() ? configuredRate : 1);
        double before = 0;
        double after = 0;
        for (Regularization decay : decays) {
            if (decay instanceof L2Regularization l2) {
                before += l2.getL2().valueAt(iteration, epoch);
            } else if (decay instanceof WeightDecay weight) {
                after += weight.getCoeff().valueAt(iteration, epoch) * (weight.isApplyLR() ? rate : rateFactor);
            }
        }
        return new Step(rule.at(rate, iteration, epoch), (float) before, (float) after);
    }

    /**
     * What happens to a segment in one step.
     *
     * @param formula the optimiser's
     * @param before what is added of the parameters to the gradient first (coupled decay)
     * @param after what is added of the parameters to what is subtracted (decoupled decay)
     */
    record Step(Formula formula, float before, float after) {

        boolean readsParameters() {
            return before != 0 || after != 0;
        }

        /** Turns the first {@code n} gradients, times {@code scale}, into what is subtracted from the parameters. */
        void apply(float scale, float[] g, float[] p, float[][] state, int n) {
            if (before != 0) {
                for (int i = 0; i < n; i++) {
                    g[i] = g[i] * scale + before * p[i];
                }
            } else if (scale != 1) {
                for (int i = 0; i < n; i++) {
                    g[i] *= scale;
                }
            }
            formula.apply(g, state, n);
            if (after != 0) {
                for (int i = 0; i < n; i++) {
                    g[i] += after * p[i];
                }
            }
        }
    }
}
