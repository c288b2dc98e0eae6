package org.bestiary.experiments.lecture.check;

/** Measures one thing. */
@FunctionalInterface
public interface Check {
    /**
     * The measured value: a number, a text, or a list of them.
     *
     * @param instruments what to measure with
     */
    Object measure(Instruments instruments);
}
