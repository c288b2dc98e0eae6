package org.bestiary.reports.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bestiary.reports.compare.ComparedRun;
import org.bestiary.reports.compare.Comparison;
import org.bestiary.reports.compare.Entry;
import org.bestiary.reports.compare.SettingDifferences;
import org.bestiary.reports.compare.Significance;
import org.bestiary.reports.run.Repeats;

/** What the template of a comparison shows; every number is text, beside it the value that a table sorts by. */
record ComparisonView(
        String title,
        String entryCount,
        String runCount,
        String datasets,
        Optional<Best> best,
        Optional<String> mixed,
        boolean anyAccuracy,
        Optional<String> from,
        boolean anyInterval,
        boolean anySeeds,
        boolean folded,
        List<ComparedRow> rows,
        List<ChartView> scatter,
        List<ChartView> curves,
        boolean anyCurves,
        boolean anyScatter,
        Optional<Grid> settings,
        Optional<Tests> tests,
        String version) {
    /** Of more networks than this only the pairs with the best one are shown; the files have them all. */
    private static final int ALL_PAIRS = 6;
    /** Up to so many networks are columns of the table of settings, more are rows. */
    private static final int COLUMNS = 4;

    record Best(String name, String accuracy, String ends) {}

    /** A cell: what a person reads and what a table sorts by; without a value it sorts last. */
    record Cell(String text, Optional<String> value) {
        static Cell of(long value) {
            return new Cell(Figures.count(value), Optional.of(Long.toString(value)));
        }

        static Cell of(OptionalDouble value, String text) {
            return value.isPresent()
                    ? new Cell(text, Optional.of(Double.toString(value.getAsDouble())))
                    : new Cell(Figures.NONE, Optional.empty());
        }
    }

    record Link(String text, String href) {}

    record ComparedRow(
            String name,
            Optional<String> remark,
            Optional<String> testedOn,
            List<Link> links,
            Cell learnable,
            Cell total,
            Cell multiplyAdds,
            Cell activation,
            Cell receptiveField,
            Cell accuracy,
            Optional<HeadlineView.Interval> interval,
            Optional<Cell> validation,
            Cell secondsPerEpoch,
            Cell imagesPerSecond) {
        boolean anyLinks() {
            return !links.isEmpty();
        }
    }

    record Grid(List<String> head, List<GridRow> rows) {}

    record GridRow(String name, List<String> values) {}

    record Tests(String count, boolean onlyBest, List<Test> rows) {}

    record Test(
            String first, String second, Cell difference, String test, Cell p, Cell corrected, boolean significant) {}

    /**
     * What a page shows.
     *
     * @param link where the page of a run is; blank for no link
     */
    static ComparisonView of(Comparison c, Function<ComparedRun, String> link) {
        List<Entry> entries = c.entries();
        List<Entry.Accuracy> accuracies =
                entries.stream().flatMap(e -> e.accuracy().stream()).toList();
        double from = HeadlineView.Interval.scaleStart(
                accuracies.stream().mapToDouble(Entry.Accuracy::low).min().orElse(0));
        boolean folded = entries.stream().anyMatch(e -> e.repeats().folded());
        List<ChartView> charts = ComparisonCharts.of(c);
        List<ChartView> scatter =
                charts.stream().filter(v -> v.width() == ChartView.Width.FULL).toList();
        List<ChartView> curves =
                charts.stream().filter(v -> v.width() == ChartView.Width.HALF).toList();
        return new ComparisonView(
                c.title(),
                Figures.count(entries.size()),
                Figures.count(entries.stream().mapToLong(e -> e.runs().size()).sum()),
                entries.stream()
                        .map(e -> e.runs().get(0).record().dataset().title())
                        .distinct()
                        .collect(Collectors.joining(", ")),
                c.best().map(i -> best(entries.get(i))),
                c.mixed(),
                !accuracies.isEmpty(),
                accuracies.isEmpty() ? Optional.empty() : Optional.of(String.format(Locale.ROOT, "%.0f", from)),
                accuracies.stream().anyMatch(Entry.Accuracy::isInterval),
                accuracies.stream().anyMatch(a -> !a.isInterval()),
                folded,
                entries.stream()
                        .map(e -> row(e, from, folded, c.mixed().isPresent(), link))
                        .toList(),
                scatter,
                curves,
                !curves.isEmpty(),
                !scatter.isEmpty(),
                settings(c),
                tests(c),
                entries.get(0).runs().get(0).record().provenance().version());
    }

    List<ChartView> charts() {
        List<ChartView> all = new ArrayList<>(scatter);
        all.addAll(curves);
        return all;
    }

    private static Best best(Entry e) {
        Entry.Accuracy a = e.accuracy().orElseThrow();
        return new Best(
                e.name(),
                Figures.percent(a.mean()),
                (a.isInterval() ? "95% interval " : "") + Figures.percent(a.low()) + " to " + Figures.percent(a.high())
                        + (a.isInterval() ? "%" : "% over " + a.repeats().text()));
    }

    private static ComparedRow row(
            Entry e, double from, boolean folded, boolean mixed, Function<ComparedRun, String> link) {
        Optional<Entry.Accuracy> a = e.accuracy();
        return new ComparedRow(
                e.name(),
                e.remark(),
                mixed ? Optional.of(e.testedOn().text()) : Optional.empty(),
                links(e, link),
                Cell.of(e.model().learnableParameters()),
                Cell.of(e.model().totalParameters()),
                Cell.of(e.model().multiplyAdds()),
                bytes(e.model().activationBytes()),
                e.model().receptiveField() == 0
                        ? new Cell(Figures.NONE, Optional.empty())
                        : new Cell(
                                e.model().receptiveField() + " px",
                                Optional.of(Long.toString(e.model().receptiveField()))),
                a.map(x -> new Cell(Figures.percent(x.mean()) + "%", Optional.of(Double.toString(x.mean()))))
                        .orElse(new Cell(Figures.NONE, Optional.empty())),
                a.map(x -> HeadlineView.Interval.of(x.low(), x.mean(), x.high(), from)),
                folded ? Optional.of(validation(e)) : Optional.empty(),
                Cell.of(
                        e.secondsPerEpoch(),
                        Figures.duration(e.secondsPerEpoch().orElse(0))),
                Cell.of(
                        e.imagesPerSecond(),
                        Figures.count(Math.round(e.imagesPerSecond().orElse(0)))));
    }

    private static Cell validation(Entry e) {
        return e.validation()
                .map(v -> new Cell(
                        Figures.percent(v.mean()) + "%"
                                + (v.deviation().isPresent() ? " ± " + Figures.percent(v.deviation()) : ""),
                        Optional.of(Double.toString(v.mean()))))
                .orElse(new Cell(Figures.NONE, Optional.empty()));
    }

    private static Cell bytes(OptionalLong value) {
        return value.isPresent()
                ? new Cell(Figures.bytes(value.getAsLong()), Optional.of(Long.toString(value.getAsLong())))
                : new Cell(Figures.NONE, Optional.empty());
    }

    private static List<Link> links(Entry e, Function<ComparedRun, String> link) {
        return e.runs().stream()
                .map(run -> new Link(Repeats.name(run.record()), link.apply(run)))
                .filter(l -> !l.href().isEmpty())
                .toList();
    }

    private static Optional<Grid> settings(Comparison c) {
        List<SettingDifferences.Difference> differences = c.differences();
        if (differences.isEmpty()) {
            return Optional.empty();
        }
        List<String> names = c.entries().stream().map(Entry::name).toList();
        List<String> paths =
                differences.stream().map(SettingDifferences.Difference::path).toList();
        if (names.size() <= COLUMNS) {
            return Optional.of(new Grid(
                    names,
                    differences.stream()
                            .map(d -> new GridRow(d.path(), d.values()))
                            .toList()));
        }
        List<GridRow> rows = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            int at = i;
            rows.add(new GridRow(
                    names.get(i),
                    differences.stream().map(d -> d.values().get(at)).toList()));
        }
        return Optional.of(new Grid(paths, rows));
    }

    private static Optional<Tests> tests(Comparison c) {
        boolean all = c.entries().size() <= ALL_PAIRS || c.mixed().isPresent();
        int best = c.best().orElse(-1);
        List<Test> rows = c.pairs().stream()
                .filter(p -> all || p.first() == best || p.second() == best)
                .map(p -> test(c, p))
                .toList();
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Tests(Figures.count(c.pairs().size()), !all, rows));
    }

    private static String paired(Comparison c, Significance.Pair p, int pairs) {
        Repeats repeats = c.entries().get(p.first()).repeats();
        return repeats.folded()
                ? "paired t over " + pairs + (repeats.runs() == repeats.folds() ? " folds" : " runs")
                        + ", corrected for what folds share"
                : "paired t over " + pairs + " seeds";
    }

    private static Test test(Comparison c, Significance.Pair p) {
        String words = p.mcnemar()
                .map(m -> "McNemar" + (m.exact() ? ", exact" : "") + ": " + Figures.count(m.onlyFirst())
                        + " images only the first got right, " + Figures.count(m.onlySecond()) + " only the second")
                .orElseGet(() -> p.seeds()
                        .map(s -> paired(c, p, s.seeds()) + ", 95% interval " + Figures.signed(s.low()) + " to "
                                + Figures.signed(s.high()))
                        .orElse(""));
        return new Test(
                c.entries().get(p.first()).name(),
                c.entries().get(p.second()).name(),
                new Cell(Figures.signed(p.difference()), Optional.of(Double.toString(p.difference()))),
                words,
                new Cell(Figures.chance(p.p()), Optional.of(Double.toString(p.p()))),
                new Cell(Figures.chance(p.corrected()), Optional.of(Double.toString(p.corrected()))),
                p.significant());
    }
}
