package org.bestiary.reports.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.bestiary.common.table.Column;
import org.bestiary.common.table.Markdown;
import org.bestiary.common.table.Table;
import org.bestiary.reports.evaluation.Spread;
import org.bestiary.reports.run.RunJson;

/** A comparison as Markdown for a pull request, as comma-separated values (RFC 4180) and as JSON. */
public final class ComparisonText {
    private ComparisonText() {}

    /**
     * One entry; the components are the columns of the CSV and the fields of the JSON.
     *
     * @param name unlike that of any other entry
     * @param model id of the network
     * @param runs ids of its runs
     * @param completed how many of them count
     * @param learnableParameters as papers count
     * @param totalParameters the same with running statistics
     * @param multiplyAdds for one image
     * @param activationBytes feature maps of one image in training
     * @param receptiveField side of the input square, in pixels
     * @param accuracy test accuracy in percent, the mean over seeds and folds
     * @param accuracyLow lower end
     * @param accuracyHigh upper end
     * @param accuracyEnds {@code wilson95}, {@code seeds} or {@code folds}: what the ends are
     * @param top5 in percent
     * @param testLoss mean cross-entropy
     * @param calibrationError expected calibration error in percent
     * @param secondsPerEpoch mean wall time
     * @param imagesPerSecond training speed
     * @param peakMemoryMiB largest resident memory
     * @param accuracyDeviation standard deviation of the test accuracy over several runs
     * @param validationAccuracy in percent, of the best epoch, the mean over seeds and folds
     * @param validationAccuracyDeviation its standard deviation over several runs
     * @param validationAccuracyLow the lowest of them
     * @param validationAccuracyHigh the highest
     * @param folds folds of a cross-validation among the runs; 0 for none
     */
    public record ComparedRow(
            String name,
            String model,
            List<String> runs,
            int completed,
            long learnableParameters,
            long totalParameters,
            long multiplyAdds,
            OptionalLong activationBytes,
            long receptiveField,
            OptionalDouble accuracy,
            OptionalDouble accuracyLow,
            OptionalDouble accuracyHigh,
            Optional<String> accuracyEnds,
            OptionalDouble top5,
            OptionalDouble testLoss,
            OptionalDouble calibrationError,
            OptionalDouble secondsPerEpoch,
            OptionalDouble imagesPerSecond,
            OptionalLong peakMemoryMiB,
            OptionalDouble accuracyDeviation,
            OptionalDouble validationAccuracy,
            OptionalDouble validationAccuracyDeviation,
            OptionalDouble validationAccuracyLow,
            OptionalDouble validationAccuracyHigh,
            int folds) {
        static ComparedRow of(Entry e) {
            Optional<Entry.Accuracy> a = e.accuracy();
            Optional<Spread> v = e.validation();
            return new ComparedRow(
                    e.name(),
                    e.model().id(),
                    e.runs().stream().map(run -> run.record().id()).toList(),
                    e.results().size(),
                    e.model().learnableParameters(),
                    e.model().totalParameters(),
                    e.model().multiplyAdds(),
                    e.model().activationBytes(),
                    e.model().receptiveField(),
                    a.stream().mapToDouble(Entry.Accuracy::mean).findFirst(),
                    a.stream().mapToDouble(Entry.Accuracy::low).findFirst(),
                    a.stream().mapToDouble(Entry.Accuracy::high).findFirst(),
                    a.map(x -> x.isInterval() ? "wilson95" : x.repeats().folded() ? "folds" : "seeds"),
                    e.top5(),
                    e.loss(),
                    e.calibrationError(),
                    e.secondsPerEpoch(),
                    e.imagesPerSecond(),
                    e.peakMemoryMiB(),
                    a.map(Entry.Accuracy::deviation).orElse(OptionalDouble.empty()),
                    v.stream().mapToDouble(Spread::mean).findFirst(),
                    v.map(Spread::deviation).orElse(OptionalDouble.empty()),
                    v.stream().mapToDouble(Spread::low).findFirst(),
                    v.stream().mapToDouble(Spread::high).findFirst(),
                    e.repeats().folds());
        }
    }

    /** A pair that was tested; the components are the JSON fields. */
    public record Test(
            String first,
            String second,
            double difference,
            String test,
            double p,
            double corrected,
            boolean significant) {}

    /** The document; the components are the JSON fields. */
    public record Document(String title, List<ComparedRow> entries, List<SettingRow> differences, List<Test> pairs) {}

    /** A setting that differs, with one value per entry; the components are JSON fields. */
    public record SettingRow(String path, List<String> values) {}

    /** The comparison for programs. */
    public static Document document(Comparison c) {
        return new Document(
                c.title(),
                c.entries().stream().map(ComparedRow::of).toList(),
                c.differences().stream()
                        .map(d -> new SettingRow(d.path(), d.values()))
                        .toList(),
                c.pairs().stream()
                        .map(p -> new Test(
                                c.entries().get(p.first()).name(),
                                c.entries().get(p.second()).name(),
                                p.difference(),
                                p.mcnemar()
                                        .map(m -> m.exact() ? "mcnemar-exact" : "mcnemar-chi2")
                                        .orElse(
                                                c.entries()
                                                                .get(p.first())
                                                                .repeats()
                                                                .folded()
                                                        ? "paired-t-corrected"
                                                        : "paired-t"),
                                p.p(),
                                p.corrected(),
                                p.significant()))
                        .toList());
    }

    private static final Table<JsonNode> CSV = new Table<>(Arrays.stream(ComparedRow.class.getRecordComponents())
            .map(RecordComponent::getName)
            .map(name -> Column.<JsonNode>left(name, row -> cell(row.path(name))))
            .toList());

    /** One line per entry after a line of names; several runs in a cell are separated by spaces, absent values empty. */
    public static String csv(Comparison c) {
        return CSV.csv(
                c.entries().stream().map(ComparedRow::of).map(RunJson::tree).toList(), "\r\n");
    }

    private static Optional<String> cell(JsonNode value) {
        if (value.isArray()) {
            List<String> items = new ArrayList<>();
            value.forEach(item -> items.add(item.asText()));
            return Optional.of(String.join(" ", items));
        }
        return value.isNull() ? Optional.empty() : Optional.of(value.asText());
    }

    private static final Table<Entry> NETWORKS = Table.of(
            Column.left("network", Entry::name),
            Column.right("learnable parameters", e -> e.model().learnableParameters()),
            Column.right("multiply-adds", e -> format("%,.1f M", e.model().multiplyAdds() / 1e6)),
            Column.right(
                    "test accuracy",
                    e -> e.accuracy().map(a -> format("%.2f%%", a.mean())).or(e::remark)),
            Column.right("interval", e -> e.accuracy().map(a -> format("%.2f to %.2f%%", a.low(), a.high()))),
            Column.figure("time per epoch", "%,.1f s", Entry::secondsPerEpoch),
            Column.figure("images/s", "%,.0f", Entry::imagesPerSecond));

    private static final Table<Entry> FOLDS = Table.of(
            Column.left("network", Entry::name),
            Column.left("cross-validation", e -> e.repeats().text()),
            Column.right("validation accuracy", e -> e.validation().map(s -> format("%.2f%%", s.mean()))),
            Column.figure(
                    "standard deviation",
                    "%.2f",
                    e -> e.validation().map(Spread::deviation).orElse(OptionalDouble.empty())),
            Column.right("range", e -> e.validation().map(s -> format("%.2f to %.2f%%", s.low(), s.high()))));

    private static final Table<Test> PAIRS = Table.of(
            Column.left("pair", t -> t.first() + " against " + t.second()),
            Column.right("difference", t -> format("%+.2f points", t.difference())),
            Column.left("test", Test::test),
            Column.right("p", t -> format("%.2g", t.p())),
            Column.right(
                    "p, corrected",
                    t -> new Markdown(format("%.2g", t.corrected()) + (t.significant() ? " **significant**" : ""))));

    /** Tables for a pull request. */
    public static String markdown(Comparison c) {
        StringBuilder out = new StringBuilder("## ")
                .append(Markdown.escaped(c.title()))
                .append("\n\n")
                .append(NETWORKS.markdown(c.entries()))
                .append('\n');
        c.mixed().ifPresent(rule -> out.append(Markdown.escaped(rule)).append('\n'));
        if (c.entries().stream()
                .anyMatch(e -> e.accuracy().filter(Entry.Accuracy::isInterval).isPresent())) {
            out.append("Intervals of a single run are Wilson's 95% interval.\n");
        }
        if (c.entries().stream()
                .anyMatch(e -> e.accuracy().filter(a -> !a.isInterval()).isPresent())) {
            out.append("Of several seeds")
                    .append(folded(c) ? " and folds" : "")
                    .append(": the mean, and the lowest and highest.\n");
        }
        if (folded(c)) {
            out.append('\n').append(FOLDS.markdown(c.entries()));
            out.append(
                    "\nValidation accuracies are those of the best epoch of each run, which the same images chose.\n");
        }
        if (!c.differences().isEmpty()) {
            out.append('\n').append(differences(c).markdown(c.differences()));
        }
        if (!c.pairs().isEmpty()) {
            out.append('\n').append(PAIRS.markdown(document(c).pairs()));
        }
        return out.toString();
    }

    private static boolean folded(Comparison c) {
        return c.entries().stream().anyMatch(e -> e.repeats().folded());
    }

    private static Table<SettingDifferences.Difference> differences(Comparison c) {
        List<Column<SettingDifferences.Difference>> columns = new ArrayList<>();
        columns.add(Column.left("setting", SettingDifferences.Difference::path));
        for (int i = 0; i < c.entries().size(); i++) {
            int entry = i;
            columns.add(Column.left(c.entries().get(i).name(), d -> d.values().get(entry)));
        }
        return new Table<>(columns);
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
