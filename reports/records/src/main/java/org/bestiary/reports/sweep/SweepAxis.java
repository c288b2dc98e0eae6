package org.bestiary.reports.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One parameter of a sweep, as an axis of parallel coordinates and of slices.
 *
 * @param path where it stands in the spec
 * @param kind {@code real}, {@code int} or {@code choice}
 * @param log whether the axis is logarithmic
 * @param low smallest value of a number
 * @param high largest value of a number
 * @param values the values of a choice, in the order of their positions
 * @param condition when the parameter is there, in words; always, if empty
 * @param importance share of the variance between trials that it accounts for, from 0 to 1; empty with too few trials
 */
public record SweepAxis(
        String path,
        String kind,
        boolean log,
        OptionalDouble low,
        OptionalDouble high,
        List<JsonNode> values,
        Optional<String> condition,
        OptionalDouble importance) {
    public SweepAxis {
        values = List.copyOf(values);
    }
}
