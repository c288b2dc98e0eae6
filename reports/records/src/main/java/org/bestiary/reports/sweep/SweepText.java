package org.bestiary.reports.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.bestiary.common.table.Column;
import org.bestiary.common.table.Markdown;
import org.bestiary.common.table.Table;

/** A sweep as Markdown and as comma-separated values. */
public final class SweepText {
    /** So many trials are in the Markdown; the values have all of them. */
    private static final int SHOWN = 10;

    private SweepText() {}

    /** Tables for a pull request: the parameters with the best trial's values, and the best trials. */
    public static String markdown(SweepReport report) {
        StringBuilder out = new StringBuilder("## ")
                .append(Markdown.escaped(report.experiment()))
                .append("\n\n")
                .append(counts(report))
                .append("; search: ")
                .append(Markdown.escaped(report.method()))
                .append(", pruning: ")
                .append(Markdown.escaped(report.pruner()))
                .append(report.complete() ? ".\n" : ". Not at its end.\n");
        List<SweepTrial> ranked = ranked(report);
        Optional<SweepTrial> best = ranked.stream()
                .filter(t -> report.best().isPresent() && report.best().getAsInt() == t.number())
                .findFirst();
        best.ifPresent(t -> out.append("\nBest: trial ")
                .append(t.number())
                .append(", ")
                .append(report.metric())
                .append(' ')
                .append(number(t.value()).orElseThrow())
                .append(".\n"));
        Table<SweepAxis> parameters = Table.of(
                Column.left("parameter", SweepAxis::path),
                Column.left("values", SweepText::range),
                Column.right("best trial", a -> best.flatMap(t -> value(t, a))),
                Column.figure(
                        "importance",
                        "%.1f%%",
                        a -> a.importance().isPresent()
                                ? OptionalDouble.of(100 * a.importance().getAsDouble())
                                : OptionalDouble.empty()));
        out.append('\n').append(parameters.markdown(report.axes()));
        if (!ranked.isEmpty()) {
            trials(report, ranked, out);
        }
        return out.toString();
    }

    private static void trials(SweepReport report, List<SweepTrial> ranked, StringBuilder out) {
        List<Column<SweepTrial>> columns = new ArrayList<>(List.of(
                Column.right("trial", t -> Integer.toString(t.number())),
                Column.left("status", SweepTrial::status),
                Column.right(report.metric(), t -> number(t.value())),
                Column.right("epochs", t -> Integer.toString(t.epochs()))));
        report.axes().forEach(a -> columns.add(Column.right(a.path(), t -> value(t, a))));
        out.append('\n').append(new Table<>(columns).markdown(ranked.subList(0, Math.min(SHOWN, ranked.size()))));
        if (ranked.size() > SHOWN) {
            out.append("\nThe best ").append(SHOWN).append(" of ").append(ranked.size());
            out.append(" trials that came to a value.\n");
        }
    }

    /** As {@code 20 trials (6 completed, 14 pruned), 74 epochs}. */
    public static String counts(SweepReport report) {
        String each = report.trials().stream()
                .collect(Collectors.groupingBy(SweepTrial::status, Collectors.counting()))
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .map(e -> e.getValue() + " " + e.getKey())
                .collect(Collectors.joining(", "));
        long epochs = report.trials().stream().mapToLong(SweepTrial::epochs).sum();
        return report.trials().size() + (report.trials().size() == 1 ? " trial" : " trials")
                + (each.isEmpty() ? "" : " (" + each + ")") + ", " + epochs + " epochs";
    }

    /** One line per trial, in the order of their numbers, after a line of names; what is not there is empty. */
    public static String csv(SweepReport report) {
        List<Column<SweepTrial>> columns = new ArrayList<>(List.of(
                Column.right("trial", SweepTrial::number),
                Column.left("status", SweepTrial::status),
                Column.right("value", SweepTrial::value),
                Column.right("epochs", SweepTrial::epochs),
                Column.left("started", SweepTrial::started),
                Column.left("finished", SweepTrial::finished),
                Column.left("reason", SweepTrial::reason)));
        report.axes()
                .forEach(a -> columns.add(Column.right(
                        a.path(),
                        t -> Optional.ofNullable(t.parameters().get(a.path())).map(SweepText::plain))));
        return new Table<>(columns).csv(report.trials(), "\r\n");
    }

    private static List<SweepTrial> ranked(SweepReport report) {
        Comparator<SweepTrial> byValue = Comparator.comparingDouble(
                t -> (report.maximise() ? -1 : 1) * t.value().getAsDouble());
        return report.trials().stream()
                .filter(t -> t.value().isPresent() && Double.isFinite(t.value().getAsDouble()))
                .sorted(Comparator.comparing((SweepTrial t) -> !t.status().equals("completed"))
                        .thenComparing(byValue)
                        .thenComparing(SweepTrial::number))
                .toList();
    }

    private static String range(SweepAxis a) {
        return a.values().isEmpty()
                ? end(a.low()) + " to " + end(a.high()) + (a.log() ? ", logarithmic" : "")
                : a.values().stream().map(SweepText::plain).collect(Collectors.joining(", "));
    }

    private static String end(OptionalDouble value) {
        return number(value).orElse("–");
    }

    private static Optional<String> value(SweepTrial t, SweepAxis a) {
        return Optional.ofNullable(t.parameters().get(a.path()))
                .map(v -> v.isFloatingPointNumber() ? number(v.asDouble()) : plain(v));
    }

    private static String plain(JsonNode value) {
        return value.isValueNode() ? value.asText() : value.toString();
    }

    private static Optional<String> number(OptionalDouble value) {
        return value.isPresent() ? Optional.of(number(value.getAsDouble())) : Optional.empty();
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.4g", value);
        return text.contains("e") || !text.contains(".") ? text : text.replaceAll("\\.?0+$", "");
    }
}
