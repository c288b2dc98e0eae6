package org.bestiary.zoo.update;

import java.util.Arrays;

/** torch's optimisers written out from its documentation, in double precision, one parameter at a time. */
final class TorchStep {

    private final String name;
    private final double epsilon;
    private final double[] first;
    private final double[] second;
    private final double[] largest;

    TorchStep(String name, int parameters, double epsilon) {
        this.name = name;
        this.epsilon = epsilon;
        this.first = new double[parameters];
        this.second = new double[parameters];
        this.largest = new double[parameters];
        if (name.equals("rmsprop")) {
            Arrays.fill(second, epsilon); // torch starts at 0, DL4J here
        }
    }

    /** What is subtracted from parameter {@code i} for the mean gradient {@code g} in step {@code t} from 1. */
    double step(int i, double g, double rate, int t) {
        switch (name) {
            case "sgd":
                return rate * g;
            case "heavy ball":
                first[i] = 0.9 * first[i] + g;
                return rate * first[i];
            case "nesterov":
                first[i] = 0.9 * first[i] + g;
                return rate * (g + 0.9 * first[i]);
            case "rmsprop":
                second[i] = 0.9 * second[i] + 0.1 * g * g;
                return rate * g / (Math.sqrt(second[i]) + epsilon);
            case "adam":
                return adam(i, g, rate, 0.999, false, t);
            case "amsgrad":
                return adam(i, g, rate, 0.99, true, t);
            default:
                throw new IllegalArgumentException(name);
        }
    }

    private double adam(int i, double g, double rate, double beta2, boolean amsgrad, int t) {
        first[i] = 0.9 * first[i] + 0.1 * g;
        second[i] = beta2 * second[i] + (1 - beta2) * g * g;
        largest[i] = Math.max(largest[i], second[i]);
        double correction1 = 1 - Math.pow(0.9, t);
        double correction2 = 1 - Math.pow(beta2, t);
        double spread = Math.sqrt(amsgrad ? largest[i] : second[i]) / Math.sqrt(correction2);
        // DL4J's epsilon is beside the uncorrected root: this much beside torch's corrected one
        return rate / correction1 * first[i] / (spread + epsilon / Math.sqrt(correction2));
    }
}
