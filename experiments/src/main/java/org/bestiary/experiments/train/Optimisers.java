package org.bestiary.experiments.train;

import org.bestiary.experiments.config.ExperimentSpec;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

/** From a spec's optimizer and schedule to DL4J's updater. */
final class Optimisers {
    private Optimisers() {}

    /**
     * The updater for a training.
     *
     * @param training of the spec
     * @param stepsPerEpoch batches in an epoch
     */
    static IUpdater of(ExperimentSpec.Training training, int stepsPerEpoch) {
        ExperimentSpec.Optimizer o = training.optimizer();
        ISchedule rate = schedule(training, stepsPerEpoch);
        return switch (o.type()) {
            case "sgd" -> new Sgd(rate);
            case "nesterov" -> new Nesterovs(rate, o.momentum());
            case "adam" ->
                Adam.builder()
                        .learningRateSchedule(rate)
                        .learningRate(o.learningRate())
                        .beta1(o.beta1())
                        .beta2(o.beta2())
                        .build();
            default -> throw new IllegalStateException("the schema lets no optimizer '" + o.type() + "' through");
        };
    }

    private static ISchedule schedule(ExperimentSpec.Training training, int stepsPerEpoch) {
        double rate = training.optimizer().learningRate();
        ExperimentSpec.Schedule s = training.schedule();
        return switch (s.type()) {
            case "constant" -> new FixedSchedule(rate);
            case "step" -> new StepSchedule(ScheduleType.EPOCH, rate, s.factor(), s.every());
            case "cosine" -> new CosineSchedule(rate, (long) training.epochs() * stepsPerEpoch);
            default -> throw new IllegalStateException("the schema lets no schedule '" + s.type() + "' through");
        };
    }
}
