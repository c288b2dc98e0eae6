package org.bestiary.experiments.search.study;

import java.util.Optional;
import java.util.OptionalDouble;
import org.bestiary.experiments.search.space.Assignment;
import org.bestiary.reports.study.TrialStatus;

/** Is told what happens in a study, by several threads. The methods do nothing, so that a view overrides what it shows. */
public interface StudyProgress {
    /** Shows nothing. */
    StudyProgress SILENT = new StudyProgress() {};

    /** Something worth a line. */
    default void note(String line) {}

    /** A trial begins, or is gone on with. */
    default void started(int number, int attempt, Assignment parameters) {}

    /** A trial has another epoch behind it, the how-manieth of all its runs, and had this value then. */
    default void epoch(int number, int epoch, int of, double value) {}

    /** A trial has ended, or waits to be run again. */
    default void ended(int number, TrialStatus status, OptionalDouble value, Optional<String> reason) {}
}
