package org.bestiary.reports.serve;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bestiary.reports.compare.ComparedRun;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.reports.run.RunStatus;
import org.bestiary.reports.store.RunRow;
import org.bestiary.reports.store.RunStore;

/**
 * A run that is asked for.
 *
 * @param row as the store lists it
 * @param directory its directory, if it is within reach
 * @param record its record, from the directory or else from the store
 */
record ShownRun(RunRow row, Optional<RunDirectory> directory, RunRecord record) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");

    /** Whether this can be the id of a run or a study. */
    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /**
     * The run of this id; of several machines' runs the one on this machine.
     *
     * @throws Refusal if there is none, or its directory leads elsewhere
     */
    static ShownRun find(ServedResults results, String id) {
        Refusal none = Refusal.missing("There is no run of this id in " + results.location() + ".");
        if (!isId(id)) {
            throw none;
        }
        Optional<RunRow> trial = TrialRuns.find(results, id);
        RunStore store = results.runs().orElseThrow(() -> none);
        List<RunRow> rows = store.named(id);
        RunRow row = rows.stream()
                .filter(RunRow::isHere)
                .findFirst()
                .or(() -> rows.stream().findFirst())
                .or(() -> trial)
                .orElseThrow(() -> none);
        return of(results, store, row);
    }

    /** A run of the store. One that was killed could not say so; here it does. */
    static ShownRun of(ServedResults results, RunStore store, RunRow row) {
        ShownRun shown = of(store, row);
        return shown.record.status() == RunStatus.RUNNING && results.isKilled(row)
                ? new ShownRun(
                        row,
                        shown.directory,
                        shown.record.withStatus(
                                RunStatus.INTERRUPTED,
                                Optional.of("Its process was killed. To go on: ./bestiary run --resume " + row.id())))
                : shown;
    }

    private static ShownRun of(RunStore store, RunRow row) {
        Optional<RunDirectory> directory = RunFiles.of(row);
        return new ShownRun(row, directory, directory.map(RunFiles::record).orElseGet(() -> store.record(row)));
    }

    ComparedRun compared() {
        return new ComparedRun(record, directory.flatMap(RunDirectory::readAnswers), Optional.empty());
    }
}
