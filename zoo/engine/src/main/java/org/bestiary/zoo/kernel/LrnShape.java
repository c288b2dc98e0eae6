package org.bestiary.zoo.kernel;

/**
 * A local response normalisation across channels: y = x (k + alpha / size * sum of squares)^-beta.
 *
 * @param batch images
 * @param height height
 * @param width width
 * @param channels channels
 * @param size neighbouring channels in a window, odd
 * @param alpha scale, divided by the window size
 * @param beta exponent
 * @param k offset
 */
public record LrnShape(int batch, int height, int width, int channels, int size, float alpha, float beta, float k) {}
