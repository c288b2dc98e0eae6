package org.bestiary.reports.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Several measurements of the same, in short; all in their own unit.
 *
 * @param mean their mean
 * @param deviation their standard deviation, with n - 1; empty for a single one
 * @param low the lowest
 * @param high the highest
 * @param count how many there are, at least 1
 */
public record Spread(double mean, OptionalDouble deviation, double low, double high, int count) {
    /** The spread of these numbers; empty if there are none. */
    public static Optional<Spread> of(List<Double> numbers) {
        if (numbers.isEmpty()) {
            return Optional.empty();
        }
        double[] sorted = numbers.stream().mapToDouble(n -> n).sorted().toArray();
        double mean = Arrays.stream(sorted).average().orElseThrow();
        double squares = Arrays.stream(sorted).map(n -> (n - mean) * (n - mean)).sum();
        return Optional.of(new Spread(
                mean,
                sorted.length == 1
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(Math.sqrt(squares / (sorted.length - 1))),
                sorted[0],
                sorted[sorted.length - 1],
                sorted.length));
    }
}
