package org.bestiary.experiments.search;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * When a sweep ends: at whichever limit comes first.
 *
 * @param trials trials in all
 * @param epochs epochs of all trials together
 * @param minutes wall time; a sweep that goes on after a stop has as much again
 */
public record Budget(OptionalInt trials, OptionalLong epochs, OptionalDouble minutes) {
    /** In words, as {@code 20 trials, 100 epochs}. */
    public String label() {
        List<String> limits = new ArrayList<>();
        trials.ifPresent(n -> limits.add(n + (n == 1 ? " trial" : " trials")));
        epochs.ifPresent(n -> limits.add(n + (n == 1 ? " epoch" : " epochs")));
        minutes.ifPresent(n -> limits.add(n + " minutes"));
        return limits.isEmpty() ? "the whole grid" : String.join(", ", limits);
    }
}
