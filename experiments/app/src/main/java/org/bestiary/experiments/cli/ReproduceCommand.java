package org.bestiary.experiments.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bestiary.common.AtomicFile;
import org.bestiary.common.table.Column;
import org.bestiary.common.table.Table;
import org.bestiary.experiments.config.SpecReader;
import org.bestiary.experiments.lecture.ClaimRow;
import org.bestiary.experiments.lecture.Finding;
import org.bestiary.experiments.lecture.Lecture;
import org.bestiary.experiments.lecture.LedgerMarkdown;
import org.bestiary.experiments.lecture.LedgerReader;
import org.bestiary.experiments.lecture.LedgerReport;
import org.bestiary.experiments.lecture.Reproduction;
import org.bestiary.experiments.lecture.Selection;
import org.bestiary.experiments.lecture.Statement;
import org.bestiary.experiments.lecture.Statement.Budget;
import org.bestiary.experiments.lecture.StatementKind;
import org.bestiary.experiments.lecture.Tally;
import org.bestiary.experiments.lecture.TrainingCheck;
import org.bestiary.experiments.lecture.Verdict;
import org.bestiary.experiments.lecture.check.Instruments;
import org.bestiary.experiments.train.ExperimentRunner;
import org.bestiary.experiments.train.StopSignal;
import org.bestiary.reports.run.RunException;
import org.bestiary.reports.store.BackgroundStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code reproduce [ID...]}. */
@Command(
        name = "reproduce",
        mixinStandardHelpOptions = true,
        description = "Checks what introductory lectures state about convolutional networks, on this machine.",
        footer = {
            "",
            "Verdicts: = reproduced; ≠ differs (a figure was measured, and it is another one); ✗ not reproduced (the claim"
                    + " did not show, or the interval over seeds holds both answers); · not run; ” cited (quoted, not"
                    + " measured here).",
            "Exit codes: 0 every check that was asked for could run, whatever it found; 1 one could not; 2 bad input;"
                    + " 130 stopped.",
            "Training statements are decided by finished runs in the runs directory; --run trains what is missing, and"
                    + " goes on with what was stopped.",
            "",
            "Examples:",
            "  bestiary reproduce --kind analytic",
            "  bestiary reproduce 'rf-*' vgg19-parameters",
            "  bestiary reproduce --lecture keras-lecture --html lecture.html",
            "  bestiary reproduce bn-helps --run --budget quick",
            "  bestiary reproduce --ledger my-lecture.yaml --json",
            "  bestiary reproduce --list"
        })
final class ReproduceCommand implements Callable<Integer> {
    @ParentCommand
    private Bestiary program;

    @Parameters(
            arity = "0..*",
            paramLabel = "ID",
            description = "Statements, by id or with * and ? and [abc]; all when left out.")
    private List<String> ids = List.of();

    @Option(names = "--kind", paramLabel = "KIND", description = "Only analytic, training or cited ones.")
    private Optional<StatementKind> kind = Optional.empty();

    @Option(names = "--lecture", paramLabel = "ID", description = "Only those of this lecture.")
    private Optional<String> lecture = Optional.empty();

    @Option(
            names = "--ledger",
            paramLabel = "F",
            description = "Statements of your own, a YAML file, in place of those that come with the program; may be"
                    + " repeated.")
    private List<Path> ledgers = List.of();

    @Option(
            names = "--budget",
            paramLabel = "BUDGET",
            description = "quick or full experiments for training statements (default: full where the runs are there,"
                    + " otherwise quick).")
    private Optional<Budget> budget = Optional.empty();

    @Option(names = "--run", description = "Train what training statements need and has not been run.")
    private boolean run;

    @Option(names = "--list", description = "List the statements and check nothing.")
    private boolean list;

    @Option(names = "--html", paramLabel = "F", description = "Write a report into this file.")
    private Optional<Path> html = Optional.empty();

    @Option(names = "--markdown", paramLabel = "F", description = "Write summary and differences into this file.")
    private Optional<Path> markdown = Optional.empty();

    @Mixin
    private Places.Runs runs;

    @Mixin
    private Places.Store store;

    @Mixin
    private Places.Data data;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        List<Lecture> lectures = ledgers.isEmpty()
                ? LedgerReader.shipped()
                : ledgers.stream().map(LedgerReader::read).toList();
        List<Statement> statements = Selection.of(lectures, ids, kind, lecture);
        if (list) {
            list(statements);
            return 0;
        }
        try (StopSignal stop = StopSignal.listen();
                ConsoleView view = ConsoleView.create(output.err());
                TrainingOnDemand missing = new TrainingOnDemand(view, stop)) {
            TrainingCheck training = new TrainingCheck(
                    runs.directory(), data.directory(), budget, run ? Optional.of(missing::run) : Optional.empty());
            List<Finding> findings = Reproduction.of(Instruments.real(), training)
                    .check(statements, LedgerText.progress(lectures, output), stop::requested);
            long decided = stop.requested() ? decided(findings) : findings.size();
            return decided == statements.size() ? finish(lectures, findings) : stopped(decided, statements.size());
        }
    }

    /** Trains what is missing; runs are kept in the store as those of {@code run} are. */
    private final class TrainingOnDemand implements AutoCloseable {
        private final ConsoleView view;
        private final StopSignal stop;
        private Optional<BackgroundStore> kept = Optional.empty();
        private Optional<ExperimentRunner> runner = Optional.empty();

        TrainingOnDemand(ConsoleView view, StopSignal stop) {
            this.view = view;
            this.stop = stop;
        }

        /** Nothing new begins once the user wants to stop. */
        void run(SpecReader.Located spec) {
            if (stop.requested()) {
                return;
            }
            if (runner.isEmpty()) {
                BackgroundStore background = new BackgroundStore(
                        store.location(runs.directory()), line -> output.err().println("bestiary: " + line));
                kept = Optional.of(background);
                runner = Optional.of(new ExperimentRunner(
                        runs.directory(), data.directory(), program.commandLine(), view, background));
            }
            runner.get().runOrGoOn(spec, stop);
        }

        @Override
        public void close() {
            kept.ifPresent(BackgroundStore::close);
        }
    }

    /** How many statements were decided before the user stopped; the last may lack its runs for that reason. */
    private static long decided(List<Finding> findings) {
        boolean cut = !findings.isEmpty()
                && findings.get(findings.size() - 1).verdict() == Verdict.NOT_RUN
                && findings.get(findings.size() - 1).statement().kind() == StatementKind.TRAINING;
        return findings.size() - (cut ? 1 : 0);
    }

    private int stopped(long decided, int of) {
        output.err()
                .println("stopped after " + decided + " of " + of + " statements, nothing was written; "
                        + (run ? "the same command goes on with the training" : "the same command begins again"));
        return 130;
    }

    private void list(List<Statement> statements) {
        if (output.json()) {
            output.print(statements.stream().map(ClaimRow.Listed::of).toList());
            return;
        }
        Table.of(
                        Column.left("id", Statement::id),
                        Column.left("lecture", Statement::lecture),
                        Column.<Statement>left("kind", s -> s.kind().id()),
                        Column.left("stated", Statement::statedForPeople))
                .print(statements, output.out());
    }

    private int finish(List<Lecture> lectures, List<Finding> findings) {
        PrintWriter err = output.err();
        findings.forEach(f -> f.problem().ifPresent(p -> err.println("bestiary: " + p)));
        if (output.json()) {
            output.print(ClaimRow.Document.of(findings));
        } else {
            double seconds = findings.stream().mapToDouble(Finding::seconds).sum();
            output.out().println();
            output.out().println(Tally.of(findings).line());
            err.printf(Locale.ROOT, "checked in %.1f s%n", seconds);
        }
        html.ifPresent(file -> LedgerReport.write(lectures, findings, Instruments.real(), file));
        markdown.ifPresent(file -> write(file, LedgerMarkdown.of(findings)));
        List<Path> written = new ArrayList<>();
        html.ifPresent(written::add);
        markdown.ifPresent(written::add);
        written.forEach(f -> err.println("wrote " + f));
        return findings.stream().anyMatch(f -> f.problem().isPresent()) ? ExitCode.SOFTWARE : ExitCode.OK;
    }

    private static void write(Path file, String text) {
        try {
            AtomicFile.write(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw RunException.cannotWrite(file, e);
        }
    }
}
