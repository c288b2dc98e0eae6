package org.bestiary.experiments.train;

import org.bestiary.experiments.config.OptimizerSpec;
import org.bestiary.experiments.config.TrainingSpec;
import org.bestiary.zoo.graph.Decay;
import org.bestiary.zoo.graph.Training;
import org.bestiary.zoo.update.HeavyBall;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;

/** From a spec's optimizer to DL4J's configuration of it. The learning rate in it is a start: the trainer sets each. */
final class Optimisers {
    private Optimisers() {}

    /** What a network's configuration carries for a training. */
    static Training training(TrainingSpec training) {
        TrainingSpec.WeightDecay w = training.weightDecay();
        Decay.Kind kind = w.decoupled() ? Decay.Kind.DECOUPLED : Decay.Kind.COUPLED;
        return new Training(of(training.optimizer()), new Decay(w.value(), kind, w.normAndBias()));
    }

    static IUpdater of(OptimizerSpec o) {
        double rate = o.learningRate();
        return switch (o.type()) {
            case "sgd" -> new Sgd(rate);
            case "momentum" -> new HeavyBall(rate, o.momentum().orElseThrow());
            case "nesterov" -> new Nesterovs(rate, o.momentum().orElseThrow());
            case "rmsprop" ->
                new RmsProp(rate, o.rho().orElseThrow(), o.epsilon().orElseThrow());
            // AdamW differs in how weights decay, which is no matter of the rule.
            case "adam", "adamw" ->
                new Adam(
                        rate,
                        o.beta1().orElseThrow(),
                        o.beta2().orElseThrow(),
                        o.epsilon().orElseThrow());
            case "amsgrad" ->
                new AMSGrad(
                        rate,
                        o.beta1().orElseThrow(),
                        o.beta2().orElseThrow(),
                        o.epsilon().orElseThrow());
            default -> throw new IllegalStateException("the schema lets no optimizer '" + o.type() + "' through");
        };
    }
}
