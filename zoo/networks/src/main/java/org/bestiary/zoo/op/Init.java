package org.bestiary.zoo.op;

import org.bestiary.zoo.ZooException;

/**
 * How the weights of a layer start; biases start at {@code bias}.
 *
 * @param kind the rule
 * @param deviation standard deviation for {@link Kind#GAUSSIAN}; 0 otherwise
 * @param bias the value that biases start with
 */
public record Init(Kind kind, double deviation, double bias) {
    /** The rule. */
    public enum Kind {
        /** Normal with variance 2 / fan-in (He et al. 2015), for ReLU. */
        HE,
        /** Normal with variance 2 / (fan-in + fan-out) (Glorot and Bengio 2010), for tanh and sigmoid. */
        XAVIER,
        /** Normal with a fixed standard deviation, as the papers before 2014 have it. */
        GAUSSIAN
    }

    public Init {
        if (kind == Kind.GAUSSIAN && !(deviation > 0)) {
            throw new ZooException("a gaussian initialisation must have a positive deviation, but got " + deviation);
        }
    }

    /** Normal with variance 2 / fan-in, biases 0. */
    public static Init he() {
        return new Init(Kind.HE, 0, 0);
    }

    /** Normal with variance 2 / (fan-in + fan-out), biases 0. */
    public static Init xavier() {
        return new Init(Kind.XAVIER, 0, 0);
    }

    /** Normal with this standard deviation, biases 0. */
    public static Init gaussian(double deviation) {
        return new Init(Kind.GAUSSIAN, deviation, 0);
    }

    /** The same with biases that start at {@code value}. */
    public Init bias(double value) {
        return new Init(kind, deviation, value);
    }
}
