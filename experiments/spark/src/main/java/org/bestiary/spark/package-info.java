/**
 * Sweeps on a Spark cluster. {@link org.bestiary.spark.SparkDriver} is a process of its own that the program starts, with
 * Spark's libraries and none of the program's; {@link org.bestiary.spark.SparkTrial} is what executors run. Neither knows what a
 * trial is: they start the program on executors, and it finds its trial in the store.
 */
package org.bestiary.spark;
