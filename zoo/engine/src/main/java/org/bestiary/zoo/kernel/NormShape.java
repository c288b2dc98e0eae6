package org.bestiary.zoo.kernel;

/**
 * A batch normalisation of known sizes.
 *
 * @param batch images
 * @param height height
 * @param width width
 * @param channels channels
 * @param epsilon what is added to the variance
 * @param relu whether a ReLU follows in the same pass
 */
public record NormShape(int batch, int height, int width, int channels, float epsilon, boolean relu) {}
