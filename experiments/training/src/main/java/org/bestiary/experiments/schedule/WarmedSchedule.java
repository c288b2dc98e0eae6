package org.bestiary.experiments.schedule;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bestiary.common.catalog.CatalogException;

/**
 * A schedule and the rise before it. In specs it is one mapping, of the schedule's name as {@code type}, its numbers, and
 * {@code warmup}.
 *
 * @param shape how the rate changes
 * @param warmup the rise before it
 */
public record WarmedSchedule(Schedule shape, Optional<Warmup> warmup) {
    private static final String WARMUP = "warmup";

    /**
     * Reads one.
     *
     * @param tree as {@code {type: cosine, endFactor: 0.01, warmup: {epochs: 5}}}
     * @return the schedule
     * @throws CatalogException if a name or number is unknown, missing or not allowed
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static WarmedSchedule of(Map<String, Object> tree) {
        return of(tree, "schedule");
    }

    /**
     * Reads one.
     *
     * @param tree as {@code {type: cosine, endFactor: 0.01, warmup: {epochs: 5}}}
     * @param path where it stands, for messages
     * @return the schedule
     * @throws CatalogException if a name or number is unknown, missing or not allowed
     */
    public static WarmedSchedule of(Map<String, Object> tree, String path) {
        Map<String, Object> shape = new LinkedHashMap<>(tree);
        Object warmup = shape.remove(WARMUP);
        return new WarmedSchedule(
                Schedules.FORM.read(shape, path),
                Optional.ofNullable(warmup).map(w -> Warmup.KIND.make(mapping(w, path), path + "." + WARMUP)));
    }

    private static Map<String, Object> mapping(Object tree, String path) {
        if (!(tree instanceof Map<?, ?> given)) {
            throw new CatalogException(
                    path + "." + WARMUP, path + "." + WARMUP + " must be a mapping, but got " + tree);
        }
        Map<String, Object> mapping = new LinkedHashMap<>();
        given.forEach((name, value) -> mapping.put(String.valueOf(name), value));
        return mapping;
    }

    /**
     * As a spec and the record of a run hold it.
     *
     * @return the shape's name as {@code type}, then its numbers and the warm-up
     */
    @JsonValue
    public Map<String, Object> tree() {
        Map<String, Object> tree = Schedules.FORM.write(shape);
        warmup.ifPresent(w -> tree.put(WARMUP, Warmup.KIND.values(w)));
        return tree;
    }

    /**
     * Updates of the warm-up.
     *
     * @param stepsPerEpoch updates in an epoch
     * @return 0 for none
     */
    public long warmupSteps(int stepsPerEpoch) {
        return warmup.map(w -> w.length(stepsPerEpoch)).orElse(0L);
    }

    /**
     * The learning rate of a training.
     *
     * @param rate the optimizer's step size
     * @param steps updates in all
     * @param stepsPerEpoch updates in an epoch
     * @return the rate of each update
     */
    public LearningRate over(double rate, long steps, int stepsPerEpoch) {
        long rise = warmupSteps(stepsPerEpoch);
        LearningRate after = shape.over(rate, new Span(rise, steps, stepsPerEpoch));
        if (rise == 0) {
            return after;
        }
        double from = warmup.orElseThrow().from();
        double top = after.at(rise);
        return step -> step < rise ? top * (from + (1 - from) * (step + 1) / rise) : after.at(step);
    }
}
