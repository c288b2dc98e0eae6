/**
 * The calculator behind {@code arith}: a chain of layers written in words, with shape, parameters, multiply-adds and
 * receptive field of every step and the formula of each filled in.
 *
 * <p>Read first: {@link org.bestiary.experiments.lecture.arith.Chain}. The numbers come from the zoo's own analysis; the
 * formulas of {@link org.bestiary.experiments.lecture.arith.Formulas} are text beside them, and a test computes the text.
 */
package org.bestiary.experiments.lecture.arith;
