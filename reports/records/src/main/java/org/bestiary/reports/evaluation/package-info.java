/**
 * The arithmetic of an evaluation: confusion matrix, per-class figures and the interval around an accuracy. Plain Java,
 * with accuracies, precision, recall and F1 in percent. Start with {@link
 * org.bestiary.reports.evaluation.ConfusionMatrix}.
 */
package org.bestiary.reports.evaluation;
