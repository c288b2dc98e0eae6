package org.bestiary.experiments.schedule;

/**
 * How the learning rate changes. Milestones count from the start of training; what falls to the end does so from the end of the
 * warm-up to the last update.
 */
public sealed interface Schedule
        permits ConstantRate, StepDecay, MultiStepDecay, ExponentialDecay, PolynomialDecay, CosineAnnealing, OneCycle {
    /**
     * The learning rate of each update.
     *
     * @param rate the optimizer's step size
     * @param span the training that it is laid over
     * @return a pure function of the update
     */
    LearningRate over(double rate, Span span);
}
