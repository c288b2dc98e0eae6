package org.bestiary.datasets.augment;

import java.nio.FloatBuffer;

/** Mixing of rows with other rows of the same buffer. */
final class Partners {
    private Partners() {}

    /** Row i becomes {@code share} of itself plus the rest of row {@code partner[i]} as it was before. */
    static void mix(FloatBuffer rows, int length, int[] partner, float share) {
        float[] before = new float[partner.length * length];
        rows.get(0, before);
        float[] mixed = new float[length];
        for (int i = 0; i < partner.length; i++) {
            for (int k = 0; k < length; k++) {
                mixed[k] = share * before[i * length + k] + (1 - share) * before[partner[i] * length + k];
            }
            rows.put(i * length, mixed);
        }
    }
}
