package org.bestiary.reports.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bestiary.common.NearestNames;

/**
 * The run that somebody means, in this order: its id; its directory; {@value #LATEST} for the newest of the runs directory;
 * the name of an experiment for its newest run; the beginning of an id, if no other run's id begins so. Trials of sweeps,
 * which lie in the directories of their studies, are found by their ids and beginnings of these where no other run is.
 */
public final class RunReference {
    /** What the newest run is called. */
    public static final String LATEST = "latest";

    private static final int MOST_NAMED = 5;
    private static final Pattern ID = Pattern.compile("[^/\\\\]+");

    private final Path runs;
    private final String text;

    private RunReference(Path runs, String text) {
        this.runs = runs;
        this.text = text;
    }

    /**
     * Finds it.
     *
     * @param runs the directory of runs
     * @param text what was given
     * @throws RunException if there is none, or several are meant; names them, or the nearest
     */
    public static RunDirectory find(Path runs, String text) {
        return new RunReference(runs, text).find();
    }

    private RunDirectory find() {
        List<Path> folders = Stream.of(runs.resolve(text), Path.of(text))
                .filter(Files::isDirectory)
                .toList();
        for (Path folder : folders) {
            if (RunDirectory.isOne(folder)) {
                return RunDirectory.open(folder);
            }
        }
        if (!ID.matcher(text).matches()) {
            return RunDirectory.open(folders.isEmpty() ? Path.of(text) : folders.get(0)); // which says that it is none
        }
        List<RunDirectory> known = RunDirectory.list(runs);
        if (text.equals(LATEST) && !known.isEmpty()) {
            return newest(known)
                    .orElseThrow(
                            () -> new RunException("the newest run must have a record that can be read, but those in "
                                    + runs + " cannot; bestiary runs says why"));
        }
        return among(known)
                .or(() -> among(trials()))
                .orElseThrow(() -> folders.isEmpty() ? nothing(known) : RunDirectory.none(folders.get(0)));
    }

    private RunException nothing(List<RunDirectory> known) {
        List<String> ids = known.stream().map(RunDirectory::id).toList();
        String near = known.isEmpty()
                ? "; there are none, make one with bestiary run quickstart"
                : NearestNames.hint(text, ids)
                        + (NearestNames.of(text, ids).isEmpty() ? "" : " bestiary runs lists all");
        return new RunException(
                "a run must be named by its id or the beginning of one, its directory, its experiment or " + LATEST
                        + ", but nothing in " + runs + " is called '" + text + "'" + near);
    }

    private Optional<RunDirectory> among(List<RunDirectory> known) {
        List<RunDirectory> beginning =
                known.stream().filter(r -> r.id().startsWith(text)).toList();
        if (beginning.size() <= 1) {
            return beginning.stream().findFirst();
        }
        Optional<RunDirectory> exact =
                beginning.stream().filter(r -> r.id().equals(text)).findFirst();
        if (exact.isPresent()) {
            return exact;
        }
        Optional<RunDirectory> ofExperiment =
                newest(beginning.stream().filter(this::isOfExperiment).toList());
        if (ofExperiment.isPresent()) {
            return ofExperiment;
        }
        throw new RunException("a run must be named by an id that no other has, got '" + text + "' for "
                + beginning.stream().limit(MOST_NAMED).map(RunDirectory::id).collect(Collectors.joining(", "))
                + (beginning.size() > MOST_NAMED ? " and others" : "") + "; write more of it");
    }

    private boolean isOfExperiment(RunDirectory run) {
        return record(run).filter(r -> r.experiment().equals(text)).isPresent();
    }

    private static Optional<RunDirectory> newest(List<RunDirectory> runs) {
        record Begun(RunDirectory run, Instant at) {}
        return runs.stream()
                .flatMap(run -> record(run).stream()
                        .map(r -> new Begun(run, r.provenance().startedAt())))
                .max(Comparator.comparing(Begun::at).thenComparing(b -> b.run().id()))
                .map(Begun::run);
    }

    /** Damaged ones are not meant. */
    private static Optional<RunRecord> record(RunDirectory run) {
        try {
            return Optional.of(run.read());
        } catch (RunException e) {
            return Optional.empty();
        }
    }

    /** The runs one level deeper, sorted by id. */
    private List<RunDirectory> trials() {
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        List<RunDirectory> found = new ArrayList<>();
        try (Stream<Path> folders = Files.list(runs)) {
            folders.filter(Files::isDirectory).sorted().forEach(f -> found.addAll(RunDirectory.list(f)));
        } catch (IOException e) {
            throw new RunException("cannot list the runs in " + runs + ": " + RunException.describe(e), e);
        }
        found.sort(Comparator.comparing(RunDirectory::id));
        return found;
    }
}
