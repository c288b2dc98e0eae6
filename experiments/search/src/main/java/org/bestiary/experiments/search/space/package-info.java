/**
 * What is searched: parameters, their ranges and conditions, and points of the space.
 *
 * <p>Read first: {@link org.bestiary.experiments.search.space.SearchSpace}.
 */
package org.bestiary.experiments.search.space;
