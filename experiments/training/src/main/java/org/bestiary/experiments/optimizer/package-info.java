/**
 * The rules that turn gradients into updates of the weights.
 *
 * <p>Read first: {@link org.bestiary.experiments.optimizer.Optimizer}, then {@link
 * org.bestiary.experiments.optimizer.Optimizers}, the list of them.
 */
package org.bestiary.experiments.optimizer;
