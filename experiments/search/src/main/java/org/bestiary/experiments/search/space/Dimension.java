package org.bestiary.experiments.search.space;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalLong;

/**
 * The values that a parameter may take, laid out along the unit interval: every search method works there and needs to know
 * nothing of logarithms and steps.
 */
public sealed interface Dimension permits RealRange, IntegerRange, Choice {
    /**
     * The value at a position.
     *
     * @param unit from 0 to 1
     */
    JsonNode at(double unit);

    /**
     * The position of a value: the inverse of {@link #at}, for discrete values the middle of their cell.
     *
     * @param value one of this dimension
     */
    double unit(JsonNode value);

    /** Whether a value is one of this dimension. */
    boolean contains(JsonNode value);

    /** The number of values, or empty for a continuous range. */
    OptionalLong count();

    /** Kind and bounds in words, as {@code log-uniform 0.0001 to 0.1}. */
    String label();
}
