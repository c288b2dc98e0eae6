package org.bestiary.experiments.train;

import java.text.Normalizer;
import java.util.List;
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
        List<String> before = record.dataset().classNames();
        List<String> now = data.card().classes();
        if (!composed(before).equals(composed(now))) {
            throw new RunException("a run goes on with the classes that it began with, but those of " + data.id()
                    + " were " + shown(before) + " and are now " + shown(now) + "; start " + what + " again");
        }
        if (!data.sha256().equals(record.dataset().sha256())) {
            throw new RunException("a run goes on with the data that it began with, but " + data.id()
                    + " has changed since; start " + what + " again");
        }
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
