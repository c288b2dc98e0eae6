package org.bestiary.experiments.train;

import java.util.List;
import org.bestiary.experiments.config.ScheduleSpec;
import org.bestiary.experiments.config.TrainingSpec;

/**
 * From a spec's schedule to a {@link LearningRate}. Milestones count from the start of training; what falls to the end
 * does so from the end of the warm-up to the last update.
 */
public final class Schedules {
    private Schedules() {}

    /**
     * The learning rate of a training.
     *
     * @param training of the spec
     * @param length how long it lasts
     */
    public static LearningRate of(TrainingSpec training, TrainingLength length) {
        double rate = training.optimizer().learningRate();
        long warmup = warmup(training.schedule(), length);
        LearningRate schedule = schedule(training.schedule(), rate, length, warmup);
        if (warmup == 0) {
            return schedule;
        }
        double from = training.schedule().warmup().orElseThrow().from();
        double top = schedule.at(warmup);
        return step -> step < warmup ? top * (from + (1 - from) * (step + 1) / warmup) : schedule.at(step);
    }

    /** Updates of the warm-up, 0 for none. */
    static long warmup(ScheduleSpec schedule, TrainingLength length) {
        return schedule.warmup()
                .map(w -> w.steps()
                        .orElseGet(() -> Math.max(1, Math.round(w.epochs().orElseThrow() * length.stepsPerEpoch()))))
                .orElse(0L);
    }

    private static LearningRate schedule(ScheduleSpec s, double rate, TrainingLength length, long warmup) {
        long unit = s.inEpochs() ? length.stepsPerEpoch() : 1;
        return switch (s.type()) {
            case "constant" -> step -> rate;
            case "step" -> {
                double factor = s.factor().orElseThrow();
                long every = s.every().orElseThrow() * unit;
                yield step -> rate * Math.pow(factor, Math.floorDiv(step, every));
            }
            case "multi-step" -> multiStep(rate, s.factor().orElseThrow(), s.at().orElseThrow(), unit);
            case "exponential" -> {
                double factor = s.factor().orElseThrow();
                yield step -> rate * Math.pow(factor, (double) (step - warmup) / unit);
            }
            case "polynomial" -> {
                double power = s.power().orElseThrow();
                yield between(warmup, length, rate, s.endFactor().orElseThrow(), share -> Math.pow(1 - share, power));
            }
            case "cosine" -> between(warmup, length, rate, s.endFactor().orElseThrow(), Schedules::halfCosine);
            case "one-cycle" -> oneCycle(s, rate, length, warmup);
            default -> throw new IllegalStateException("the schema lets no schedule '" + s.type() + "' through");
        };
    }

    private static LearningRate multiStep(double rate, double factor, List<Integer> at, long unit) {
        long[] milestones = at.stream().mapToLong(m -> m * unit).toArray();
        return step -> {
            int passed = 0;
            while (passed < milestones.length && milestones[passed] <= step) {
                passed++;
            }
            return rate * Math.pow(factor, passed);
        };
    }

    /** Something that falls from 1 to 0 as its argument rises from 0 to 1. */
    @FunctionalInterface
    private interface Fall {
        double at(double share);
    }

    private static double halfCosine(double share) {
        return 0.5 * (1 + Math.cos(Math.PI * share));
    }

    /** From the rate at the end of the warm-up to {@code end} times the rate after the last update. */
    private static LearningRate between(long warmup, TrainingLength length, double rate, double end, Fall fall) {
        return step -> rate * (end + (1 - end) * fall.at(share(step, warmup, length)));
    }

    /** Smith and Topin: Super-convergence, 2018; with half cosines in place of straight lines, as torch has them. */
    private static LearningRate oneCycle(ScheduleSpec s, double rate, TrainingLength length, long warmup) {
        double start = s.startFactor().orElseThrow();
        double end = s.endFactor().orElseThrow();
        double peak = s.peakAt().orElseThrow();
        return step -> {
            double share = share(step, warmup, length);
            return share < peak
                    ? rate * (1 + (start - 1) * halfCosine(share / peak))
                    : rate * (end + (1 - end) * halfCosine((share - peak) / (1 - peak)));
        };
    }

    private static double share(long step, long warmup, TrainingLength length) {
        return Math.min(1, Math.max(0, (double) (step - warmup) / (length.steps() - warmup)));
    }
}
