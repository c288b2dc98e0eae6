package org.bestiary.experiments.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bestiary.common.table.Column;
import org.bestiary.common.table.Table;
import org.bestiary.experiments.config.SpecLibrary;
import org.bestiary.experiments.config.SpecReader;
import org.bestiary.experiments.config.SweepSource;
import org.bestiary.experiments.lecture.Finding;
import org.bestiary.experiments.lecture.FinishedRuns;
import org.bestiary.reports.publish.Publication;
import org.bestiary.reports.publish.PublishedCard;
import org.bestiary.reports.publish.PublishedFolder;
import org.bestiary.reports.publish.PublishedIndex;
import org.bestiary.reports.publish.PublishedRuns;
import org.bestiary.reports.publish.PublishedSweep;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunException;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.reports.sweep.SweepJson;
import org.bestiary.reports.sweep.SweepReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code publish [EXPERIMENT|RUN|STUDY|ledger...]}. */
@Command(
        name = "publish",
        mixinStandardHelpOptions = true,
        description =
                "Writes results from finished runs into a folder that can be committed: for each experiment a page,"
                        + " figures, charts and the spec, and an index of all of them. Doing it again changes nothing.",
        footer = {
            "",
            "Of a shipped spec the newest finished run of every network and seed counts, if it is of exactly this spec.",
            "",
            "Examples:",
            "  bestiary publish                               every shipped experiment that is there, sweeps, the ledger",
            "  bestiary publish quickstart lenet5-mnist",
            "  bestiary publish ledger --runs-dir /data/runs",
            "  bestiary publish RUN RUN STUDY --to results"
        })
final class PublishCommand implements Callable<Integer> {
    private static final String STUDY = "study.json";
    private static final String SPEC = "spec.yaml";

    @Parameters(
            arity = "0..*",
            paramLabel = "WHAT",
            description = "Shipped experiments, runs, studies, or 'ledger' for what lectures state; everything that is"
                    + " there when left out.")
    private List<String> what = List.of();

    @Option(
            names = "--to",
            paramLabel = "DIR",
            description = "Where to (default: ${DEFAULT-VALUE}).",
            defaultValue = "reports/published")
    private Path root;

    @Mixin
    private Places.Runs runs;

    @Mixin
    private Places.Data data;

    @Mixin
    private Output output;

    /** What was published; the components are the JSON fields. */
    record Row(String experiment, String kind, String figure, String directory) {}

    @Override
    public Integer call() {
        List<Row> rows = new ArrayList<>();
        boolean ledger = what.isEmpty() || what.contains(LedgerPublication.NAME);
        List<Publication> experiments = what.isEmpty() ? everything() : chosen();
        // Before anything is written, since it may fail; its page comes last, since it links to the others.
        List<Finding> findings =
                ledger ? LedgerPublication.check(runs.directory(), data.directory(), root, output) : List.of();
        experiments.forEach(p -> rows.add(write(p)));
        if (ledger) {
            rows.add(write(LedgerPublication.of(findings, root)));
        }
        List<Path> index = PublishedIndex.write(root);
        if (output.json()) {
            output.print(rows);
        } else {
            Table.of(
                            Column.left("experiment", Row::experiment),
                            Column.left("kind", Row::kind),
                            Column.right("result", Row::figure),
                            Column.left("directory", Row::directory))
                    .print(rows, output.out());
        }
        index.forEach(output.err()::println);
        return 0;
    }

    private Row write(Publication publication) {
        Path folder = PublishedFolder.write(publication, root);
        PublishedCard card = publication.card();
        return new Row(card.name(), card.kind(), card.figure(), folder.toString());
    }

    /** Every shipped experiment of which all runs are there, and the newest finished study of every sweep. */
    private List<Publication> everything() {
        List<Publication> found = new ArrayList<>();
        FinishedRuns finished = FinishedRuns.in(runs.directory());
        for (String name : SpecLibrary.names()) {
            finished.of(SpecLibrary.open(name, Map.of())).ifPresent(r -> found.add(experiment(name, r)));
        }
        Map<String, Path> studies = new LinkedHashMap<>();
        for (Path folder : folders()) {
            if (Files.isRegularFile(folder.resolve(STUDY))) {
                SweepReport report = SweepJson.read(folder.resolve(STUDY));
                if (report.complete()) {
                    // Names end with the time, so that the last one is the newest.
                    studies.put(report.experiment(), folder);
                }
            }
        }
        studies.values().forEach(folder -> found.add(PublishedSweep.of(folder)));
        return found;
    }

    private List<Path> folders() {
        if (!Files.isDirectory(runs.directory())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(runs.directory())) {
            return files.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new RunException("cannot read " + runs.directory() + ": " + e.getMessage() + "; check its rights", e);
        }
    }

    private List<Publication> chosen() {
        List<Publication> found = new ArrayList<>();
        Map<String, List<RunDirectory>> named = new LinkedHashMap<>();
        FinishedRuns finished = FinishedRuns.in(runs.directory());
        for (String name : what) {
            Path folder = Files.isDirectory(runs.directory().resolve(name))
                    ? runs.directory().resolve(name)
                    : Path.of(name);
            if (name.equals(LedgerPublication.NAME)) {
                continue;
            }
            boolean shipped = SpecLibrary.names().contains(name);
            if (!shipped && Files.isRegularFile(folder.resolve(STUDY))) {
                found.add(PublishedSweep.of(folder));
            } else if (!shipped && Files.isDirectory(folder)) {
                RunDirectory run = RunDirectory.open(folder);
                named.computeIfAbsent(run.read().experiment(), e -> new ArrayList<>())
                        .add(run);
            } else {
                SpecReader.Located spec = SpecLibrary.open(name, Map.of());
                found.add(experiment(
                        name,
                        finished.of(spec)
                                .orElseThrow(() -> new BadInput("every run of an experiment must be finished to be"
                                        + " published, but " + runs.directory() + " does not have all of " + name
                                        + "; train what is missing with: ./bestiary run " + name))));
            }
        }
        named.values().forEach(group -> found.add(PublishedRuns.of(group, specs(group))));
        return found;
    }

    private static Publication experiment(String name, List<FinishedRuns.Run> finished) {
        List<RunDirectory> directories =
                finished.stream().map(r -> RunDirectory.open(r.directory())).toList();
        String text = SpecLibrary.names().contains(name) ? SpecLibrary.text(name) : "";
        return PublishedRuns.of(directories, text.isEmpty() ? specs(directories) : Map.of(SPEC, text));
    }

    /** The specs of runs, as they were with every default filled in; those of several seeds and folds are one. */
    private static Map<String, String> specs(List<RunDirectory> directories) {
        Set<String> texts = directories.stream()
                .map(RunDirectory::read)
                .map(RunRecord::spec)
                .map(PublishCommand::withoutFold)
                .map(SweepSource::yaml)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Map<String, String> files = new LinkedHashMap<>();
        texts.forEach(text -> files.put(files.isEmpty() ? SPEC : "spec-" + (files.size() + 1) + ".yaml", text));
        return files;
    }

    private static JsonNode withoutFold(JsonNode spec) {
        JsonNode copy = spec.deepCopy();
        if (copy.at("/data/validation") instanceof ObjectNode validation) {
            validation.remove("fold");
        }
        return copy;
    }
}
