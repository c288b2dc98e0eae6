/**
 * Starting from what was learnt before: weights of other networks, new heads, frozen layers, phases, networks that grow.
 *
 * <p>Read first: {@link org.bestiary.experiments.transfer.PlannedPhase}, what a training consists of; then {@link
 * org.bestiary.experiments.transfer.Base} (where first weights come from) and {@link
 * org.bestiary.experiments.transfer.Growth} (how a larger network takes over from a smaller one).
 */
package org.bestiary.experiments.transfer;
