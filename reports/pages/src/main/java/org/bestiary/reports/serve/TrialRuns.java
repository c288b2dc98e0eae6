package org.bestiary.reports.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.store.RunRow;

/** The runs of trials: they lie in the directory of their study, and the list of runs does not have them. */
final class TrialRuns {
    private static final Pattern ID = Pattern.compile("(.+)-t[0-9]+-s[0-9]+[A-Za-z0-9._-]*");

    private TrialRuns() {}

    /**
     * The run of a trial on this machine; empty if there is none of this id.
     *
     * @param id checked to be an id
     * @throws Refusal if the directory of its study is a link to elsewhere
     */
    static Optional<RunRow> find(ServedResults results, String id) {
        Matcher matcher = ID.matcher(id);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Path runs = results.location().runs();
        Path study = runs.resolve(matcher.group(1));
        Path directory = study.resolve(id);
        if (!Files.isRegularFile(directory.resolve("run.json"))) {
            return Optional.empty();
        }
        try {
            if (!study.toRealPath().equals(runs.toRealPath().resolve(matcher.group(1)))) {
                throw Refusal.forbidden("The directory of " + matcher.group(1) + " is a link to elsewhere.");
            }
        } catch (IOException e) {
            throw Refusal.missing("The directory of " + matcher.group(1) + " cannot be read.");
        }
        return Optional.of(RunRow.here(RunDirectory.open(directory).read(), directory));
    }
}
