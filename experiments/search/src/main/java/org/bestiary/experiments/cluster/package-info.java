/**
 * Sweeps on a cluster. {@link org.bestiary.experiments.cluster.SparkEngine} is read first: it starts Spark's driver, which is a
 * process of its own with libraries of its own (module {@code spark}, no part of the usual build), and watches the study in the
 * store, which is where executors find their trials and leave the results.
 */
package org.bestiary.experiments.cluster;
