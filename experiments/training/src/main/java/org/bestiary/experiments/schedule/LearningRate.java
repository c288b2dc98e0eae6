package org.bestiary.experiments.schedule;

/** The learning rate as a pure function of the update, so that a training that was stopped goes on with the same rates. */
@FunctionalInterface
public interface LearningRate {
    /**
     * The rate of an update.
     *
     * @param step number of updates made before it, from 0
     */
    double at(long step);
}
