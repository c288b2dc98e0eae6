package org.bestiary.common.image;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How pixels between pixels are found when an image is scaled. A filter reaches as far as its width says, in pixels of the
 * source when enlarging and of the result when reducing, so that reduced images have no jagged edges. All but
 * {@link #TRIANGLE} give, to the byte, what Pillow's filters of the same names give.
 */
public enum Filter {
    /**
     * As {@link #BILINEAR} with weights of 14 bits, which differs from it by at most 1 of 255: what image folders have been
     * decoded with since the first release, so that their checksums stay as they are.
     */
    TRIANGLE(1, 14),
    /** A triangle: linear between two pixels when enlarging, weighted means when reducing. Torchvision's default. */
    BILINEAR(1, 22),
    /** Keys' cubic with a = -0.5: sharper than bilinear; what timm prepares most networks with. */
    BICUBIC(2, 22),
    /** A windowed sinc of three lobes: the sharpest. */
    LANCZOS(3, 22),
    /** Plain means of the pixels that a new pixel covers. */
    BOX(0.5, 22),
    /** The pixel at the place of the new pixel's middle; jagged. Keras' default for image files. */
    NEAREST(0, 22);

    private final double reach;
    private final int bits;

    Filter(double reach, int bits) {
        this.reach = reach;
        this.bits = bits;
    }

    /**
     * Its name in specs and records.
     *
     * @return lower case
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Finds a filter.
     *
     * @param label as {@link #label} gives it
     * @return the filter
     * @throws ImageException if there is none of this name; lists all
     */
    public static Filter of(String label) {
        return Stream.of(values())
                .filter(filter -> filter.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new ImageException(
                        "A filter must be one of " + String.join(", ", labels()) + ", got '" + label + "'."));
    }

    /**
     * The names of all filters.
     *
     * @return in the order in which they are listed
     */
    public static List<String> labels() {
        return Stream.of(values()).map(Filter::label).toList();
    }

    /** How far it reaches to each side, in pixels. */
    double reach() {
        return reach;
    }

    /** Bits of a weight: {@code 1 << bits()} stands for 1. */
    int bits() {
        return bits;
    }

    /** Whether the rest that rounding the weights leaves goes to the largest, so that they add up to 1. */
    boolean addsUp() {
        return this == TRIANGLE;
    }

    /** The weight at a distance from the middle, in pixels. */
    double weight(double distance) {
        double x = Math.abs(distance);
        return switch (this) {
            case TRIANGLE, BILINEAR -> Math.max(0, 1 - x);
            case BICUBIC -> cubic(x);
            case LANCZOS -> x < 3 ? sinc(x) * sinc(x / 3) : 0;
            case BOX -> distance > -0.5 && distance <= 0.5 ? 1 : 0;
            case NEAREST -> 1;
        };
    }

    private static double cubic(double x) {
        double a = -0.5;
        if (x < 1) {
            return ((a + 2) * x - (a + 3)) * x * x + 1;
        }
        return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }
}
