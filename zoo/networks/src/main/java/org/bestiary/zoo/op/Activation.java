package org.bestiary.zoo.op;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bestiary.zoo.ZooException;

/** The activation functions of the classic networks. */
public enum Activation {
    /** max(0, x) */
    RELU,
    /** min(max(0, x), 6) */
    RELU6,
    /** hyperbolic tangent */
    TANH,
    /** 1 / (1 + exp(-x)) */
    SIGMOID,
    /** x * sigmoid(x) */
    SWISH,
    /** x / 6 + 1/2, cut off at 0 and 1 */
    HARD_SIGMOID,
    /** x times the hard sigmoid of x */
    HARD_SWISH;

    /**
     * Reads {@code relu}, {@code tanh} and so on.
     *
     * @throws ZooException for a word that is none of them
     */
    public static Activation parse(String text) {
        for (Activation a : values()) {
            if (a.id().equals(text)) {
                return a;
            }
        }
        throw new ZooException("activation must be one of "
                + Stream.of(values()).map(Activation::id).collect(Collectors.joining(", ")) + ", but got '" + text
                + "'");
    }

    /** Whether it gives no negative numbers. */
    public boolean isNonNegative() {
        return this == RELU || this == RELU6 || this == SIGMOID || this == HARD_SIGMOID;
    }

    /** The lower-case name, which is also how vertices are called. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
