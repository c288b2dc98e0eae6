package org.bestiary.reports.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bestiary.reports.run.Fold;
import org.bestiary.reports.run.RunException;

/**
 * Runs side by side. Runs that differ in nothing but their seed and fold are one entry.
 *
 * @param title what is compared
 * @param entries the networks, in the order in which their first runs were given
 * @param differences the settings in which entries differ
 * @param pairs the pairs that could be tested, see {@link Significance}
 */
public record Comparison(
        String title,
        List<Entry> entries,
        List<SettingDifferences.Difference> differences,
        List<Significance.Pair> pairs) {
    private static final int NAMED_SETTINGS = 2;
    private static final int LONGEST_VALUE = 24;

    public Comparison {
        entries = List.copyOf(entries);
        differences = List.copyOf(differences);
        pairs = List.copyOf(pairs);
    }

    /**
     * Compares runs.
     *
     * @param runs at least one
     * @throws RunException if there is none, or one is there twice
     */
    public static Comparison of(List<ComparedRun> runs) {
        if (runs.isEmpty()) {
            throw new RunException("a comparison must have at least one run, got none; name some");
        }
        Map<String, List<ComparedRun>> groups = new LinkedHashMap<>();
        Map<String, Boolean> seen = new LinkedHashMap<>();
        for (ComparedRun run : runs) {
            if (seen.put(run.record().id(), true) != null) {
                throw new RunException("the runs of a comparison must be different ones, got "
                        + run.record().id() + " twice; name each once");
            }
            groups.computeIfAbsent(SettingDifferences.identity(run.record()), key -> new ArrayList<>())
                    .add(run);
        }
        List<Entry> unnamed = groups.values().stream()
                .map(group -> new Entry(
                        group.get(0).record().model().title(),
                        group.stream()
                                .sorted(Comparator.comparingInt((ComparedRun run) -> run.record()
                                                .fold()
                                                .map(Fold::number)
                                                .orElse(0))
                                        .thenComparingLong(run -> run.record().seed()))
                                .toList()))
                .toList();
        List<SettingDifferences.Difference> differences = SettingDifferences.differences(unnamed);
        List<Entry> entries = named(unnamed, differences);
        List<String> experiments =
                runs.stream().map(run -> run.record().experiment()).distinct().toList();
        String title = experiments.size() == 1 ? experiments.get(0) : entries.size() + " networks compared";
        return new Comparison(title, entries, differences, Significance.of(entries));
    }

    /**
     * Runs side by side in an order that does not depend on that of the runs: by data set, and of those on the same images
     * the most accurate first; what has no accuracy comes last.
     *
     * @param runs at least one
     * @throws RunException if there is none, or one is there twice
     */
    public static Comparison ranked(List<ComparedRun> runs) {
        Comparison given = of(runs.stream()
                .sorted(Comparator.comparing(run -> run.record().id()))
                .toList());
        return of(given.entries().stream()
                .sorted(Comparator.comparing(Entry::testedOn)
                        .thenComparing(
                                e -> -e.accuracy().map(Entry.Accuracy::mean).orElse(-1.0))
                        .thenComparing(Entry::name))
                .flatMap(e -> e.runs().stream())
                .toList());
    }

    /** What the entries were, or are to be, tested on; of more than one, accuracies say nothing about who is better. */
    public List<Entry.TestedOn> testedOn() {
        return entries.stream().map(Entry::testedOn).distinct().sorted().toList();
    }

    /** The rule that accuracies on different images do not compare, for people; empty if all were tested on the same. */
    public Optional<String> mixed() {
        List<Entry.TestedOn> on = testedOn();
        if (on.size() < 2) {
            return Optional.empty();
        }
        return Optional.of("These runs were not tested on the same images ("
                + on.stream().map(Entry.TestedOn::text).collect(Collectors.joining("; "))
                + "), so their accuracies do not tell which network is better.");
    }

    /** The entry of highest accuracy; empty if nothing was completed, or not all were tested on the same images. */
    public Optional<Integer> best() {
        if (mixed().isPresent()) {
            return Optional.empty();
        }
        return IntStream.range(0, entries.size())
                .boxed()
                .filter(i -> entries.get(i).accuracy().isPresent())
                .max(Comparator.comparingDouble(
                        i -> entries.get(i).accuracy().orElseThrow().mean()));
    }

    /** Titles that occur more than once get the settings that tell them apart, then the experiment, then a number. */
    private static List<Entry> named(List<Entry> entries, List<SettingDifferences.Difference> differences) {
        List<Entry> named = new ArrayList<>(entries);
        List<Function<Integer, String>> additions = List.of(
                i -> telling(entries, differences, i),
                i -> entries.get(i).runs().get(0).record().experiment(),
                i -> "#" + (i + 1));
        for (Function<Integer, String> addition : additions) {
            Map<String, Long> counts =
                    named.stream().collect(Collectors.groupingBy(Entry::name, Collectors.counting()));
            for (int i = 0; i < named.size(); i++) {
                Entry entry = named.get(i);
                String more = addition.apply(i);
                if (counts.get(entry.name()) > 1 && !more.isEmpty()) {
                    named.set(i, new Entry(entry.name() + ", " + more, entry.runs()));
                }
            }
        }
        return named;
    }

    private static String telling(List<Entry> entries, List<SettingDifferences.Difference> differences, int i) {
        String title = entries.get(i).name();
        Optional<String> given = givenName(entries, differences, i);
        if (given.isPresent()) {
            return given.get();
        }
        return differences.stream()
                .filter(d -> IntStream.range(0, entries.size())
                                .filter(j -> entries.get(j).name().equals(title))
                                .mapToObj(d.values()::get)
                                .distinct()
                                .count()
                        > 1)
                .filter(d -> !d.values().get(i).equals(SettingDifferences.ABSENT)
                        && !d.values().get(i).isBlank()
                        && d.values().get(i).length() <= LONGEST_VALUE)
                .limit(NAMED_SETTINGS)
                .map(d -> d.path().replaceAll(".*\\.", "") + " " + d.values().get(i))
                .collect(Collectors.joining(", "));
    }

    /** The name that the spec gives one of several networks; it says more than any setting. */
    private static Optional<String> givenName(
            List<Entry> entries, List<SettingDifferences.Difference> differences, int i) {
        String title = entries.get(i).name();
        return differences.stream()
                .filter(d -> d.path().equals("model.name")
                        && !d.values().get(i).equals(SettingDifferences.ABSENT)
                        && d.values().get(i).length() <= LONGEST_VALUE
                        && IntStream.range(0, entries.size())
                                .filter(j -> j != i && entries.get(j).name().equals(title))
                                .noneMatch(
                                        j -> d.values().get(j).equals(d.values().get(i))))
                .map(d -> d.values().get(i))
                .findFirst();
    }
}
