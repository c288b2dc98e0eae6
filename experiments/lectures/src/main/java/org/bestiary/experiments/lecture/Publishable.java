package org.bestiary.experiments.lecture;

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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bestiary.experiments.config.SpecLibrary;
import org.bestiary.experiments.config.SpecReader;
import org.bestiary.experiments.config.SweepSource;
import org.bestiary.reports.publish.Publication;
import org.bestiary.reports.publish.PublicationException;
import org.bestiary.reports.publish.PublishedRuns;
import org.bestiary.reports.publish.PublishedSweep;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunException;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.reports.sweep.SweepJson;
import org.bestiary.reports.sweep.SweepReport;

/** What can be published of the runs and studies in a directory. */
public final class Publishable {
    private static final String STUDY = "study.json";
    private static final String SPEC = "spec.yaml";

    private final Path runs;

    /**
     * @param runs directory of runs and studies
     */
    public Publishable(Path runs) {
        this.runs = runs;
    }

    /**
     * Every shipped experiment of which all runs are there, and the newest finished study of every sweep.
     *
     * @return in the order of their names
     */
    public List<Publication> everything() {
        List<Publication> found = new ArrayList<>();
        FinishedRuns finished = FinishedRuns.in(runs);
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
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(runs)) {
            return files.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new RunException("cannot read " + runs + ": " + e.getMessage() + "; check its rights", e);
        }
    }

    /**
     * What is asked for by name; the ledger is passed over.
     *
     * @param what names of shipped experiments, ids or directories of runs and studies
     * @return in that order, runs of one experiment together
     * @throws PublicationException if an experiment has runs that are not finished
     */
    public List<Publication> chosen(List<String> what) {
        List<Publication> found = new ArrayList<>();
        Map<String, List<RunDirectory>> named = new LinkedHashMap<>();
        FinishedRuns finished = FinishedRuns.in(runs);
        for (String name : what) {
            Path folder = Files.isDirectory(runs.resolve(name)) ? runs.resolve(name) : Path.of(name);
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
                                .orElseThrow(() ->
                                        new PublicationException("every run of an experiment must be finished to be"
                                                + " published, but " + runs + " does not have all of " + name
                                                + "; train what is missing with: ./bestiary run " + name))));
            }
        }
        named.values().forEach(group -> found.add(publication(group, specs(group))));
        return found;
    }

    private static Publication experiment(String name, List<FinishedRuns.Run> finished) {
        List<RunDirectory> directories =
                finished.stream().map(r -> RunDirectory.open(r.directory())).toList();
        String text = SpecLibrary.names().contains(name) ? SpecLibrary.text(name) : "";
        return publication(directories, text.isEmpty() ? specs(directories) : Map.of(SPEC, text));
    }

    private static Publication publication(List<RunDirectory> runs, Map<String, String> specs) {
        return PublishedRuns.of(runs, specs).with(BestWeights.files(runs));
    }

    /** The specs of runs, as they were with every default filled in; those of several seeds and folds are one. */
    private static Map<String, String> specs(List<RunDirectory> directories) {
        Set<String> texts = directories.stream()
                .map(RunDirectory::read)
                .map(RunRecord::spec)
                .map(Publishable::withoutFold)
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
