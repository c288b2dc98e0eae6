package org.bestiary.experiments.train;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.bestiary.experiments.config.SpecReader;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunException;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.reports.run.SpecHash;

/**
 * Earlier attempts at an experiment.
 *
 * @param runs the directory of runs
 */
record Attempts(Path runs) {
    private record Attempt(RunDirectory directory, RunRecord record) {}

    /** What tells one run of an experiment from another: which network with which settings, and the seed. */
    private record Part(String specHash, long seed) {}

    /**
     * The newest attempt at all of exactly this spec that some of is left of; empty if there is none.
     *
     * @param experiment the spec
     * @param left whether a run of an attempt has not ended
     */
    Optional<Programme> newest(SpecReader.Located experiment, Predicate<Programme.Entry> left) {
        Set<Part> wanted = new HashSet<>();
        for (SpecReader.Located network : experiment.each()) {
            String hash = SpecHash.of(network.tree());
            network.spec().seeds().forEach(seed -> wanted.add(new Part(hash, seed)));
        }
        return RunDirectory.list(runs).stream()
                .flatMap(d -> attempt(d).stream())
                .filter(a -> wanted.contains(
                        new Part(a.record().specHash(), a.record().seed())))
                .sorted(Comparator.comparing(
                                (Attempt a) -> a.record().provenance().startedAt())
                        .reversed())
                .map(Attempts::programme)
                .filter(p ->
                        parts(p).containsAll(wanted) && p.entries().stream().anyMatch(left))
                .findFirst();
    }

    private static Optional<Attempt> attempt(RunDirectory directory) {
        try {
            return Optional.of(new Attempt(directory, directory.read()));
        } catch (RunException e) {
            return Optional.empty(); // a damaged record cannot be gone on with; 'report' says what is wrong with it
        }
    }

    /** All runs of an attempt; a run by itself is its own programme. */
    private static Programme programme(Attempt attempt) {
        RunRecord record = attempt.record();
        return Programme.read(attempt.directory())
                .orElseGet(() -> new Programme(
                        record.id() + ".html",
                        List.of(new Programme.Entry(attempt.directory().id(), record.seed(), record.spec()))));
    }

    private static Set<Part> parts(Programme programme) {
        Set<Part> parts = new HashSet<>();
        programme.entries().forEach(e -> parts.add(new Part(SpecHash.of(e.spec()), e.seed())));
        return parts;
    }
}
