package org.bestiary.reports.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bestiary.reports.html.SweepPage;
import org.bestiary.reports.run.EpochMetric;
import org.bestiary.reports.run.RunException;
import org.bestiary.reports.sweep.SweepJson;
import org.bestiary.reports.sweep.SweepReport;
import org.bestiary.reports.sweep.SweepText;
import org.bestiary.reports.sweep.SweepTrial;

/** A sweep, published. */
public final class PublishedSweep {
    private PublishedSweep() {}

    /**
     * What is published of a study.
     *
     * @param folder the study's directory
     * @throws RunException if it cannot be read, or the sweep is not at its end
     */
    public static Publication of(Path folder) {
        SweepReport report = SweepJson.read(folder.resolve("study.json"));
        if (!report.complete()) {
            throw new RunException("a sweep must be at its end to be published, but " + report.study()
                    + " is not; go on with: ./bestiary sweep --resume " + report.study());
        }
        Optional<String> best = SweepPage.bestYaml(folder);
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(Publication.PAGE, SweepPage.html(report, best));
        texts.put(
                Publication.MARKDOWN,
                SweepText.markdown(report) + "\n[The page](report.html), [every trial](trials.csv)\n");
        texts.put("trials.csv", SweepText.csv(report));
        texts.put("sweep.yaml", report.spec());
        best.ifPresent(yaml -> texts.put("best.yaml", yaml));
        texts.putAll(Publication.charts(SweepPage.svgCharts(report)));
        return new Publication(card(report), details(report), Publication.files(texts));
    }

    private static Optional<SweepTrial> best(SweepReport report) {
        return report.trials().stream()
                .filter(t ->
                        report.best().isPresent() && t.number() == report.best().getAsInt())
                .findFirst();
    }

    private static PublishedCard card(SweepReport report) {
        Optional<EpochMetric> metric = EpochMetric.find(report.metric());
        boolean percent =
                metric.filter(m -> m.form() == EpochMetric.Form.PERCENT).isPresent();
        String figure = best(report)
                .map(t -> String.format(
                        Locale.ROOT, percent ? "%.2f%%" : "%.4g", t.value().orElse(Double.NaN)))
                .orElse("no result");
        return new PublishedCard(
                report.experiment(),
                PublishedCard.SWEEP,
                "search: " + report.method() + ", pruning: " + report.pruner(),
                figure,
                best(report)
                        .map(t -> metric.map(EpochMetric::words).orElse(report.metric()) + ", trial " + t.number())
                        .orElse(""),
                SweepText.counts(report));
    }

    private static JsonNode details(SweepReport report) {
        ObjectNode details = JsonNodeFactory.instance.objectNode();
        details.put("study", report.study()).put("metric", report.metric()).put("maximise", report.maximise());
        details.put("trials", report.trials().size());
        details.put(
                "epochs", report.trials().stream().mapToLong(SweepTrial::epochs).sum());
        ObjectNode statuses = details.putObject("statuses");
        for (String status : List.of("completed", "pruned", "failed")) {
            statuses.put(
                    status,
                    report.trials().stream()
                            .filter(t -> t.status().equals(status))
                            .count());
        }
        best(report).ifPresent(t -> {
            ObjectNode best = details.putObject("best");
            best.put("number", t.number());
            t.value().ifPresent(v -> best.put("value", v));
            best.putObject("parameters").setAll(t.parameters());
        });
        ObjectNode importance = details.putObject("importance");
        report.axes().forEach(a -> a.importance().ifPresent(v -> importance.put(a.path(), v)));
        return details;
    }
}
