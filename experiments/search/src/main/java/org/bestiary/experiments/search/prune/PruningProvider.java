package org.bestiary.experiments.search.prune;

import org.bestiary.common.catalog.KindProvider;

/**
 * Pruners of one's own: kinds whose records implement {@link Pruning}. Specs name them as the {@code type} of {@code
 * search.pruner}, like the others.
 */
public interface PruningProvider extends KindProvider<Pruning> {}
