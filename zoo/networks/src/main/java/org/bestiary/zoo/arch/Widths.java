package org.bestiary.zoo.arch;

/** Numbers of filters under a width multiplier. */
final class Widths {
    private static final int STEP = 8;
    private static final double LEAST = 0.9;

    private Widths() {}

    /** The nearest multiple of 8, at least 8 and never less than 90% of the number: as MobileNet v2 and all after it round. */
    static int multipleOf8(double filters) {
        int rounded = Math.max(STEP, (int) (filters + STEP / 2.0) / STEP * STEP);
        return rounded < LEAST * filters ? rounded + STEP : rounded;
    }
}
