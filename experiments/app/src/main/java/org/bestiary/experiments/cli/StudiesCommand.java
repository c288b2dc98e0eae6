package org.bestiary.experiments.cli;

import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.bestiary.common.table.Column;
import org.bestiary.common.table.Table;
import org.bestiary.reports.study.Direction;
import org.bestiary.reports.study.ListedStudy;
import org.bestiary.reports.study.Study;
import org.bestiary.reports.study.StudyStatus;
import org.bestiary.reports.study.StudyStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code studies}: lists the sweeps of the store. */
@Command(
        name = "studies",
        mixinStandardHelpOptions = true,
        description = "Lists studies, which are sweeps that were begun, the newest first.",
        footer = {
            "",
            "Examples:",
            "  bestiary studies",
            "  bestiary sweep --resume STUDY    go on with one that is open",
            "  bestiary report STUDY            its page again",
            "  bestiary studies --store jdbc:postgresql://db.example.org/bestiary --json"
        })
final class StudiesCommand implements Callable<Integer> {
    private static final Table<ListedStudy> TABLE = Table.of(
            Column.left("study", s -> s.study().id()),
            Column.left("status", s -> s.study().status().label()),
            Column.right("trials", ListedStudy::trials),
            Column.right("ended", ListedStudy::ended),
            Column.figure("best", "%.5g", ListedStudy::best),
            Column.left("sought", s -> s.study().draft().direction() == Direction.MAXIMIZE ? "most" : "least"),
            Column.left("begun", s -> StoredRuns.time(s.study().created())));

    @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "At most so many (default: 20).")
    private int limit;

    @Mixin
    private StoredRuns stored;

    @Mixin
    private Output output;

    /** One study; the components are the JSON fields. */
    record StudyRow(
            String study, String status, int trials, int ended, String direction, OptionalDouble best, String begun) {
        static StudyRow of(ListedStudy summary) {
            Study study = summary.study();
            return new StudyRow(
                    study.id(),
                    study.status().label(),
                    summary.trials(),
                    summary.ended(),
                    study.draft().direction().label(),
                    summary.best(),
                    study.created().toString());
        }
    }

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new BadInput("--limit must be at least 1, got " + limit + "; leave it out for the newest 20");
        }
        if (stored.location().isMissing()) {
            print(List.of(), 0);
            return 0;
        }
        try (StudyStore store = StudyStore.open(stored.location())) {
            List<ListedStudy> found = store.listed(limit, 0);
            print(found, found.size() < limit ? found.size() : store.count());
        }
        return 0;
    }

    private void print(List<ListedStudy> found, long all) {
        if (output.json()) {
            output.print(found.stream().map(StudyRow::of).toList());
            return;
        }
        if (found.isEmpty()) {
            output.err().println("there are no studies; make one with: bestiary sweep lenet5-strokes-sweep");
            return;
        }
        TABLE.print(found, output.out());
        if (found.stream().anyMatch(s -> s.study().status() == StudyStatus.OPEN)) {
            output.err().println("open studies are under way, or go on with: ./bestiary sweep --resume STUDY");
        }
        if (all > found.size()) {
            output.err().println(found.size() + " of " + all + " studies; --limit N shows more");
        }
    }
}
