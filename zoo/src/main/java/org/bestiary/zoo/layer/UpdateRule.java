package org.bestiary.zoo.layer;

import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;

/**
 * How a gradient becomes what is subtracted from the parameters.
 *
 * @param settings DL4J's updater
 */
record UpdateRule(IUpdater settings) {

    /** The rule of an updater, or empty if it is none of those that are known. */
    static Optional<UpdateRule> of(IUpdater settings) {
        boolean known = settings != null
                && List.of(Sgd.class, Nesterovs.class, Adam.class, NoOp.class).contains(settings.getClass());
        return known ? Optional.of(new UpdateRule(settings)) : Optional.empty();
    }

    /** Whether all of these are known. */
    static boolean knows(List<Regularization> decays) {
        return decays.stream()
                .allMatch(d -> d.getClass() == L2Regularization.class || d.getClass() == WeightDecay.class);
    }

    /** Arrays of state, each as long as the parameters. */
    int stateArrays() {
        return settings instanceof Nesterovs ? 1 : settings instanceof Adam ? 2 : 0;
    }

    /** The rule with the numbers of one iteration. */
    Step step(int iteration, int epoch, List<Regularization> decays) {
        double rate = settings.hasLearningRate() ? settings.getLearningRate(iteration, epoch) : 1;
        double before = 0;
        double after = 0;
        for (Regularization decay : decays) {
            if (decay instanceof L2Regularization l2) {
                before += l2.getL2().valueAt(iteration, epoch);
            } else if (decay instanceof WeightDecay weight) {
                after += weight.getCoeff().valueAt(iteration, epoch) * (weight.isApplyLR() ? rate : 1);
            }
        }
        return new Step(this, (float) rate, (float) before, (float) after, numbers(iteration, epoch, rate));
    }

    private float[] numbers(int iteration, int epoch, double rate) {
        if (settings instanceof Nesterovs nesterovs) {
            return new float[] {(float) nesterovs.currentMomentum(iteration, epoch)};
        }
        if (settings instanceof Adam adam) {
            double correction = rate
                    * Math.sqrt(1 - Math.pow(adam.getBeta2(), iteration + 1.0))
                    / (1 - Math.pow(adam.getBeta1(), iteration + 1.0));
            return new float[] {
                (float) adam.getBeta1(), (float) adam.getBeta2(), (float) adam.getEpsilon(), (float) correction
            };
        }
        return new float[0];
    }

    /**
     * One iteration of a rule.
     *
     * @param rate learning rate
     * @param before what is added of the parameters to the gradient first (L2)
     * @param after what is added of the parameters to the update (weight decay)
     * @param numbers of the rule: momentum, or Adam's beta 1, beta 2, epsilon and corrected rate
     */
    record Step(UpdateRule rule, float rate, float before, float after, float[] numbers) {

        boolean isNothing() {
            return rule.settings instanceof NoOp && before == 0 && after == 0;
        }

        boolean readsParameters() {
            return before != 0 || after != 0;
        }

        /** Turns the first {@code n} gradients into updates, and moves the state on. */
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
            if (rule.settings instanceof Nesterovs) {
                nesterov(g, state[0], n);
            } else if (rule.settings instanceof Adam) {
                adam(g, state[0], state[1], n);
            } else if (rule.settings instanceof Sgd) {
                for (int i = 0; i < n; i++) {
                    g[i] *= rate;
                }
            }
            if (after != 0) {
                for (int i = 0; i < n; i++) {
                    g[i] += after * p[i];
                }
            }
        }

        private void nesterov(float[] g, float[] v, int n) {
            float momentum = numbers[0];
            for (int i = 0; i < n; i++) {
                float next = momentum * v[i] - rate * g[i];
                g[i] = momentum * v[i] - (1 + momentum) * next;
                v[i] = next;
            }
        }

        private void adam(float[] g, float[] m, float[] v, int n) {
            float beta1 = numbers[0];
            float beta2 = numbers[1];
            for (int i = 0; i < n; i++) {
                m[i] = beta1 * m[i] + (1 - beta1) * g[i];
                v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
                g[i] = numbers[3] * m[i] / ((float) Math.sqrt(v[i]) + numbers[2]);
            }
        }
    }
}
