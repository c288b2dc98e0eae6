package org.bestiary.zoo.op;

import org.bestiary.zoo.ZooException;

/**
 * Rows and columns of zeros around a feature map, in pixels.
 *
 * @param top rows above
 * @param bottom rows below
 * @param left columns before
 * @param right columns after
 */
public record Padding(int top, int bottom, int left, int right) {
    /** No padding: "valid". */
    public static final Padding NONE = new Padding(0, 0, 0, 0);

    public Padding {
        if (top < 0 || bottom < 0 || left < 0 || right < 0) {
            throw new ZooException(
                    "padding must be at least 0, but got " + top + "," + bottom + "," + left + "," + right);
        }
    }

    /** The same number of rows and columns on every side. */
    public static Padding of(int pixels) {
        return new Padding(pixels, pixels, pixels, pixels);
    }

    /** Whether all four sides are 0. */
    public boolean isNone() {
        return equals(NONE);
    }

    /** Whether both sides of each axis are equal, which is all that most libraries can express. */
    public boolean isSymmetric() {
        return top == bottom && left == right;
    }

    /** As layer tables have it: one number where all sides are equal, else top, bottom, left and right. */
    String words() {
        return isSymmetric() && top == left ? Integer.toString(top) : top + "," + bottom + "," + left + "," + right;
    }
}
