package org.bestiary.experiments.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bestiary.common.table.Column;
import org.bestiary.common.table.Table;
import org.bestiary.reports.export.RunTable;
import org.bestiary.reports.store.Condition;
import org.bestiary.reports.store.RunQuery;
import org.bestiary.reports.store.RunRow;
import org.bestiary.reports.store.RunStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code runs}: lists stored runs; its subcommands show, tag, export and remove them. */
@Command(
        name = "runs",
        mixinStandardHelpOptions = true,
        description = "Lists runs, the newest first.",
        footer = {
            "",
            "A condition compares fields with = != < <= > >= and ~ (a pattern with * and ?) and joins them with and, or,"
                    + " not and parentheses. Fields: id, experiment, model, family, engine, input, dataset, status, seed,"
                    + " epochs, bestEpoch, trainLoss, trainAccuracy, validationLoss, validationAccuracy, testAccuracy,"
                    + " testLoss, learnableParameters, totalParameters, multiplyAdds, started, finished, seconds,"
                    + " trainSeconds, tag, version, commit, java, os, cpu, backend, threads, specHash,"
                    + " parametersSha256; every entry of the spec by its path (training.batch); every number of the"
                    + " evaluation (test.top1Low). 'none' is no value.",
            "",
            "Examples:",
            "  bestiary runs",
            "  bestiary runs --where 'model=resnet20 and testAccuracy>90' --sort testAccuracy",
            "  bestiary runs --where 'training.optimizer.learningRate<0.01 and started>=2026-11-01'",
            "  bestiary runs show latest",
            "  bestiary runs --store jdbc:postgresql://db.example.org/bestiary --json"
        },
        subcommands = {
            RunsShowCommand.class,
            RunsTagCommand.class,
            RunsExportCommand.class,
            RunsRemoveCommand.class,
            RunsRebuildCommand.class
        })
final class RunsCommand implements Callable<Integer> {
    private static final String KILLED = "killed";

    private static final Table<RunRow> TABLE = Table.of(
            Column.left("id", RunRow::id),
            Column.left("network", RunRow::model),
            Column.left("data", RunRow::dataset),
            Column.left(
                    "status", r -> StoredRuns.isKilled(r) ? KILLED : r.status().label()),
            Column.right("epochs", RunRow::epochs),
            Column.figure("validation %", "%.2f", RunRow::validationAccuracy),
            Column.figure("test %", "%.2f", RunRow::testAccuracy),
            Column.right("seconds", r -> Math.round(r.seconds())),
            Column.left("started", r -> StoredRuns.time(r.started())),
            Column.left("tags", r -> String.join(" ", r.tags())));

    @Option(names = "--where", paramLabel = "CONDITION", description = "Only runs for which this holds.")
    private Optional<String> where = Optional.empty();

    @Option(
            names = "--sort",
            paramLabel = "FIELD",
            description = "Sort by a field, largest first; +FIELD for smallest first (default: started).")
    private Optional<String> sort = Optional.empty();

    @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "At most so many (default: 20).")
    private int limit;

    @Mixin
    private StoredRuns stored;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        Condition condition = where.map(Condition::parse).orElse(Condition.ALL);
        RunQuery query = RunQuery.sorted(condition, sort, limit);
        if (stored.isNothingHere()) {
            print(List.of(), 0);
            return 0;
        }
        try (RunStore store = stored.open(output)) {
            List<RunRow> rows = store.list(query);
            print(rows, rows.size() < limit ? rows.size() : store.count(condition));
        }
        return 0;
    }

    private void print(List<RunRow> rows, long all) {
        if (output.json()) {
            output.print(rows.stream().map(RunTable::fields).toList());
            return;
        }
        if (rows.isEmpty()) {
            output.err().println(where.isPresent() ? "no run meets the condition" : "there are no runs");
            return;
        }
        TABLE.print(rows, output.out());
        rows.stream()
                .filter(StoredRuns::isKilled)
                .findFirst()
                .ifPresent(r -> output.err()
                        .println(KILLED + " runs go on with: ./bestiary run --resume " + r.id() + " (or another id)"));
        if (all > rows.size()) {
            output.err().println(rows.size() + " of " + all + " runs; --limit N shows more");
        }
    }
}
