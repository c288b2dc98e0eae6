/**
 * Experiment specs: from YAML to checked, complete, immutable records.
 *
 * <p>Read first: {@link org.bestiary.experiments.config.ExperimentSpec}, what an experiment is; then {@link
 * org.bestiary.experiments.config.SpecReader}, how a file becomes one. Names, ranges and defaults are written once, in
 * {@code experiment.schema.json}, which editors can use too.
 */
package org.bestiary.experiments.config;
