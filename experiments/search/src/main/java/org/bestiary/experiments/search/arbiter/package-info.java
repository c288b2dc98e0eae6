/**
 * Grid, random and genetic search by the generators of Arbiter 1.0.0-beta7, the search engine of the DL4J world.
 *
 * <p>Read first: {@link org.bestiary.experiments.search.arbiter.UnitSpace}, how a search space looks to Arbiter. Nothing of
 * Arbiter is used outside this package. Its generators keep what they know in memory and cannot go on after a stop; here
 * every suggestion comes from a generator that was made for it, from the seed and the history.
 */
package org.bestiary.experiments.search.arbiter;
