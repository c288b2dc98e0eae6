/**
 * Hyperparameter search: sweeps over specs.
 *
 * <p>Read first: {@link org.bestiary.experiments.search.Sweep}, what a sweep is; then the packages {@code space} (what is
 * searched), {@code method} and {@code arbiter} (how the next point is chosen), {@code prune} (which trials stop early), {@code
 * study} (how trials are run, stopped and gone on with) and {@code analysis} (what came out).
 */
package org.bestiary.experiments.search;
