package org.bestiary.experiments.explain.picture;

/**
 * Colours for numbers. Both scales are computed in Oklab (Ottosson, 2020), a space in which equal distances look equal, and
 * get lighter all the way from their low to their high end: printed in grey they still read, and so they do for colour-blind
 * people. Colours outside of what a screen can show lose chroma, never lightness.
 */
public enum ColourScale {
    /** From nothing (dark violet) over teal to much (light yellow). */
    SEQUENTIAL {
        @Override
        double[] oklch(double t) {
            return new double[] {0.20 + 0.75 * t, 0.05 + 0.13 * t, 300 - 200 * t};
        }
    },
    /** From against (dark blue) over zero (mid-grey) to for (light yellow). */
    DIVERGING {
        @Override
        double[] oklch(double t) {
            double away = 2 * Math.abs(t - 0.5);
            return new double[] {0.25 + 0.70 * t, 0.20 * away, t < 0.5 ? 262 : 85};
        }
    };

    private static final int STEPS = 1024;

    private int[] colours;

    /** Lightness, chroma and hue in degrees, for 0 to 1. */
    abstract double[] oklch(double t);

    /**
     * The colour of a number.
     *
     * @param t from 0 to 1; what is outside counts as the end
     * @return 0xRRGGBB
     */
    public synchronized int colour(double t) {
        if (colours == null) {
            colours = new int[STEPS];
            for (int i = 0; i < STEPS; i++) {
                colours[i] = inGamut(oklch(i / (STEPS - 1.0)));
            }
        }
        return colours[(int) Math.round(Math.max(0, Math.min(1, t)) * (STEPS - 1))];
    }

    /** Takes chroma away until red, green and blue are between 0 and 1. */
    private static int inGamut(double... lch) {
        double low = 0;
        double high = lch[1];
        if (isShown(rgb(lch[0], high, lch[2]))) {
            low = high;
        }
        for (int i = 0; i < 20 && high > low; i++) {
            double middle = (low + high) / 2;
            if (isShown(rgb(lch[0], middle, lch[2]))) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double[] linear = rgb(lch[0], low, lch[2]);
        int colour = 0;
        for (double v : linear) {
            double c = Math.max(0, Math.min(1, v));
            double encoded = c <= 0.0031308 ? 12.92 * c : 1.055 * Math.pow(c, 1 / 2.4) - 0.055;
            colour = colour << 8 | (int) Math.round(255 * encoded);
        }
        return colour;
    }

    private static boolean isShown(double... linear) {
        for (double v : linear) {
            if (v < -1e-6 || v > 1 + 1e-6) {
                return false;
            }
        }
        return true;
    }

    /** Oklab to linear sRGB, with the constants of its definition. */
    private static double[] rgb(double lightness, double chroma, double hue) {
        double a = chroma * Math.cos(Math.toRadians(hue));
        double b = chroma * Math.sin(Math.toRadians(hue));
        double l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
        double m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
        double s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b);
        return new double[] {
            4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
            -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
            -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s
        };
    }

    private static double cube(double x) {
        return x * x * x;
    }
}
