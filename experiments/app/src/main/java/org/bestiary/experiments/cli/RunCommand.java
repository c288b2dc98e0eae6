package org.bestiary.experiments.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.bestiary.experiments.config.SpecLibrary;
import org.bestiary.experiments.config.SpecReader;
import org.bestiary.experiments.config.TryOut;
import org.bestiary.experiments.train.ExperimentRunner;
import org.bestiary.experiments.train.ExperimentRunner.Outcome;
import org.bestiary.experiments.train.StopSignal;
import org.bestiary.experiments.train.TrainingView;
import org.bestiary.reports.run.BestEpoch;
import org.bestiary.reports.run.Fold;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.reports.run.RunStatus;
import org.bestiary.reports.run.TestEvaluation;
import org.bestiary.reports.store.BackgroundStore;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code run SPEC} and {@code run --resume ID}. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Runs an experiment: trains, evaluates on the test images, and writes a report for every seed.",
        footer = {
            "",
            "A stopped experiment of several runs goes on with --resume ID --rest.",
            "",
            "Exit codes: 0 done; 1 a run diverged or failed; 2 bad usage or input; 130 stopped, can be resumed.",
            "",
            "Examples:",
            "  bestiary run quickstart",
            "  bestiary run lenet5-mnist --set training.epochs=3 --set 'seeds=[7]'",
            "  bestiary run my-experiment.yaml --runs-dir /data/runs --json",
            "  bestiary run my-experiment.yaml --smoke              does everything in it work?",
            "  bestiary run my-experiment.yaml --overfit-one-batch  can the network learn at all?",
            "  bestiary run quickstart --tensorboard tb",
            "  bestiary run --resume quickstart-20260101-120000-s1",
            "  bestiary run --resume lenet5-mnist-20260101-120000-s2 --rest"
        })
final class RunCommand implements Callable<Integer>, NeedsNativeCode {
    @ParentCommand
    private Bestiary program;

    @ArgGroup(multiplicity = "1")
    private What what;

    /** Either an experiment or a run to go on with. */
    private static final class What {
        @Parameters(
                index = "0",
                paramLabel = "SPEC",
                description = "A shipped experiment (quickstart, lenet5-mnist, ...) or a YAML file.")
        private String spec;

        @Option(
                names = "--resume",
                paramLabel = "ID",
                description = "Go on with a run that was stopped: its id or the beginning, 'latest', or an experiment.")
        private String resume;
    }

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "Override an entry of the spec, as in training.batch=32; may be repeated.")
    private Map<String, String> overrides = new LinkedHashMap<>();

    @ArgGroup(multiplicity = "0..1")
    private Short shortForm;

    /** Which trial, if any. */
    private static final class Short {
        @Option(
                names = "--smoke",
                description =
                        "Only try it: a few batches of training, validation, test, checkpoint, resume and report.")
        private boolean smoke;

        @Option(
                names = "--overfit-one-batch",
                description = "Only see whether the network can learn one batch by heart; exit code 1 if not.")
        private boolean overfit;

        TryOut trial() {
            return smoke ? TryOut.SMOKE : overfit ? TryOut.OVERFIT_ONE_BATCH : TryOut.NONE;
        }
    }

    @Option(
            names = "--rest",
            description = "With --resume: go on with every run of that experiment that has not ended, begun or not.")
    private boolean rest;

    @Mixin
    private Places.Runs runs;

    @Mixin
    private Places.Store store;

    @Mixin
    private Places.Data data;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            description =
                    "Limit of memory for arrays, such as 800m or 6g (default: half of the machine); the Java heap gets a"
                            + " quarter as much, 256m to 2g. A network that cannot fit is refused before it starts.")
    private Optional<String> memory = Optional.empty();

    @Mixin
    private LiveViews live;

    @Mixin
    private Output output;

    /** One run; the components are the JSON fields. */
    record OutcomeRow(
            String id,
            String status,
            OptionalDouble testAccuracy,
            double seconds,
            String directory,
            OptionalInt fold,
            OptionalDouble validationAccuracy) {
        static OutcomeRow of(Outcome o) {
            RunRecord r = o.record();
            return new OutcomeRow(
                    r.id(),
                    r.status().label(),
                    r.test().isPresent() ? OptionalDouble.of(r.test().get().top1()) : OptionalDouble.empty(),
                    r.provenance().wallSeconds(),
                    o.directory().toString(),
                    r.fold().stream().mapToInt(Fold::number).findFirst(),
                    r.best().map(BestEpoch::validationAccuracy).orElse(OptionalDouble.empty()));
        }
    }

    /** The document of {@code --json}. */
    record Document(List<OutcomeRow> runs, List<AccuracySummary> accuracy) {}

    @Override
    public Integer call() {
        checkOptions();
        memory.ifPresent(NativeSettings::limit);
        data.override(overrides);
        SpecReader.Located spec = what.spec == null ? null : SpecLibrary.open(what.spec, overrides);
        try (StopSignal stop = StopSignal.listen();
                ConsoleView console = ConsoleView.create(output.err());
                LiveViews.Opened views = live.open(console, output.err())) {
            Path directory = what.resume == null
                    ? runs.directory()
                    : runs.find(what.resume).path().toAbsolutePath().getParent();
            return run(spec, directory, views.view(), stop);
        }
    }

    /** Trains, and then tells; the store is finished before the last word. */
    private int run(SpecReader.Located spec, Path directory, TrainingView view, StopSignal stop) {
        ExperimentRunner runner;
        List<Outcome> outcomes;
        try (BackgroundStore kept = new BackgroundStore(
                store.location(directory), line -> output.err().println("bestiary: " + line))) {
            runner = new ExperimentRunner(directory, data.directory(), program.commandLine(), view, kept);
            outcomes = spec == null ? resume(runner, stop) : start(runner, spec, stop);
        }
        return finish(outcomes, runner);
    }

    private void checkOptions() {
        if (what.resume != null && !overrides.isEmpty()) {
            throw new BadInput("a run goes on with the spec that it began with, but --set was given with --resume;"
                    + " start a new run instead");
        }
        if (what.resume != null && shortForm != null) {
            throw new BadInput("--smoke and --overfit-one-batch try a spec, but --resume was given; leave one out");
        }
        if (what.resume == null && rest) {
            throw new BadInput("--rest goes with --resume, but a spec was given; all of its runs are made anyway");
        }
    }

    private List<Outcome> start(ExperimentRunner runner, SpecReader.Located spec, StopSignal stop) {
        TryOut trial = shortForm == null ? TryOut.NONE : shortForm.trial();
        return trial == TryOut.NONE ? runner.run(spec, stop) : runner.tryOut(spec, trial, stop);
    }

    private List<Outcome> resume(ExperimentRunner runner, StopSignal stop) {
        RunDirectory run = runs.find(what.resume);
        return rest ? runner.resumeAll(run, stop) : List.of(runner.resume(run, stop));
    }

    private int finish(List<Outcome> outcomes, ExperimentRunner runner) {
        if (output.json()) {
            output.print(new Document(
                    outcomes.stream().map(OutcomeRow::of).toList(),
                    AccuracySummary.of(outcomes.stream().map(Outcome::record).toList())));
        } else {
            summary(outcomes, output.out());
        }
        RunDirectory last = RunDirectory.open(outcomes.get(outcomes.size() - 1).directory());
        int beside = runner.unfinishedBeside(last);
        for (Outcome o : outcomes) {
            if (o.record().status() == RunStatus.INTERRUPTED) {
                output.err()
                        .println("stopped; go on with: ./bestiary run --resume " + o.directory()
                                + (beside > 0 ? " --rest" : ""));
                return 130;
            }
        }
        if (beside > 0) {
            output.err()
                    .println(beside + (beside == 1 ? " run" : " runs")
                            + " of this experiment have not ended; go on with: ./bestiary run --resume " + last.path()
                            + " --rest");
        }
        return outcomes.stream().allMatch(o -> o.record().status() == RunStatus.COMPLETED) ? 0 : 1;
    }

    private static void summary(List<Outcome> outcomes, PrintWriter out) {
        for (Outcome o : outcomes) {
            RunRecord r = o.record();
            String result = r.test()
                    .map(RunCommand::accuracy)
                    .orElseGet(() -> r.status().label()
                            + r.statusDetail().map(d -> ": " + d).orElse(""));
            out.printf(Locale.ROOT, "%s: %s%n", r.id(), result);
            r.fold().ifPresent(f -> fold(r, f, out));
            if (r.test().isPresent()) {
                r.statusDetail().ifPresent(d -> out.println("  " + d));
            }
            out.println("  " + o.directory().resolve("report.html"));
        }
        List<AccuracySummary> summaries =
                AccuracySummary.of(outcomes.stream().map(Outcome::record).toList());
        summaries.forEach(summary -> summary.lines(summaries.size() > 1).forEach(out::println));
    }

    private static void fold(RunRecord r, Fold fold, PrintWriter out) {
        r.best()
                .filter(b -> b.validationAccuracy().isPresent())
                .ifPresent(b -> out.printf(
                        Locale.ROOT,
                        "  %s: validation accuracy %.2f%% in epoch %d, on %,d images%n",
                        fold.text(),
                        b.validationAccuracy().getAsDouble(),
                        b.epoch(),
                        r.dataset().validation()));
    }

    private static String accuracy(TestEvaluation t) {
        return String.format(
                Locale.ROOT,
                "test accuracy %.2f%% (95%% interval %.2f%% to %.2f%%) on %,d images",
                t.top1(),
                t.top1Low(),
                t.top1High(),
                t.examples());
    }
}
