/**
 * Training one network on one data set, repeatably and without losing anything.
 *
 * <p>Read first: {@link org.bestiary.experiments.train.ExperimentRunner} (all runs of an experiment), then {@link
 * org.bestiary.experiments.train.SingleRun} (one network and seed: directory, record, report), {@link
 * org.bestiary.experiments.train.Trainer} (the loop over epochs) and {@link
 * org.bestiary.experiments.train.TrainingEpoch} (the loop over batches). What training depends on is a function of the
 * position ({@link org.bestiary.experiments.train.Streams}, {@link org.bestiary.experiments.schedule.LearningRate}) or part of
 * {@link org.bestiary.experiments.train.TrainingState}, which checkpoints hold.
 */
package org.bestiary.experiments.train;
