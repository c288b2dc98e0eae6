package org.bestiary.experiments.lecture.expression;

import org.bestiary.reports.run.RunRecord;

/** What a run's record does not tell: figures for which its network is opened again. */
public interface TestedAgain {
    /** Points of accuracy that the network loses on shifted test images. */
    double lostWhenShifted(RunRecord run);

    /** By how much covering the most salient pixels lowers the score of the predicted class more than another covering. */
    double lostToSalient(RunRecord run, Cover instead);

    /** Percent of the energy of the first filters in edges. */
    double edges(RunRecord run);

    /** Percent of the energy of the first filters in colours. */
    double colours(RunRecord run);

    /** What is covered for comparison. */
    enum Cover {
        /** As many random pixels. */
        RANDOM,
        /** The pattern of the salient pixels, elsewhere in the image. */
        PATTERN_ELSEWHERE
    }
}
