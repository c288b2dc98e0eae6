package org.bestiary.reports.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bestiary.reports.sweep.SweepJson;
import org.bestiary.reports.sweep.SweepReport;

/** The files of a study in the runs directory of this machine, and nothing that a link leads to elsewhere. */
final class StudyFiles {
    private static final String REPORT = "study.json";

    private StudyFiles() {}

    /**
     * The directory of a study that has a report; empty if there is none here.
     *
     * @param id checked to be an id
     * @throws Refusal if it, or what is read of it, is a link to elsewhere
     */
    static Optional<Path> of(ServedResults results, String id) {
        Path runs = results.location().runs();
        Path folder = runs.resolve(id);
        if (!Files.isRegularFile(folder.resolve(REPORT))) {
            return Optional.empty();
        }
        try {
            boolean here = folder.toRealPath().equals(runs.toRealPath().resolve(id));
            for (String name : List.of(REPORT, "best.yaml")) {
                Path file = folder.resolve(name);
                here &= !Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                        || Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
            }
            if (!here) {
                throw Refusal.forbidden("The directory of " + id + " is, or has in it, a link to elsewhere.");
            }
            return Optional.of(folder);
        } catch (IOException e) {
            throw Refusal.missing("The directory of " + id + " cannot be read.");
        }
    }

    static SweepReport report(Path folder) {
        return SweepJson.read(folder.resolve(REPORT));
    }
}
