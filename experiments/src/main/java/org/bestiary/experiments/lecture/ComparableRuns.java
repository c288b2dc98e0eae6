package org.bestiary.experiments.lecture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bestiary.experiments.config.SpecException;
import org.bestiary.experiments.config.SpecLibrary;
import org.bestiary.experiments.transfer.Base;
import org.bestiary.reports.run.DatasetSummary;
import org.bestiary.reports.run.RunDirectory;
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
        String same = data.title() + " " + data.classNames() + " " + data.train() + " " + data.validation();
        FinishedRuns.Run other = first.putIfAbsent(same, run);
        if (other != null && !other.record().dataset().sha256().equals(data.sha256())) {
            throw new SpecException("runs must have seen the same images to be compared, but " + data.title()
                    + " was another one for " + other.record().id() + " than for "
                    + run.record().id() + "; run the older one again");
        }
    }

    private static void checkWeights(FinishedRuns.Run run, Base base, Map<String, FinishedRuns.Run> first) {
        FinishedRuns.Run other = first.putIfAbsent(base.from(), run);
        if (other != null
                && !Base.read(RunDirectory.open(other.directory()))
                        .orElseThrow()
                        .sha256()
                        .equals(base.sha256())) {
            throw new SpecException("runs must have begun with the same weights to be compared, but " + base.from()
                    + " was another one for " + other.record().id() + " than for "
                    + run.record().id() + "; run the older one again");
        }
        if (base.run().isPresent() && SpecLibrary.names().contains(base.from())) {
            Path origin = run.directory().resolveSibling(base.run().get());
            String wanted = SpecHash.of(SpecLibrary.open(base.from(), Map.of()).tree());
            if (Files.exists(origin)
                    && !RunDirectory.open(origin).read().specHash().equals(wanted)) {
                throw new SpecException("a run must begin with the result of " + base.from() + " as it is now, but "
                        + run.record().id() + " began with an earlier form of it, "
                        + base.run().get() + "; run it again");
            }
        }
    }
}
