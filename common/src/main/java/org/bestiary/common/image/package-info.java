/**
 * From an image file to the numbers that a network reads, in one way for training, tests, predictions and explanations.
 *
 * <p>Read {@link org.bestiary.common.image.ImageInput} first: a {@link org.bestiary.common.image.Preparation} (size, fit,
 * filter, channels) makes bytes of a decoded file, a {@link org.bestiary.common.image.Normalisation} makes numbers of the
 * bytes. {@link org.bestiary.common.image.ImageFile} decodes, {@link org.bestiary.common.image.Resampler} scales.
 */
package org.bestiary.common.image;
