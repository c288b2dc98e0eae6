package org.bestiary.reports.html;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.bestiary.reports.run.EpochMetrics;
import org.bestiary.reports.run.RunRecord;

/** What the script of a page draws. What is not a finite number is {@code null}: a gap in the curve. */
final class ChartData {
    private static final int READOUT_CLASSES = 20;

    private ChartData() {}

    static ObjectNode of(RunRecord run) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        ArrayNode epochs = data.putArray("epochs");
        run.epochs().forEach(epoch -> epochs.add(epoch.epoch()));
        run.best().ifPresent(best -> data.put("best", best.epoch()));
        run.epochs().stream()
                .filter(EpochMetrics::diverged)
                .findFirst()
                .ifPresent(epoch -> data.put("diverged", epoch.epoch()));
        ArrayNode charts = data.putArray("charts");
        ArrayNode loss = chart(charts, "chart-loss", false);
        series(loss, "training", run, epoch -> OptionalDouble.of(epoch.trainLoss()));
        series(loss, "validation", run, EpochMetrics::validationLoss);
        ArrayNode accuracy = chart(charts, "chart-accuracy", true);
        series(accuracy, "training", run, EpochMetrics::trainAccuracy);
        series(accuracy, "validation", run, EpochMetrics::validationAccuracy);
        run.test().filter(test -> test.confusion().size() > READOUT_CLASSES).ifPresent(test -> {
            ArrayNode names = data.putArray("names");
            run.dataset().classNames().forEach(names::add);
            ArrayNode rows = data.putArray("confusion");
            test.confusion().forEach(row -> {
                ArrayNode counts = rows.addArray();
                row.forEach(counts::add);
            });
        });
        return data;
    }

    /** The validation curves of several runs in one pair of charts. */
    static ObjectNode of(List<RunRecord> runs) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        ArrayNode epochs = data.putArray("epochs");
        runs.stream()
                .flatMap(run -> run.epochs().stream())
                .map(EpochMetrics::epoch)
                .distinct()
                .sorted()
                .forEach(epochs::add);
        ArrayNode charts = data.putArray("charts");
        ArrayNode loss = chart(charts, "chart-loss", false);
        ArrayNode accuracy = chart(charts, "chart-accuracy", true);
        for (RunRecord run : runs) {
            String name = "seed " + run.seed();
            series(loss, name, run, EpochMetrics::validationLoss);
            series(accuracy, name, run, EpochMetrics::validationAccuracy);
        }
        return data;
    }

    private static ArrayNode chart(ArrayNode charts, String id, boolean percent) {
        ObjectNode chart = charts.addObject().put("id", id).put("percent", percent);
        return chart.putArray("series");
    }

    private static void series(
            ArrayNode chart, String name, RunRecord run, Function<EpochMetrics, OptionalDouble> metric) {
        List<OptionalDouble> values = run.epochs().stream().map(metric).toList();
        if (values.stream().noneMatch(OptionalDouble::isPresent)) {
            return;
        }
        String color = name.equals("training") ? "var(--train)" : "var(--validation)";
        ArrayNode points =
                chart.addObject().put("name", name).put("color", color).putArray("values");
        for (OptionalDouble value : values) {
            if (Double.isFinite(value.orElse(Double.NaN))) {
                points.add(value.getAsDouble());
            } else {
                points.addNull();
            }
        }
    }
}
