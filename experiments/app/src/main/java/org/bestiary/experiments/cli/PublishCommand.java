package org.bestiary.experiments.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.bestiary.common.table.Column;
import org.bestiary.common.table.Table;
import org.bestiary.experiments.lecture.Finding;
import org.bestiary.experiments.lecture.LedgerPublication;
import org.bestiary.experiments.lecture.Publishable;
import org.bestiary.experiments.lecture.Reproduction;
import org.bestiary.experiments.lecture.Statement;
import org.bestiary.reports.publish.Publication;
import org.bestiary.reports.publish.PublishedCard;
import org.bestiary.reports.publish.PublishedFolder;
import org.bestiary.reports.publish.PublishedIndex;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code publish [EXPERIMENT|RUN|STUDY|ledger...]}. */
@Command(
        name = "publish",
        mixinStandardHelpOptions = true,
        description =
                "Writes results from finished runs into a folder that can be committed: for each experiment a page,"
                        + " figures, charts and the spec, and an index of all of them. Doing it again changes nothing.",
        footer = {
            "",
            "Of a shipped spec the newest finished run of every network and seed counts, if it is of exactly this spec.",
            "",
            "Examples:",
            "  bestiary publish                               every shipped experiment that is there, sweeps, the ledger",
            "  bestiary publish quickstart lenet5-mnist",
            "  bestiary publish ledger --runs-dir /data/runs",
            "  bestiary publish RUN RUN STUDY --to results"
        })
final class PublishCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..*",
            paramLabel = "WHAT",
            description = "Shipped experiments, runs, studies, or 'ledger' for what lectures state; everything that is"
                    + " there when left out.")
    private List<String> what = List.of();

    @Option(
            names = "--to",
            paramLabel = "DIR",
            description = "Where to (default: ${DEFAULT-VALUE}).",
            defaultValue = "reports/published")
    private Path root;

    @Mixin
    private Places.Runs runs;

    @Mixin
    private Places.Data data;

    @Mixin
    private Output output;

    /** What was published; the components are the JSON fields. */
    record PublishedRow(String experiment, String kind, String figure, String directory) {}

    @Override
    public Integer call() {
        List<PublishedRow> rows = new ArrayList<>();
        boolean ledger = what.isEmpty() || what.contains(LedgerPublication.NAME);
        Publishable here = new Publishable(runs.directory());
        List<Publication> experiments = what.isEmpty() ? here.everything() : here.chosen(what);
        // Before anything is written, since it may fail; its page comes last, since it links to the others.
        List<Finding> findings = ledger
                ? LedgerPublication.check(runs.directory(), data.directory(), root, new Quiet(output))
                : List.of();
        experiments.forEach(p -> rows.add(write(p)));
        if (ledger) {
            rows.add(write(LedgerPublication.of(findings, root)));
        }
        List<Path> index = PublishedIndex.write(root);
        if (output.json()) {
            output.print(rows);
        } else {
            Table.of(
                            Column.left("experiment", PublishedRow::experiment),
                            Column.left("kind", PublishedRow::kind),
                            Column.right("result", PublishedRow::figure),
                            Column.left("directory", PublishedRow::directory))
                    .print(rows, output.out());
        }
        index.forEach(output.err()::println);
        return 0;
    }

    private PublishedRow write(Publication publication) {
        Path folder = PublishedFolder.write(publication, root);
        PublishedCard card = publication.card();
        return new PublishedRow(card.name(), card.kind(), card.figure(), folder.toString());
    }

    /** A line for each statement on standard error: standard output is for what was published. */
    private record Quiet(Output output) implements Reproduction.Progress {
        @Override
        public void begins(Statement statement, int number, int of) {
            output.err().println("statement " + number + " of " + of + ": " + statement.id());
            output.err().flush();
        }

        @Override
        public void ended(Finding finding) {
            finding.problem().ifPresent(output.err()::println);
        }
    }
}
