package org.bestiary.zoo.update;

import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * An optimiser that the fused pass knows.
 *
 * @param settings of one of the known classes
 */
record UpdateRule(IUpdater settings) {

    /** The known optimisers, and how many arrays of state each has, as long as the parameters. */
    private static final Map<Class<?>, Integer> STATE_ARRAYS = Map.of(
            NoOp.class, 0,
            Sgd.class, 0,
            HeavyBall.class, 1,
            Nesterovs.class, 1,
            RmsProp.class, 1,
            Adam.class, 2,
            AMSGrad.class, 3);

    /** The most arrays of state of any. */
    static final int MOST_STATE_ARRAYS = 3;

    /** The rule of an updater, or empty if it is none of those that are known. */
    static Optional<UpdateRule> of(IUpdater settings) {
        return STATE_ARRAYS.containsKey(settings.getClass()) ? Optional.of(new UpdateRule(settings)) : Optional.empty();
    }

    /** Arrays of state, each as long as the parameters. */
    int stateArrays() {
        return STATE_ARRAYS.get(settings.getClass());
    }

    /**
     * The rule with the numbers of one step.
     *
     * @param rate learning rate
     * @param iteration the step from 0
     * @param epoch the epoch from 0
     */
    Formula at(double rate, int iteration, int epoch) {
        float r = (float) rate;
        if (settings instanceof Sgd) {
            return (g, state, n) -> Formula.descend(r, g, n);
        } else if (settings instanceof HeavyBall heavy) {
            float momentum = (float) heavy.getMomentum();
            return (g, state, n) -> Formula.heavyBall(r, momentum, g, state[0], n);
        } else if (settings instanceof Nesterovs nesterovs) {
            float momentum = (float) nesterovs.currentMomentum(iteration, epoch);
            return (g, state, n) -> Formula.nesterov(r, momentum, g, state[0], n);
        } else if (settings instanceof RmsProp rms) {
            Formula.Mean square = Formula.Mean.keeping(rms.getRmsDecay());
            float epsilon = (float) rms.getEpsilon();
            return (g, state, n) -> Formula.rmsProp(r, square, epsilon, g, state[0], n);
        } else if (settings instanceof Adam adam) {
            Formula.Mean first = Formula.Mean.keeping(adam.getBeta1());
            Formula.Mean second = Formula.Mean.keeping(adam.getBeta2());
            float corrected = corrected(rate, adam.getBeta1(), adam.getBeta2(), iteration);
            float epsilon = (float) adam.getEpsilon();
            return (g, state, n) -> Formula.adam(corrected, first, second, epsilon, g, state[0], state[1], n);
        } else if (settings instanceof AMSGrad amsGrad) {
            Formula.Mean first = Formula.Mean.keeping(amsGrad.getBeta1());
            Formula.Mean second = Formula.Mean.keeping(amsGrad.getBeta2());
            float corrected = corrected(rate, amsGrad.getBeta1(), amsGrad.getBeta2(), iteration);
            float epsilon = (float) amsGrad.getEpsilon();
            return (g, state, n) -> Formula.amsGrad(corrected, first, second, epsilon, g, state, n);
        }
        return (g, state, n) -> {}; // NoOp
    }

    private static float corrected(double rate, double beta1, double beta2, int iteration) {
        return (float)
                (rate * Math.sqrt(1 - Math.pow(beta2, iteration + 1.0)) / (1 - Math.pow(beta1, iteration + 1.0)));
    }
}
