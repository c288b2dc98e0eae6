package org.bestiary.reports.serve;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bestiary.reports.html.Figures;
import org.bestiary.reports.study.Direction;
import org.bestiary.reports.study.Study;
import org.bestiary.reports.study.StudyStatus;
import org.bestiary.reports.study.Trial;
import org.bestiary.reports.study.TrialStatus;

/** What the template of a study shows. */
record StudyView(
        String id,
        String status,
        boolean open,
        Optional<String> reason,
        String direction,
        String created,
        Optional<Best> best,
        List<Tally> tallies,
        List<Path> paths,
        List<TrialRow> rows,
        String spec) {
    /** A parameter: its path, and the end of it that tells it from the others. */
    record Path(String full, String name) {
        static List<Path> of(List<String> paths) {
            return paths.stream()
                    .map(path -> new Path(
                            path,
                            paths.stream().filter(p -> end(p).equals(end(path))).count() == 1 ? end(path) : path))
                    .toList();
        }

        private static String end(String path) {
            return path.substring(path.lastIndexOf('.') + 1);
        }
    }

    record Best(int number, String value) {}

    record Tally(String status, String count) {}

    record Link(String text, String href) {}

    /** A trial; {@code sort} is what its value is sorted by. */
    record TrialRow(
            int number,
            boolean best,
            String status,
            boolean failed,
            Optional<String> reason,
            String value,
            String sort,
            List<String> parameters,
            String time,
            List<Link> runs) {}

    boolean anyRows() {
        return !rows.isEmpty();
    }

    static StudyView of(Study study, List<Trial> trials) {
        List<String> paths = List.copyOf(trials.stream()
                .flatMap(t -> names(t.parameters()).stream())
                .collect(Collectors.toCollection(TreeSet::new)));
        Optional<Trial> best = best(study, trials);
        return new StudyView(
                study.id(),
                StudyStanding.of(study, trials, Instant.now()).word(),
                study.status() == StudyStatus.OPEN,
                study.reason(),
                study.draft().direction() == Direction.MAXIMIZE ? "more is better" : "less is better",
                RunListView.moment(study.created()),
                best.map(t -> new Best(t.number(), Figures.measure(t.value()))),
                tallies(trials),
                Path.of(paths),
                trials.stream()
                        .map(t -> row(t, paths, best.isPresent() && best.get().number() == t.number()))
                        .toList(),
                study.draft().spec());
    }

    private static List<String> names(JsonNode parameters) {
        List<String> names = new ArrayList<>();
        parameters.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Optional<Trial> best(Study study, List<Trial> trials) {
        Comparator<Trial> byValue = Comparator.comparingDouble(t -> t.value().orElseThrow());
        return trials.stream()
                .filter(t -> t.status() == TrialStatus.COMPLETED
                        && t.value().isPresent()
                        && Double.isFinite(t.value().getAsDouble()))
                .max(study.draft().direction() == Direction.MAXIMIZE ? byValue : byValue.reversed());
    }

    private static List<Tally> tallies(List<Trial> trials) {
        return List.of(TrialStatus.values()).stream()
                .map(s -> new Tally(
                        s.label(),
                        Figures.count(
                                trials.stream().filter(t -> t.status() == s).count())))
                .filter(t -> !t.count().equals("0"))
                .toList();
    }

    private static TrialRow row(Trial t, List<String> paths, boolean best) {
        OptionalDouble value = t.value();
        return new TrialRow(
                t.number(),
                best,
                t.status().label(),
                t.status() == TrialStatus.FAILED,
                t.reason(),
                Figures.measure(value),
                value.isPresent() && Double.isFinite(value.getAsDouble()) ? Double.toString(value.getAsDouble()) : "",
                paths.stream().map(p -> text(t.parameters().path(p))).toList(),
                // Of a trial that was paused that is not its time.
                t.attempts() == 1 && t.started().isPresent() && t.finished().isPresent()
                        ? Figures.duration(
                                Duration.between(t.started().get(), t.finished().get())
                                                .toMillis()
                                        / 1000.0)
                        : Figures.NONE,
                t.runIds().stream().map(id -> new Link(id, Address.run(id))).toList());
    }

    private static String text(JsonNode value) {
        if (value.isMissingNode()) {
            return Figures.NONE;
        }
        return value.isFloatingPointNumber()
                ? Figures.measure(value.asDouble())
                : value.isTextual() ? value.asText() : value.toString();
    }
}
