/**
 * Which trials are not worth their further epochs.
 *
 * <p>Read first: {@link org.bestiary.experiments.search.prune.Pruning}, what a spec names, and {@link
 * org.bestiary.experiments.search.prune.Pruner}, what decides. Pruners are pure functions of what trials have come
 * to, so that a search that goes on decides as it would have.
 */
package org.bestiary.experiments.search.prune;
