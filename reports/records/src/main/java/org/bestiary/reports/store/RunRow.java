package org.bestiary.reports.store;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.bestiary.reports.run.BestEpoch;
import org.bestiary.reports.run.EpochMetrics;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.reports.run.RunStatus;

/**
 * A run as a list shows it.
 *
 * @param key its number in this store, in the order in which runs came to it
 * @param id its id
 * @param experiment name of the experiment
 * @param model id of the network
 * @param engine layers it was built with
 * @param dataset id of the data set
 * @param status where it stands
 * @param seed its seed
 * @param epochs epochs that are done
 * @param trainLoss loss on the training images in the last epoch
 * @param validationAccuracy top-1 on the validation images in the best epoch, percent
 * @param testAccuracy top-1 on the test images, percent
 * @param learnableParameters parameters that training changes
 * @param started when it began
 * @param finished when it ended
 * @param seconds time it took in all
 * @param tags its tags, sorted
 * @param host the machine that has its directory
 * @param directory its directory on that machine
 */
public record RunRow(
        long key,
        String id,
        String experiment,
        String model,
        String engine,
        String dataset,
        RunStatus status,
        long seed,
        int epochs,
        OptionalDouble trainLoss,
        OptionalDouble validationAccuracy,
        OptionalDouble testAccuracy,
        long learnableParameters,
        Instant started,
        Optional<Instant> finished,
        double seconds,
        List<String> tags,
        String host,
        Path directory) {
    public RunRow {
        tags = List.copyOf(tags);
    }

    /** A run on this machine that no store lists, such as that of a trial: its key is -1, and it has no tags. */
    public static RunRow here(RunRecord record, Path directory) {
        List<EpochMetrics> epochs = record.epochs();
        return new RunRow(
                -1,
                record.id(),
                record.experiment(),
                record.model().id(),
                record.model().engine(),
                record.dataset().id(),
                record.status(),
                record.seed(),
                epochs.size(),
                epochs.isEmpty()
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(epochs.get(epochs.size() - 1).trainLoss()),
                record.best().map(BestEpoch::validationAccuracy).orElse(OptionalDouble.empty()),
                record.test().map(t -> OptionalDouble.of(t.top1())).orElse(OptionalDouble.empty()),
                record.model().learnableParameters(),
                record.provenance().startedAt(),
                record.provenance().finishedAt(),
                record.provenance().wallSeconds(),
                List.of(),
                RunLocation.HOST,
                directory);
    }

    /** Whether the directory is (or was) on this machine. */
    public boolean isHere() {
        return host.equals(RunLocation.HOST);
    }
}
