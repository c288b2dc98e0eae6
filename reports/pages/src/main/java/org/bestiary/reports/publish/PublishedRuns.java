package org.bestiary.reports.publish;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.bestiary.reports.compare.ComparedRun;
import org.bestiary.reports.compare.Comparison;
import org.bestiary.reports.compare.ComparisonText;
import org.bestiary.reports.compare.Entry;
import org.bestiary.reports.html.ExperimentPage;
import org.bestiary.reports.html.ReportPage;
import org.bestiary.reports.run.Fold;
import org.bestiary.reports.run.Predictions;
import org.bestiary.reports.run.Provenance;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunException;
import org.bestiary.reports.run.RunJson;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.reports.run.RunStatus;

/** The finished runs of an experiment, published. */
public final class PublishedRuns {
    /** Options that say where things are on the machine of the run; elsewhere they would mislead. */
    private static final String PLACES = " --(runs-dir|data-dir|store|tensorboard)(=|\\s+)('(?:[^']|'\\\\'')*'|\\S+)";

    /** The folders of a file with a full path. */
    private static final String FOLDER = "(?<=\\s)/(?:[^\\s'/]+/)+(?=[^\\s'/]+)";

    private static final long LARGEST_PAGE = Publication.LARGEST / 2;

    private PublishedRuns() {}

    /** One run; the components are fields of {@code summary.json}. */
    private record RunFigures(
            String id,
            String network,
            long seed,
            OptionalInt fold,
            OptionalDouble validationAccuracy,
            OptionalDouble testAccuracy,
            OptionalDouble testAccuracyLow,
            OptionalDouble testAccuracyHigh,
            int epochs,
            double trainSeconds,
            int threads,
            String version,
            String cpu,
            String startedAt,
            String parametersSha256,
            Optional<String> page) {}

    /**
     * What is published of runs.
     *
     * @param directories the runs, all of one experiment
     * @param specs the specs that they are of, by file name
     * @throws RunException if there is no run, one is of another experiment, has not been completed or cannot be read
     */
    public static Publication of(List<RunDirectory> directories, Map<String, String> specs) {
        Map<RunDirectory, RunRecord> records = new LinkedHashMap<>();
        directories.stream()
                .sorted(Comparator.comparing(RunDirectory::id))
                .forEach(d -> records.put(d, portable(d.read())));
        List<String> names =
                records.values().stream().map(RunRecord::experiment).distinct().toList();
        if (names.size() != 1) {
            throw new RunException("what is published together must be runs of one experiment, got "
                    + (names.isEmpty() ? "none" : String.join(", ", names)) + "; publish each by itself");
        }
        records.values().forEach(PublishedRuns::checkEnded);
        Path folder = Path.of(names.get(0));
        Map<String, String> texts = new LinkedHashMap<>(specs);
        Map<String, Path> pages = records.size() == 1 ? Map.of() : pages(records, folder, texts);
        List<ComparedRun> runs = records.entrySet().stream()
                .map(e -> new ComparedRun(
                        e.getValue(),
                        e.getKey().readAnswers(),
                        Optional.ofNullable(pages.get(e.getValue().id()))))
                .toList();
        Comparison comparison = Comparison.of(runs);
        if (records.size() == 1) {
            RunRecord only = runs.get(0).record();
            texts.put(Publication.PAGE, page(directories.get(0), only));
            texts.putAll(Publication.charts(ReportPage.svgCharts(only)));
        } else {
            texts.put(Publication.PAGE, ExperimentPage.html(runs, folder.resolve(Publication.PAGE)));
            texts.putAll(Publication.charts(ExperimentPage.svgCharts(runs)));
        }
        texts.put(Publication.MARKDOWN, markdown(comparison, runs));
        ObjectNode details = (ObjectNode) RunJson.tree(ComparisonText.document(comparison));
        details.set(
                "runs", RunJson.tree(runs.stream().map(r -> row(r, comparison)).toList()));
        return new Publication(card(comparison, runs), details, Publication.files(texts));
    }

    private static void checkEnded(RunRecord run) {
        if (!run.spec().path("trial").asText("none").equals("none")) {
            throw new RunException(
                    "a trial is not a result and cannot be published, got " + run.id() + "; run the experiment itself");
        }
        if (run.status() != RunStatus.COMPLETED) {
            throw new RunException("a run must be completed to be published, but " + run.id() + " is "
                    + run.status().label()
                    + (run.status() == RunStatus.DIVERGED
                            ? "; its report shows where"
                            : "; go on with it: ./bestiary run --resume " + run.id()));
        }
    }

    /** A record without the paths of the machine that it was made on. */
    static RunRecord portable(RunRecord run) {
        Provenance provenance = run.provenance();
        return run.withProvenance(provenance.withCommand(
                provenance.command().replaceAll(PLACES, "").replaceAll(FOLDER, "")));
    }

    /**
     * A page for one run of each network, the one with the lowest seed, for as long as there is room; by run. What is the same
     * for all seeds would only be repeated by the others, and repositories are kept for ever.
     */
    private static Map<String, Path> pages(
            Map<RunDirectory, RunRecord> records, Path folder, Map<String, String> texts) {
        Map<String, Path> pages = new LinkedHashMap<>();
        // What comes beside the pages takes a tenth at most.
        long room = Publication.LARGEST * 9 / 10;
        for (Map.Entry<RunDirectory, RunRecord> e : firstSeeds(records)) {
            String html = page(e.getKey(), e.getValue());
            String name = e.getValue().model().id()
                    + e.getValue().fold().map(f -> "-fold-" + f.number()).orElse("") + "-seed-"
                    + e.getValue().seed();
            String file = name;
            for (int i = 2; texts.containsKey(file + ".html"); i++) {
                file = name + "-" + i;
            }
            room -= Publication.size(Map.of("", html));
            if (room >= 0) {
                texts.put(file + ".html", html);
                pages.put(e.getValue().id(), folder.resolve(file + ".html"));
            }
        }
        return pages;
    }

    /** The page of a run; without test images if they are so large that there would be room for little else. */
    private static String page(RunDirectory directory, RunRecord record) {
        String html = ReportPage.html(directory, record);
        return Publication.size(Map.of("", html)) <= LARGEST_PAGE ? html : ReportPage.html(record, Predictions.NONE);
    }

    private static List<Map.Entry<RunDirectory, RunRecord>> firstSeeds(Map<RunDirectory, RunRecord> records) {
        Comparison networks = Comparison.of(records.values().stream()
                .map(r -> new ComparedRun(r, Optional.empty(), Optional.empty()))
                .toList());
        // The runs of an entry are in the order of their seeds.
        Set<String> first = networks.entries().stream()
                .map(e -> e.runs().get(0).record().id())
                .collect(Collectors.toSet());
        return records.entrySet().stream()
                .filter(e -> first.contains(e.getValue().id()))
                .toList();
    }

    private static RunFigures row(ComparedRun run, Comparison comparison) {
        RunRecord r = run.record();
        String network = comparison.entries().stream()
                .filter(e -> e.runs().stream().anyMatch(x -> x.record().id().equals(r.id())))
                .map(Entry::name)
                .findFirst()
                .orElse(r.model().title());
        return new RunFigures(
                r.id(),
                network,
                r.seed(),
                r.fold().stream().mapToInt(Fold::number).findFirst(),
                run.validation(),
                run.result().stream().mapToDouble(t -> t.top1()).findFirst(),
                run.result().stream().mapToDouble(t -> t.top1Low()).findFirst(),
                run.result().stream().mapToDouble(t -> t.top1High()).findFirst(),
                r.epochs().size(),
                r.provenance().trainSeconds(),
                r.provenance().threads(),
                r.provenance().version(),
                r.provenance().cpu(),
                r.provenance().startedAt().toString(),
                r.bestParametersSha256().orElse(""),
                run.report().map(p -> p.getFileName().toString()));
    }

    private static PublishedCard card(Comparison c, List<ComparedRun> runs) {
        RunRecord first = runs.get(0).record();
        String datasets = runs.stream()
                .map(r -> r.record().dataset().title().replaceFirst(":.*", ""))
                .distinct()
                .collect(Collectors.joining(", "));
        Optional<Entry> best = c.best().map(i -> c.entries().get(i));
        Optional<Entry.Accuracy> accuracy = best.flatMap(Entry::accuracy);
        boolean several = c.entries().size() > 1;
        String subject = several
                ? c.entries().size() + " networks on " + datasets
                : first.model().title() + " on " + datasets;
        return new PublishedCard(
                first.experiment(),
                PublishedCard.EXPERIMENT,
                subject,
                accuracy.map(a -> String.format(Locale.ROOT, "%.2f%%", a.mean()))
                        .orElse("no result"),
                accuracy.map(a -> (several ? "best: " + best.get().name() + "; " : "") + range(a))
                        .orElse(""),
                cost(runs));
    }

    private static String range(Entry.Accuracy a) {
        return a.isInterval()
                ? String.format(Locale.ROOT, "one seed, 95%% interval %.2f to %.2f%%", a.low(), a.high())
                : String.format(
                        Locale.ROOT, "mean of %s, %.2f to %.2f%%", a.repeats().text(), a.low(), a.high());
    }

    private static String cost(List<ComparedRun> runs) {
        double seconds = runs.stream()
                .mapToDouble(r -> r.record().provenance().trainSeconds())
                .average()
                .orElse(0);
        String threads = runs.stream()
                .map(r -> Integer.toString(r.record().provenance().threads()))
                .distinct()
                .sorted()
                .collect(Collectors.joining(" or "));
        String time = seconds < 600
                ? String.format(Locale.ROOT, "%.0f s", seconds)
                : String.format(Locale.ROOT, "%.0f min", seconds / 60);
        return time + " of training" + (runs.size() > 1 ? " a run" : "") + ", " + threads
                + (threads.equals("1") ? " thread" : " threads");
    }

    private static String markdown(Comparison comparison, List<ComparedRun> runs) {
        StringBuilder out = new StringBuilder(ComparisonText.markdown(comparison));
        String commands = runs.stream()
                .map(r -> r.record().provenance().command())
                .distinct()
                .collect(Collectors.joining("\n"));
        RunRecord first = runs.get(0).record();
        Provenance p = first.provenance();
        out.append("\n```\n").append(commands).append("\n```\n\n");
        out.append(String.format(
                Locale.ROOT,
                "Bestiary %s, %s layers, %s, %s, %s. Data: %s.%n",
                p.version(),
                p.engine(),
                p.cpu(),
                cost(runs),
                p.startedAt().toString().substring(0, 10),
                first.dataset().title()));
        out.append("\n[The page](report.html), [the figures](summary.json)\n");
        return out.toString();
    }
}
