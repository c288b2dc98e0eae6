package org.bestiary.experiments.lecture;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.bestiary.experiments.config.SpecReader;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunException;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.reports.run.RunStatus;
import org.bestiary.reports.run.SpecHash;

/** The runs in a directory, by the experiment that they belong to. */
public final class FinishedRuns {
    private final List<Run> runs;

    /**
     * A run and where it is.
     *
     * @param record its record
     * @param directory its directory
     */
    public record Run(RunRecord record, Path directory) {}

    private FinishedRuns(List<Run> runs) {
        this.runs = runs;
    }

    /** The runs of a directory; a record that cannot be read is left out. */
    public static FinishedRuns in(Path directory) {
        List<Run> runs = new ArrayList<>();
        for (RunDirectory d : RunDirectory.list(directory)) {
            try {
                runs.add(new Run(d.read(), d.path()));
            } catch (RunException e) {
                // A damaged record decides nothing; 'report' says what is wrong with it.
                continue;
            }
        }
        return new FinishedRuns(runs);
    }

    /**
     * The completed runs of an experiment, the newest of each network and seed; empty unless all are there. Only runs of
     * exactly this spec count: one with another number of epochs is another experiment.
     */
    public Optional<List<Run>> of(SpecReader.Located experiment) {
        List<Optional<Run>> newest = newest(experiment, r -> r.record().status() == RunStatus.COMPLETED);
        return newest.stream().allMatch(Optional::isPresent)
                ? Optional.of(newest.stream().map(Optional::orElseThrow).toList())
                : Optional.empty();
    }

    /** Those of an experiment's newest runs, whatever became of them, that have diverged. */
    public List<Run> diverged(SpecReader.Located experiment) {
        return newest(experiment, r -> true).stream()
                .flatMap(Optional::stream)
                .filter(r -> r.record().status() == RunStatus.DIVERGED)
                .toList();
    }

    /** The newest run of each network and seed among those that are wanted. */
    private List<Optional<Run>> newest(SpecReader.Located experiment, Predicate<Run> wanted) {
        List<Optional<Run>> found = new ArrayList<>();
        for (SpecReader.Located network : experiment.each()) {
            String hash = SpecHash.of(network.tree());
            for (long seed : network.spec().seeds()) {
                found.add(runs.stream()
                        .filter(wanted)
                        .filter(r -> r.record().seed() == seed
                                && r.record().specHash().equals(hash))
                        .max(Comparator.comparing(r -> r.record().provenance().startedAt())));
            }
        }
        return found;
    }
}
