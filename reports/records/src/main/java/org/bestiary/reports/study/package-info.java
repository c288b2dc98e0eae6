/**
 * Hyperparameter studies: which trials there are, who runs which, and what came of them.
 *
 * <p>Read {@link org.bestiary.reports.study.StudyStore} first. A trial is run by the one worker that holds its {@link
 * org.bestiary.reports.study.Lease}; what to try next and when to prune is decided elsewhere.
 */
package org.bestiary.reports.study;
