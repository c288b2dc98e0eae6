/**
 * How the next point is chosen.
 *
 * <p>Read first: {@link org.bestiary.experiments.search.method.SearchMethod}, what a spec names, and {@link
 * org.bestiary.experiments.search.method.Suggester}, what chooses. Every method is a pure function of the seed, the
 * number of the trial and what earlier trials came to: nothing has to be saved for a search to go on as if it had not been
 * stopped. Grid, random and genetic search come from Arbiter and live in their own package; the tree-structured Parzen
 * estimator is written here.
 */
package org.bestiary.experiments.search.method;
