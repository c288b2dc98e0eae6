/**
 * Experiment specs: from YAML to checked, complete, immutable records.
 *
 * <p>Read first: {@link org.bestiary.experiments.config.ExperimentSpec} and {@link
 * org.bestiary.experiments.config.TrainingSpec}, what an experiment is; then {@link
 * org.bestiary.experiments.config.SpecReader}, how a file becomes one. Names, ranges, defaults and descriptions are
 * written once, in {@code experiment.schema.json}, which editors can use too; rules about several entries at once are in
 * {@code SpecRules}.
 */
package org.bestiary.experiments.config;
