package org.bestiary.zoo.weights;

import java.awt.image.BufferedImage;

/**
 * Resizing with a triangle filter as wide as a new pixel, which is what Pillow and torchvision call bilinear: an enlarged
 * image is interpolated, a reduced one averaged without jagged edges.
 *
 * @param width columns before
 * @param newWidth columns after
 * @param height rows before
 * @param newHeight rows after
 */
record Resampling(int width, int newWidth, int height, int newHeight) {
    /** The old pixels that one new pixel is made of. */
    private record Share(int first, float[] weights) {}

    /** Red, green and blue from 0 to 255, rounded to whole numbers as an image file would hold them, row by row. */
    float[][] planes(BufferedImage image) {
        Share[] columns = shares(width, newWidth);
        Share[] rows = shares(height, newHeight);
        int[] line = new int[width];
        float[][] narrowed = new float[3][height * newWidth];
        for (int y = 0; y < height; y++) {
            image.getRGB(0, y, width, 1, line, 0, width);
            for (int x = 0; x < newWidth; x++) {
                Share share = columns[x];
                for (int c = 0; c < 3; c++) {
                    float sum = 0;
                    for (int i = 0; i < share.weights.length; i++) {
                        sum += share.weights[i] * (line[share.first + i] >> (16 - 8 * c) & 0xff);
                    }
                    narrowed[c][y * newWidth + x] = Math.round(sum);
                }
            }
        }
        float[][] planes = new float[3][newHeight * newWidth];
        for (int c = 0; c < 3; c++) {
            for (int y = 0; y < newHeight; y++) {
                Share share = rows[y];
                for (int x = 0; x < newWidth; x++) {
                    float sum = 0;
                    for (int i = 0; i < share.weights.length; i++) {
                        sum += share.weights[i] * narrowed[c][(share.first + i) * newWidth + x];
                    }
                    planes[c][y * newWidth + x] = Math.round(sum);
                }
            }
        }
        return planes;
    }

    private static Share[] shares(int before, int after) {
        double scale = (double) before / after;
        double reach = Math.max(1, scale);
        Share[] shares = new Share[after];
        for (int i = 0; i < after; i++) {
            double centre = (i + 0.5) * scale;
            int first = Math.max(0, (int) (centre - reach + 0.5));
            int end = Math.min(before, (int) (centre + reach + 0.5));
            float[] weights = new float[end - first];
            double sum = 0;
            for (int j = 0; j < weights.length; j++) {
                double distance = Math.abs((first + j + 0.5 - centre) / reach);
                weights[j] = (float) Math.max(0, 1 - distance);
                sum += weights[j];
            }
            for (int j = 0; j < weights.length; j++) {
                weights[j] /= (float) sum;
            }
            shares[i] = new Share(first, weights);
        }
        return shares;
    }
}
