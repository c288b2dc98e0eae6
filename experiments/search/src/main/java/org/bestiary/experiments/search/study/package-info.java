/**
 * Studies: sweeps as they are run, with their trials in processes of their own.
 *
 * <p>Read first: {@link org.bestiary.experiments.search.study.StudyWorker}, which suggests trials and runs them, and {@link
 * org.bestiary.experiments.search.study.TrialMessage}, what is said between it and the process of a trial. All that is known
 * of a study is in the {@link org.bestiary.reports.study.StudyStore}; a worker can die at any moment and the next one goes on.
 * The worker itself computes nothing with ND4J and stays small.
 */
package org.bestiary.experiments.search.study;
