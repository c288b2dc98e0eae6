package org.bestiary.experiments.lecture.check;

import java.util.List;

/**
 * How a max pooling of windows of {@code kernel} by {@code kernel}, side by side, leads gradients back: rows of numbers.
 *
 * @param kernel side of the windows
 * @param values what is pooled
 * @param upstream the gradient of the output
 * @param gradient the gradient of the input, as computed
 */
public record Routing(int kernel, List<List<Double>> values, List<List<Double>> upstream, List<List<Double>> gradient) {
    /** Copies the lists. */
    public Routing {
        values = List.copyOf(values);
        upstream = List.copyOf(upstream);
        gradient = List.copyOf(gradient);
    }
}
