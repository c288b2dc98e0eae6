/**
 * Training one network on one data set, repeatably and without losing anything.
 *
 * <p>Read first: {@link org.bestiary.experiments.train.ExperimentRunner} (all seeds of an experiment), then {@link
 * org.bestiary.experiments.train.SingleRun} (one seed: directory, record, report) and {@link
 * org.bestiary.experiments.train.Trainer} (the loop over batches).
 */
package org.bestiary.experiments.train;
