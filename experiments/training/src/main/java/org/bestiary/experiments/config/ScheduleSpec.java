package org.bestiary.experiments.config;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/**
 * How the learning rate changes. Only the entries that belong to its type are there.
 *
 * @param type constant, step, multi-step, exponential, polynomial, cosine or one-cycle
 * @param unit what {@code every}, {@code at} and the factor of exponential count: epochs or steps
 * @param every units between two changes; for step
 * @param at after how many units the rate changes, rising; for multi-step
 * @param factor what the rate is multiplied with; for step, multi-step and exponential
 * @param power exponent of the share of training that is left; for polynomial
 * @param endFactor rate at the end as a share of the learning rate; for polynomial, cosine and one-cycle
 * @param startFactor rate at the start as a share of the learning rate; for one-cycle
 * @param peakAt share of the training after which the rate is highest; for one-cycle
 * @param warmup the rise before it
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record ScheduleSpec(
        String type,
        Optional<String> unit,
        Optional<Integer> every,
        Optional<List<Integer>> at,
        Optional<Double> factor,
        Optional<Double> power,
        Optional<Double> endFactor,
        Optional<Double> startFactor,
        Optional<Double> peakAt,
        Optional<Warmup> warmup) {

    /** Whether {@code every}, {@code at} and the factor of exponential count epochs. */
    @JsonIgnore
    public boolean inEpochs() {
        return unit.orElse("epochs").equals("epochs");
    }

    /**
     * A straight rise of the rate.
     *
     * @param epochs its length in epochs; empty when {@code steps} is given
     * @param steps its length in updates; empty when {@code epochs} is given
     * @param from share of the rate that it starts above
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Warmup(Optional<Double> epochs, Optional<Long> steps, double from) {}
}
