package org.bestiary.experiments.lecture.check;

import java.util.Random;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Images for checks: N x C x H x W, 32-bit floats. */
final class Arrays4 {
    private Arrays4() {}

    /** Normally distributed numbers from a seed. */
    static INDArray random(long seed, int... shape) {
        Random random = new Random(seed);
        int length = 1;
        for (int n : shape) {
            length *= n;
        }
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Nd4j.create(values, longs(shape), 'c');
    }

    /** One image of one channel. */
    static INDArray image(float[][] rows) {
        float[] values = new float[rows.length * rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, values, i * rows[0].length, rows[0].length);
        }
        return Nd4j.create(values, new long[] {1, 1, rows.length, rows[0].length}, 'c');
    }

    /** Largest distance of two arrays of one shape. */
    static double distance(INDArray a, INDArray b) {
        return a.sub(b).amaxNumber().doubleValue();
    }

    private static long[] longs(int... shape) {
        long[] longs = new long[shape.length];
        for (int i = 0; i < shape.length; i++) {
            longs[i] = shape[i];
        }
        return longs;
    }
}
