/**
 * Weights that others have published, by name: what is known of each file, whether it is here, and how it gets here.
 *
 * <p>Read {@link org.bestiary.zoo.published.PublishedWeights} first; {@link org.bestiary.zoo.published.WeightsCatalogue}
 * has all of them, {@link org.bestiary.zoo.published.WeightsFolder} the files.
 */
package org.bestiary.zoo.published;
