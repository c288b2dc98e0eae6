package org.bestiary.experiments.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.bestiary.common.table.Column;
import org.bestiary.common.table.Table;
import org.bestiary.reports.export.RunTable;
import org.bestiary.reports.run.EpochMetric;
import org.bestiary.reports.run.EpochMetrics;
import org.bestiary.reports.run.RunJson;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.reports.store.RunRow;
import org.bestiary.reports.store.RunStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code runs show ID}. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows one run: result, specification, epochs, where it comes from.",
        footer = {"", "Examples:", "  bestiary runs show latest", "  bestiary runs show lenet5-mnist-20261121 --json"})
final class RunsShowCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "Id of the run or its beginning, or 'latest'.")
    private String id;

    @Mixin
    private StoredRuns stored;

    @Mixin
    private Output output;

    /** All but the steps, the time last. */
    private static final Table<EpochMetrics> EPOCHS = new Table<>(Stream.of(EpochMetric.values())
            .filter(m -> m != EpochMetric.STEPS)
            .sorted(Comparator.comparing(m -> m == EpochMetric.SECONDS))
            .map(m -> Column.figure(heading(m), m.form().format(), m::of))
            .toList());

    @Override
    public Integer call() {
        try (RunStore store = stored.open(output)) {
            RunRow row = store.find(id);
            RunRecord record = store.record(row);
            if (output.json()) {
                // The row of the list, and the record as in run.json.
                Map<String, Object> document = RunTable.fields(row);
                document.put("record", RunJson.tree(record));
                output.print(document);
            } else {
                print(row, record, output.out());
            }
        }
        return 0;
    }

    private static void print(RunRow row, RunRecord r, PrintWriter out) {
        out.println(r.id() + ": " + r.status().label()
                + r.statusDetail().map(d -> ", " + d).orElse(""));
        out.println();
        line(
                out,
                "experiment",
                r.experiment() + ", " + r.fold().map(f -> f.text() + ", ").orElse("") + "seed " + r.seed());
        line(
                out,
                "network",
                String.format(
                        Locale.ROOT,
                        "%s (%s), %s layers, %,d learnable parameters",
                        r.model().title(),
                        r.model().id(),
                        r.model().engine(),
                        r.model().learnableParameters()));
        line(
                out,
                "data",
                String.format(
                        Locale.ROOT,
                        "%s (%s), %,d to train, %,d to validate, %,d to test",
                        r.dataset().title(),
                        r.dataset().id(),
                        r.dataset().train(),
                        r.dataset().validation(),
                        r.dataset().test()));
        r.test()
                .ifPresent(t -> line(
                        out,
                        "test",
                        String.format(
                                Locale.ROOT,
                                "%.2f%% (95%% interval %.2f%% to %.2f%%), loss %.4f",
                                t.top1(),
                                t.top1Low(),
                                t.top1High(),
                                t.loss())));
        r.best()
                .ifPresent(b ->
                        line(out, "best epoch", b.text() + "; validation accuracy " + percent(b.validationAccuracy())));
        line(
                out,
                "time",
                StoredRuns.time(row.started())
                        + row.finished().map(f -> " to " + StoredRuns.time(f)).orElse("")
                        + String.format(
                                Locale.ROOT,
                                ", %.1f s, of which %.1f s training",
                                row.seconds(),
                                r.provenance().trainSeconds()));
        line(out, "machine", r.provenance().cpu() + ", " + r.provenance().threads() + " threads");
        line(
                out,
                "program",
                r.provenance().version() + ", commit " + r.provenance().gitCommit());
        line(out, "command", r.provenance().command());
        r.bestParametersSha256().ifPresent(d -> line(out, "parameters", "SHA-256 of the best " + d));
        line(out, "tags", row.tags().isEmpty() ? "-" : String.join(" ", row.tags()));
        line(out, "directory", (row.isHere() ? "" : row.host() + ":") + row.directory());
        out.println();
        out.print(yaml(r.spec()));
        if (!r.epochs().isEmpty()) {
            out.println();
            EPOCHS.print(r.epochs(), out);
        }
    }

    private static String percent(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%.2f%%", value.getAsDouble()) : "-";
    }

    /** A heading says nothing of the training images, which most columns are about. */
    private static String heading(EpochMetric metric) {
        String heading = metric.heading().toLowerCase(Locale.ROOT);
        return metric.split().equals(Optional.of(EpochMetric.Split.TRAIN))
                ? metric.quantity().orElseThrow().words() + (heading.endsWith("%") ? " %" : "")
                : heading;
    }

    private static void line(PrintWriter out, String name, String value) {
        out.printf(Locale.ROOT, "%-11s %s%n", name, value);
    }

    private static String yaml(JsonNode spec) {
        try {
            return YAMLMapper.builder()
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                    .build()
                    .writeValueAsString(spec);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree that cannot be written as YAML", e);
        }
    }
}
