package org.bestiary.datasets.augment;

/** What lies beyond the edge of an image. */
public enum Fill {
    /** Black. */
    CONSTANT,
    /** The nearest pixel of the edge, again and again. */
    NEAREST,
    /** The image mirrored at its edge, the edge pixel twice. */
    REFLECT,
    /** The image repeated. */
    WRAP;

    /** What a parameter of this type says. */
    static final String MEANING = "what lies beyond the edge; constant is black";

    /** Where to read instead of {@code i} in a row of {@code n}; -1 for black. */
    int index(int i, int n) {
        if (i >= 0 && i < n) {
            return i;
        }
        return switch (this) {
            case CONSTANT -> -1;
            case NEAREST -> i < 0 ? 0 : n - 1;
            case REFLECT -> {
                int folded = Math.floorMod(i, 2 * n);
                yield folded < n ? folded : 2 * n - 1 - folded;
            }
            case WRAP -> Math.floorMod(i, n);
        };
    }
}
