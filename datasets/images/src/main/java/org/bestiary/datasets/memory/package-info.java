/**
 * Decoded images in memory and the batches cut from them.
 *
 * <p>Read {@link org.bestiary.datasets.memory.LoadedDataset} first; its {@code open} gives a
 * {@link org.bestiary.datasets.memory.BatchIterator}, which DL4J's {@code fit} accepts and which can be placed in the
 * middle of an epoch.
 */
package org.bestiary.datasets.memory;
