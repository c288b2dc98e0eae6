package org.bestiary.reports.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;
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
    public record Row(
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
        static Row of(Entry e) {
            Optional<Entry.Accuracy> a = e.accuracy();
            Optional<Spread> v = e.validation();
            return new Row(
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
    public record Document(String title, List<Row> entries, List<SettingRow> differences, List<Test> pairs) {}

    /** A setting that differs, with one value per entry; the components are JSON fields. */
    public record SettingRow(String path, List<String> values) {}

    /** The comparison for programs. */
    public static Document document(Comparison c) {
        return new Document(
                c.title(),
                c.entries().stream().map(Row::of).toList(),
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

    /** One line per entry after a line of names; several runs in a cell are separated by spaces, absent values empty. */
    public static String csv(Comparison c) {
        StringBuilder csv = new StringBuilder();
        csv.append(Arrays.stream(Row.class.getRecordComponents())
                        .map(component -> component.getName())
                        .collect(Collectors.joining(",")))
                .append("\r\n");
        for (Entry entry : c.entries()) {
            JsonNode row = RunJson.tree(Row.of(entry));
            List<String> cells = new ArrayList<>();
            for (JsonNode value : row) {
                cells.add(cell(value));
            }
            csv.append(String.join(",", cells)).append("\r\n");
        }
        return csv.toString();
    }

    private static String cell(JsonNode value) {
        if (value.isArray()) {
            List<String> items = new ArrayList<>();
            value.forEach(item -> items.add(item.asText()));
            return quoted(String.join(" ", items));
        }
        return value.isNull() ? "" : quoted(value.asText());
    }

    /** A text as a cell of comma-separated values. */
    public static String quoted(String text) {
        return text.matches("(?s).*[,\"\\r\\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }

    /** Tables for a pull request. */
    public static String markdown(Comparison c) {
        StringBuilder out = new StringBuilder("## ").append(escaped(c.title())).append("\n\n");
        out.append("| network | learnable parameters | multiply-adds | test accuracy | interval | time per epoch |"
                + " images/s |\n|---|--:|--:|--:|--:|--:|--:|\n");
        boolean seeds = false;
        boolean interval = false;
        for (Entry e : c.entries()) {
            Optional<Entry.Accuracy> a = e.accuracy();
            seeds |= a.filter(x -> !x.isInterval()).isPresent();
            interval |= a.filter(Entry.Accuracy::isInterval).isPresent();
            out.append(String.format(
                    Locale.ROOT,
                    "| %s | %,d | %,.1f M | %s | %s | %s | %s |%n",
                    escaped(e.name()),
                    e.model().learnableParameters(),
                    e.model().multiplyAdds() / 1e6,
                    a.map(x -> String.format(Locale.ROOT, "%.2f%%", x.mean()))
                            .orElse(e.remark().orElse("–")),
                    a.map(x -> String.format(Locale.ROOT, "%.2f to %.2f%%", x.low(), x.high()))
                            .orElse("–"),
                    number("%,.1f s", e.secondsPerEpoch()),
                    number("%,.0f", e.imagesPerSecond())));
        }
        out.append('\n');
        if (interval) {
            out.append("Intervals of a single run are Wilson's 95% interval.\n");
        }
        if (seeds) {
            out.append("Of several seeds")
                    .append(folded(c) ? " and folds" : "")
                    .append(": the mean, and the lowest and highest.\n");
        }
        if (folded(c)) {
            folds(c, out);
        }
        if (!c.differences().isEmpty()) {
            differences(c, out);
        }
        if (!c.pairs().isEmpty()) {
            pairs(c, out);
        }
        return out.toString().replace("\r\n", "\n");
    }

    private static boolean folded(Comparison c) {
        return c.entries().stream().anyMatch(e -> e.repeats().folded());
    }

    private static void folds(Comparison c, StringBuilder out) {
        out.append("\n| network | cross-validation | validation accuracy | standard deviation | range |\n");
        out.append("|---|---|--:|--:|--:|\n");
        for (Entry e : c.entries()) {
            Optional<Spread> v = e.validation();
            out.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %s | %s |%n",
                    escaped(e.name()),
                    e.repeats().text(),
                    v.map(s -> String.format(Locale.ROOT, "%.2f%%", s.mean())).orElse("–"),
                    v.map(s -> number("%.2f", s.deviation())).orElse("–"),
                    v.map(s -> String.format(Locale.ROOT, "%.2f to %.2f%%", s.low(), s.high()))
                            .orElse("–")));
        }
        out.append("\nValidation accuracies are those of the best epoch of each run, which the same images chose.\n");
    }

    private static void differences(Comparison c, StringBuilder out) {
        out.append("\n| setting |");
        c.entries().forEach(e -> out.append(' ').append(escaped(e.name())).append(" |"));
        out.append("\n|---|").append("---|".repeat(c.entries().size())).append('\n');
        for (Settings.Difference d : c.differences()) {
            out.append("| ").append(escaped(d.path())).append(" |");
            d.values().forEach(v -> out.append(' ').append(escaped(v)).append(" |"));
            out.append('\n');
        }
    }

    private static void pairs(Comparison c, StringBuilder out) {
        out.append("\n| pair | difference | test | p | p, corrected |\n|---|--:|---|--:|--:|\n");
        for (Test t : document(c).pairs()) {
            out.append(String.format(
                    Locale.ROOT,
                    "| %s against %s | %+.2f points | %s | %.2g | %.2g%s |%n",
                    escaped(t.first()),
                    escaped(t.second()),
                    t.difference(),
                    t.test(),
                    t.p(),
                    t.corrected(),
                    t.significant() ? " **significant**" : ""));
        }
    }

    private static String number(String format, OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble()) : "–";
    }

    /** Text that Markdown and the HTML within it take as text, on one line. */
    public static String escaped(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replaceAll("([\\\\`*_\\[\\]|#~!@])", "\\\\$1");
    }
}
