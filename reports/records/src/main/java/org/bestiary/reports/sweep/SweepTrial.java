package org.bestiary.reports.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One trial of a sweep: a point of its history, a line of its parallel coordinates, a dot in each slice and pair.
 *
 * @param number from 0
 * @param status {@code completed}, {@code pruned}, {@code failed}, {@code running} or {@code waiting}
 * @param reason one line on why it ended as it did, where there is something to say
 * @param parameters values by path, of those that are there
 * @param positions where those values are on their axes, from 0 to 1
 * @param value what it came to, in the objective's unit
 * @param epochs epochs that were run for it, of all its runs
 * @param values the objective after each of them; runs one behind the other
 * @param runs ids of its runs
 * @param started when it was first run
 * @param finished when it ended
 */
public record SweepTrial(
        int number,
        String status,
        Optional<String> reason,
        Map<String, JsonNode> parameters,
        Map<String, Double> positions,
        OptionalDouble value,
        int epochs,
        List<Double> values,
        List<String> runs,
        Optional<Instant> started,
        Optional<Instant> finished) {
    public SweepTrial {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        positions = Collections.unmodifiableMap(new LinkedHashMap<>(positions));
        values = List.copyOf(values);
        runs = List.copyOf(runs);
    }
}
