package org.bestiary.experiments.search.method;

import org.bestiary.common.catalog.KindProvider;

/**
 * Search methods of one's own: kinds whose records implement {@link SearchMethod}. Specs name them like the others, with their
 * numbers beside the name.
 */
public interface SearchMethodProvider extends KindProvider<SearchMethod> {}
