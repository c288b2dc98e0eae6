package org.bestiary.experiments.lecture;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bestiary.experiments.config.SpecException;
import org.bestiary.experiments.config.SpecLibrary;
import org.bestiary.experiments.transfer.Base;
import org.bestiary.reports.run.DatasetSummary;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunException;
import org.bestiary.reports.run.SpecHash;

/**
 * Whether runs may be compared. That they are of the specs in question is known; what a spec only names, images and the
 * weights to begin with, may have changed between two runs of it.
 */
final class ComparableRuns {
    private ComparableRuns() {}

    /**
     * Checks that runs saw the same images and began with the same weights.
     *
     * @throws SpecException if not; the message names the runs
     */
    static void check(List<FinishedRuns.Run> runs) {
        Map<String, FinishedRuns.Run> images = new HashMap<>();
        Map<String, FinishedRuns.Run> weights = new HashMap<>();
        for (FinishedRuns.Run run : runs) {
            checkImages(run, images);
            Base.read(RunDirectory.open(run.directory())).ifPresent(base -> checkWeights(run, base, weights));
        }
    }

    private static void checkImages(FinishedRuns.Run run, Map<String, FinishedRuns.Run> first) {
        DatasetSummary data = run.record().dataset();
        ObjectNode asked = run.record().spec().path("data").deepCopy();
        asked.remove("augment");
        FinishedRuns.Run other = first.putIfAbsent(asked.toString(), run);
        if (other != null && !other.record().dataset().sha256().equals(data.sha256())) {
            throw new SpecException("runs must have seen the same images to be compared, but those of " + data.title()
                    + " changed between " + inOrder(other, run) + "; run the older experiment again");
        }
    }

    private static void checkWeights(FinishedRuns.Run run, Base base, Map<String, FinishedRuns.Run> first) {
        FinishedRuns.Run other = first.putIfAbsent(base.from(), run);
        if (other != null
                && !Base.read(RunDirectory.open(other.directory()))
                        .orElseThrow()
                        .sha256()
                        .equals(base.sha256())) {
            throw new SpecException("runs must have begun with the same weights to be compared, but those of "
                    + base.from() + " changed between " + inOrder(other, run) + "; run the older experiment again");
        }
        if (base.run().isPresent() && SpecLibrary.names().contains(base.from())) {
            Path origin = run.directory().resolveSibling(base.run().get());
            String wanted = SpecHash.of(SpecLibrary.open(base.from(), Map.of()).tree());
            if (specOf(origin).filter(hash -> !hash.equals(wanted)).isPresent()) {
                throw new SpecException("a run must begin with the result of " + base.from() + " as it is now, but "
                        + run.record().id() + " began with an earlier form of it, "
                        + base.run().get() + "; run it again");
            }
        }
    }

    /** The hash of a run's spec; empty if the run is gone or cannot be read. */
    private static Optional<String> specOf(Path run) {
        try {
            return Files.exists(run) ? Optional.of(RunDirectory.open(run).read().specHash()) : Optional.empty();
        } catch (RunException e) {
            return Optional.empty(); // 'report' says what is wrong with it
        }
    }

    private static String inOrder(FinishedRuns.Run a, FinishedRuns.Run b) {
        boolean first = a.record()
                .provenance()
                .startedAt()
                .isBefore(b.record().provenance().startedAt());
        return (first ? a : b).record().id() + " and "
                + (first ? b : a).record().id();
    }
}
