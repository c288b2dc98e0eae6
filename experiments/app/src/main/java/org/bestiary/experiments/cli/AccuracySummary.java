package org.bestiary.experiments.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.bestiary.reports.evaluation.Spread;
import org.bestiary.reports.run.Repeats;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.reports.run.RunStatus;
import org.bestiary.reports.run.TestEvaluation;

/**
 * The accuracies of a network over its completed runs; the components are JSON fields.
 *
 * @param network what the spec calls it
 * @param over the runs: seeds, and folds of a cross-validation
 * @param validation on the validation images, of each run's best epoch, in percent; empty without such images
 * @param test on the test images, in percent; empty without such images
 */
record AccuracySummary(String network, Repeats over, Optional<Spread> validation, Optional<Spread> test) {
    /** One for each network that has completed runs, in the order of the runs. */
    static List<AccuracySummary> of(List<RunRecord> runs) {
        Map<String, List<RunRecord>> byNetwork = new LinkedHashMap<>();
        runs.stream()
                .filter(r -> r.status() == RunStatus.COMPLETED)
                .forEach(r -> byNetwork
                        .computeIfAbsent(network(r), n -> new ArrayList<>())
                        .add(r));
        return byNetwork.entrySet().stream()
                .map(e -> of(e.getKey(), e.getValue()))
                .toList();
    }

    private static AccuracySummary of(String network, List<RunRecord> runs) {
        List<Double> validation = runs.stream()
                .flatMap(r -> r.best().stream())
                .flatMap(b -> b.validationAccuracy().stream().boxed())
                .toList();
        List<Double> test = runs.stream()
                .flatMap(r -> r.test().stream())
                .map(TestEvaluation::top1)
                .toList();
        return new AccuracySummary(network, Repeats.of(runs), Spread.of(validation), Spread.of(test));
    }

    /** What the spec calls the network of a run. */
    private static String network(RunRecord record) {
        JsonNode model = record.spec().path("model");
        return model.path("name").asText(model.path("id").asText());
    }

    /**
     * The summary for people; nothing of a single run, and the validation images only of a cross-validation.
     *
     * @param named whether to name the network
     */
    List<String> lines(boolean named) {
        List<String> lines = new ArrayList<>();
        validation
                .filter(v -> over.folded())
                .ifPresent(v -> line("validation", v, named).ifPresent(lines::add));
        test.ifPresent(t -> line("test", t, named).ifPresent(lines::add));
        return lines;
    }

    private Optional<String> line(String what, Spread s, boolean named) {
        OptionalDouble deviation = s.deviation();
        return deviation.isEmpty()
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "%s accuracy%s over %s: mean %.2f%%, standard deviation %.2f, range %.2f%% to %.2f%%",
                        what,
                        named ? " of " + network : "",
                        over.text(),
                        s.mean(),
                        deviation.getAsDouble(),
                        s.low(),
                        s.high()));
    }
}
