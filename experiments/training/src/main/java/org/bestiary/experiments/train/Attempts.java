package org.bestiary.experiments.train;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.bestiary.datasets.memory.LoadedDataset;
import org.bestiary.experiments.config.SpecReader;
import org.bestiary.experiments.transfer.Base;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunException;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.reports.run.SpecHash;

/** Earlier attempts at an experiment, among which there may be one to go on with. */
final class Attempts {
    private final Path runs;
    private final Map<String, Start> starts = new HashMap<>();
    private final Set<Part> wanted = new HashSet<>();

    /** What tells one run of an experiment from another: which network with which settings, and the seed. */
    private record Part(String specHash, long seed) {}

    /** What a spec names and does not hold: the images, and the digest of the weights that a network begins with. */
    private record Start(LoadedDataset images, Optional<String> weights) {}

    /**
     * @param runs the directory of runs
     */
    Attempts(Path runs) {
        this.runs = runs;
    }

    /**
     * Adds a network of the experiment.
     *
     * @param network its spec
     * @param images the data as they are now
     * @param weights SHA-256 of the file that it begins with; empty for weights drawn at random
     */
    void expect(SpecReader.Located network, LoadedDataset images, Optional<String> weights) {
        String hash = SpecHash.of(network.tree());
        starts.put(hash, new Start(images, weights));
        network.spec().seeds().forEach(seed -> wanted.add(new Part(hash, seed)));
    }

    /**
     * The newest attempt at all of this experiment that something is left of, and that can be gone on with: one whose records
     * can be read, and whose runs saw these images and began with these weights.
     *
     * @param ended whether a run of an attempt has ended
     */
    Optional<Experiment> newest(Predicate<Experiment.PlannedRun> ended) {
        return RunDirectory.list(runs).stream()
                .flatMap(directory -> record(directory).stream())
                .filter(r -> wanted.contains(new Part(r.specHash(), r.seed())))
                .sorted(Comparator.comparing((RunRecord r) -> r.provenance().startedAt())
                        .reversed())
                .flatMap(r -> usable(r, ended).stream())
                .findFirst();
    }

    private static Optional<RunRecord> record(RunDirectory directory) {
        try {
            return Optional.of(directory.read());
        } catch (RunException e) {
            return Optional.empty(); // 'report' says what is wrong with it
        }
    }

    private Optional<Experiment> usable(RunRecord record, Predicate<Experiment.PlannedRun> ended) {
        try {
            Experiment experiment = experiment(record);
            Set<Part> parts = new HashSet<>();
            experiment.entries().forEach(e -> parts.add(part(e)));
            boolean all = parts.containsAll(wanted)
                    && experiment.entries().stream().allMatch(this::isAsNow)
                    && !experiment.entries().stream().allMatch(ended);
            return all ? Optional.of(experiment) : Optional.empty();
        } catch (RunException e) {
            return Optional.empty(); // one of its records is damaged
        }
    }

    /** All runs of an attempt; a run by itself is its own experiment. */
    private Experiment experiment(RunRecord record) {
        return Experiment.read(RunDirectory.open(runs.resolve(record.id())))
                .orElseGet(() -> Experiment.of(new Experiment.PlannedRun(record.id(), record.seed(), record.spec())));
    }

    private static Part part(Experiment.PlannedRun entry) {
        return new Part(SpecHash.of(entry.spec()), entry.seed());
    }

    /** Whether a run began as it would now, or has not begun; what has a directory and no record can do neither. */
    private boolean isAsNow(Experiment.PlannedRun entry) {
        Path path = runs.resolve(entry.id());
        if (!Files.exists(path)) {
            return true;
        }
        RunDirectory directory = RunDirectory.open(path);
        Start start = starts.get(part(entry).specHash());
        return start != null
                && SameData.problem(directory.read(), start.images()).isEmpty()
                && Base.read(directory).map(Base::sha256).equals(start.weights());
    }
}
