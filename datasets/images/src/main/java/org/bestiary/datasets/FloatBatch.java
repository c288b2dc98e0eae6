package org.bestiary.datasets;

import java.nio.FloatBuffer;
import org.bestiary.common.image.ImageShape;

/**
 * A finished batch, still open to changes that involve several images.
 *
 * @param features normalised values, image after image
 * @param labels one row of class weights per image
 * @param count number of images
 * @param shape of one image
 * @param layout order of the values within an image
 * @param classes number of classes
 */
public record FloatBatch(
        FloatBuffer features, FloatBuffer labels, int count, ImageShape shape, Layout layout, int classes) {}
