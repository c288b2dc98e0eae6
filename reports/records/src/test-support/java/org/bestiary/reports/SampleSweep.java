package org.bestiary.reports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import org.bestiary.reports.sweep.SweepAxis;
import org.bestiary.reports.sweep.SweepReport;
import org.bestiary.reports.sweep.SweepTrial;

/** Sweeps made up for tests; always the same for the same arguments. */
public final class SampleSweep {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Instant BEGUN = Instant.parse("2026-03-14T09:26:53Z");
    private static final int LONGEST = 9;

    private SampleSweep() {}

    /** The parameters of a usual sweep: a category, a number on a logarithmic axis, one that is not always there. */
    public static List<SweepAxis> axes() {
        return List.of(
                choice("training.optimizer.type", List.of("adam", "nesterov"), OptionalDouble.of(0.2)),
                real("training.optimizer.learningRate", true, 1e-4, 1e-1, Optional.empty(), OptionalDouble.of(0.65)),
                real(
                        "training.optimizer.momentum",
                        false,
                        0.5,
                        0.99,
                        Optional.of("training.optimizer.type = nesterov"),
                        OptionalDouble.of(0.1)),
                choice("model.options.activation", List.of("tanh", "relu"), OptionalDouble.of(0.05)));
    }

    /** A choice of texts. */
    public static SweepAxis choice(String path, List<String> values, OptionalDouble importance) {
        return new SweepAxis(
                path,
                "choice",
                false,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                values.stream().map(v -> (JsonNode) JSON.textNode(v)).toList(),
                Optional.empty(),
                importance);
    }

    /** A range of numbers. */
    public static SweepAxis real(
            String path, boolean log, double low, double high, Optional<String> condition, OptionalDouble importance) {
        return new SweepAxis(
                path, "real", log, OptionalDouble.of(low), OptionalDouble.of(high), List.of(), condition, importance);
    }

    /** A finished sweep: some trials completed, most pruned, every 23rd failed. */
    public static SweepReport of(int count) {
        return of("lenet5-sweep", count, axes());
    }

    /** A finished sweep over these parameters; the second of them, if there is one, decides most. */
    public static SweepReport of(String name, int count, List<SweepAxis> axes) {
        Random random = new Random(7);
        List<SweepTrial> trials = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            trials.add(trial(n, axes, random));
        }
        return report(name, axes, trials);
    }

    /** A report on these trials, of which the best is found here. */
    public static SweepReport report(String name, List<SweepAxis> axes, List<SweepTrial> trials) {
        OptionalInt best = OptionalInt.empty();
        double highest = Double.NEGATIVE_INFINITY;
        long epochs = 0;
        List<SweepReport.Progress> progress = new ArrayList<>();
        for (SweepTrial t : trials) {
            epochs += t.epochs();
            if (t.status().equals("completed") && t.value().orElse(Double.NaN) > highest) {
                highest = t.value().getAsDouble();
                best = OptionalInt.of(t.number());
                progress.add(new SweepReport.Progress(epochs, t.number(), highest));
            }
        }
        return new SweepReport(
                SweepReport.SCHEMA,
                name + "-20260314-092653",
                name,
                true,
                "name: " + name + "\nsearch: {method: tpe}\n",
                "tpe",
                "asha (from epoch 1, one of 3 goes on)",
                "validationAccuracy",
                true,
                axes,
                trials,
                best,
                progress);
    }

    /** A trial without parameters to speak of. */
    public static SweepTrial trial(int number, String status, OptionalDouble value, List<Double> values) {
        return new SweepTrial(
                number,
                status,
                status.equals("failed") ? Optional.of("the loss was NaN at step 12 (epoch 1)") : Optional.empty(),
                Map.of("training.optimizer.learningRate", JSON.numberNode(0.01)),
                Map.of("training.optimizer.learningRate", 0.5),
                value,
                values.size(),
                values,
                List.of("run-" + number),
                Optional.of(BEGUN),
                Optional.of(BEGUN.plusSeconds(number + 1L)));
    }

    private static SweepTrial trial(int number, List<SweepAxis> axes, Random random) {
        Map<String, JsonNode> parameters = new LinkedHashMap<>();
        Map<String, Double> positions = new LinkedHashMap<>();
        double decisive = 0.5;
        for (SweepAxis axis : axes) {
            double at = random.nextDouble();
            if (axis.condition().isPresent() && number % 2 == 0) {
                continue;
            }
            if (axis.values().isEmpty()) {
                double low = axis.low().getAsDouble();
                double high = axis.high().getAsDouble();
                double value = axis.log() ? low * Math.pow(high / low, at) : low + at * (high - low);
                parameters.put(axis.path(), JSON.numberNode(rounded(value)));
                positions.put(axis.path(), at);
                decisive = at;
            } else {
                int n = axis.values().size();
                int i = (int) (at * n);
                parameters.put(axis.path(), axis.values().get(i));
                positions.put(axis.path(), (i + 0.5) / n);
            }
        }
        double end = 99.4 - 60 * Math.pow(decisive - 0.45, 2) - random.nextDouble();
        boolean failed = number % 23 == 22;
        boolean pruned = !failed && (number % 3 != 0);
        int epochs = failed ? 0 : pruned ? 1 + random.nextInt(3) : LONGEST;
        List<Double> values = new ArrayList<>();
        for (int e = 1; e <= epochs; e++) {
            values.add(rounded(end - 60 * Math.exp(-e * 0.9) + (e == LONGEST ? 60 * Math.exp(-LONGEST * 0.9) : 0)));
        }
        String status = failed ? "failed" : pruned ? "pruned" : "completed";
        return new SweepTrial(
                number,
                status,
                failed
                        ? Optional.of("the worker process was killed")
                        : pruned ? Optional.of("others were better after epoch " + epochs) : Optional.empty(),
                parameters,
                positions,
                values.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(values.get(values.size() - 1)),
                epochs,
                values,
                List.of("lenet5-sweep-t" + number + "-s1"),
                Optional.of(BEGUN.plusSeconds(10L * number)),
                Optional.of(BEGUN.plusSeconds(10L * number + 9)));
    }

    /** Mathematics libraries differ in the last digits. */
    private static double rounded(double value) {
        return new BigDecimal(value).round(new MathContext(6)).doubleValue();
    }
}
