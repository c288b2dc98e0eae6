/**
 * Image data sets: what they are, where their files are, and how batches are cut from them.
 *
 * <p>Read {@link org.bestiary.datasets.ImageDataset} first (a card, an availability, a load), then
 * {@link org.bestiary.datasets.memory.LoadedDataset}, which cuts a data set into training, validation and test images
 * and opens iterators over them. The sets themselves are in {@code catalog}, file formats in {@code format}, downloads
 * and archives in {@code store}, decoded images and iterators in {@code memory}.
 *
 * <p>Everything here is deterministic: random choices come from a {@link org.bestiary.datasets.RandomStream} derived
 * from a seed and from names, never from a global generator. Everything that can go wrong with data is a
 * {@link org.bestiary.datasets.DataException} of one line.
 */
package org.bestiary.datasets;
