package org.bestiary.reports.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.bestiary.reports.compare.ComparisonText;

/** A sweep as Markdown and as comma-separated values. */
public final class SweepText {
    /** So many trials are in the Markdown; the values have all of them. */
    private static final int SHOWN = 10;

    private static final String NONE = "–";

    private SweepText() {}

    /** Tables for a pull request: the parameters with the best trial's values, and the best trials. */
    public static String markdown(SweepReport report) {
        StringBuilder out = new StringBuilder("## ")
                .append(ComparisonText.escaped(report.experiment()))
                .append("\n\n")
                .append(counts(report))
                .append("; search: ")
                .append(ComparisonText.escaped(report.method()))
                .append(", pruning: ")
                .append(ComparisonText.escaped(report.pruner()))
                .append(report.complete() ? ".\n" : ". Not at its end.\n");
        List<SweepTrial> ranked = ranked(report);
        SweepTrial best = ranked.stream()
                .filter(t -> report.best().isPresent() && report.best().getAsInt() == t.number())
                .findFirst()
                .orElse(null);
        if (best != null) {
            out.append("\nBest: trial ").append(best.number()).append(", ");
            out.append(report.metric()).append(' ').append(number(best.value())).append(".\n");
        }
        out.append("\n| parameter | values | best trial | importance |\n|---|---|--:|--:|\n");
        for (SweepAxis a : report.axes()) {
            out.append("| ").append(ComparisonText.escaped(a.path()));
            out.append(" | ").append(ComparisonText.escaped(range(a)));
            out.append(" | ").append(best == null ? NONE : value(best, a));
            out.append(" | ");
            out.append(
                    a.importance().isPresent()
                            ? String.format(
                                    Locale.ROOT, "%.1f%%", 100 * a.importance().getAsDouble())
                            : NONE);
            out.append(" |\n");
        }
        if (!ranked.isEmpty()) {
            trials(report, ranked, out);
        }
        return out.toString();
    }

    private static void trials(SweepReport report, List<SweepTrial> ranked, StringBuilder out) {
        out.append("\n| trial | status | ").append(report.metric()).append(" | epochs |");
        report.axes()
                .forEach(a ->
                        out.append(' ').append(ComparisonText.escaped(a.path())).append(" |"));
        out.append("\n|--:|---|--:|--:|")
                .append("--:|".repeat(report.axes().size()))
                .append('\n');
        for (SweepTrial t : ranked.subList(0, Math.min(SHOWN, ranked.size()))) {
            out.append("| ").append(t.number()).append(" | ").append(t.status());
            out.append(" | ")
                    .append(number(t.value()))
                    .append(" | ")
                    .append(t.epochs())
                    .append(" |");
            report.axes().forEach(a -> out.append(' ').append(value(t, a)).append(" |"));
            out.append('\n');
        }
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
        StringBuilder out = new StringBuilder("trial,status,value,epochs,started,finished,reason");
        report.axes().forEach(a -> out.append(',').append(ComparisonText.quoted(a.path())));
        out.append("\r\n");
        for (SweepTrial t : report.trials()) {
            List<String> cells = new ArrayList<>();
            cells.add(Integer.toString(t.number()));
            cells.add(t.status());
            cells.add(t.value().isPresent() ? Double.toString(t.value().getAsDouble()) : "");
            cells.add(Integer.toString(t.epochs()));
            cells.add(t.started().map(Object::toString).orElse(""));
            cells.add(t.finished().map(Object::toString).orElse(""));
            cells.add(t.reason().orElse(""));
            for (SweepAxis a : report.axes()) {
                JsonNode value = t.parameters().get(a.path());
                cells.add(value == null ? "" : plain(value));
            }
            out.append(cells.stream().map(ComparisonText::quoted).collect(Collectors.joining(",")))
                    .append("\r\n");
        }
        return out.toString();
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
                ? number(a.low()) + " to " + number(a.high()) + (a.log() ? ", logarithmic" : "")
                : a.values().stream().map(SweepText::plain).collect(Collectors.joining(", "));
    }

    private static String value(SweepTrial t, SweepAxis a) {
        JsonNode value = t.parameters().get(a.path());
        return value == null
                ? NONE
                : ComparisonText.escaped(
                        value.isFloatingPointNumber() ? number(OptionalDouble.of(value.asDouble())) : plain(value));
    }

    private static String plain(JsonNode value) {
        return value.isValueNode() ? value.asText() : value.toString();
    }

    private static String number(OptionalDouble value) {
        if (value.isEmpty()) {
            return NONE;
        }
        String text = String.format(Locale.ROOT, "%.4g", value.getAsDouble());
        return text.contains("e") || !text.contains(".") ? text : text.replaceAll("\\.?0+$", "");
    }
}
