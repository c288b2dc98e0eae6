package org.bestiary.experiments.train;

import java.text.Normalizer;
import java.util.List;
import java.util.Optional;
import org.bestiary.datasets.memory.LoadedDataset;
import org.bestiary.reports.run.RunException;
import org.bestiary.reports.run.RunRecord;

/** Whether the data of a run are still those that it began with. */
final class SameData {
    private SameData() {}

    /**
     * Compares images and names of classes.
     *
     * @param what is to be started again otherwise
     * @throws RunException if one of the two has changed
     */
    static void check(RunRecord record, LoadedDataset data, String what) {
        problem(record, data).ifPresent(problem -> {
            throw new RunException(
                    "a run goes on with the data that it began with, but " + problem + "; start " + what + " again");
        });
    }

    /** What has changed; empty if nothing has. */
    static Optional<String> problem(RunRecord record, LoadedDataset data) {
        List<String> before = record.dataset().classNames();
        List<String> now = data.card().classes();
        if (!composed(before).equals(composed(now))) {
            return Optional.of("the classes of " + data.id() + " were " + shown(before) + " and are now " + shown(now));
        }
        return data.sha256().equals(record.dataset().sha256())
                ? Optional.empty()
                : Optional.of(data.id() + " has changed since");
    }

    /** In one Unicode form: earlier versions recorded names as the file system has them. */
    private static List<String> composed(List<String> names) {
        return names.stream()
                .map(name -> Normalizer.normalize(name, Normalizer.Form.NFC))
                .toList();
    }

    private static String shown(List<String> names) {
        int most = 6;
        return names.size() <= most
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, most)) + " and " + (names.size() - most) + " more";
    }
}
