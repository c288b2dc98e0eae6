package org.bestiary.experiments.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.bestiary.experiments.config.SpecLibrary;
import org.bestiary.experiments.config.SpecReader;
import org.bestiary.experiments.train.ExperimentRunner;
import org.bestiary.experiments.train.ExperimentRunner.Outcome;
import org.bestiary.experiments.train.StopSignal;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.reports.run.RunStatus;
import org.bestiary.reports.run.TestEvaluation;
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
            "Exit codes: 0 done; 1 a run diverged or failed; 2 bad usage or input; 130 stopped, can be resumed.",
            "",
            "Examples:",
            "  bestiary run quickstart",
            "  bestiary run lenet5-mnist --set training.epochs=3 --set 'seeds=[7]'",
            "  bestiary run my-experiment.yaml --runs-dir /data/runs --json",
            "  bestiary run --resume quickstart-20260101-120000-s1"
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

        @Option(names = "--resume", paramLabel = "ID", description = "Go on with a run that was stopped.")
        private String resume;
    }

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "Override an entry of the spec, as in training.batch=32; may be repeated.")
    private Map<String, String> overrides = new LinkedHashMap<>();

    @Mixin
    private Places.Runs runs;

    @Mixin
    private Places.Data data;

    @Mixin
    private Output output;

    /** One run; the components are the JSON fields. */
    record Row(String id, String status, OptionalDouble testAccuracy, double seconds, String directory) {
        static Row of(Outcome o) {
            RunRecord r = o.record();
            return new Row(
                    r.id(),
                    r.status().label(),
                    r.test().isPresent() ? OptionalDouble.of(r.test().get().top1()) : OptionalDouble.empty(),
                    r.provenance().wallSeconds(),
                    o.directory().toString());
        }
    }

    /** The document of {@code --json}. */
    record Document(List<Row> runs) {}

    @Override
    public Integer call() {
        if (what.resume != null && !overrides.isEmpty()) {
            throw new BadInput("a run goes on with the spec that it began with, but --set was given with --resume;"
                    + " start a new run instead");
        }
        SpecReader.Located spec = what.spec == null ? null : SpecLibrary.open(what.spec, overrides);
        try (StopSignal stop = StopSignal.listen();
                ConsoleView view = ConsoleView.create(output.err())) {
            ExperimentRunner runner =
                    new ExperimentRunner(runs.directory(), data.directory(), program.commandLine(), view);
            List<Outcome> outcomes =
                    spec == null ? List.of(runner.resume(runs.find(what.resume), stop)) : runner.run(spec, stop);
            return finish(outcomes);
        }
    }

    private int finish(List<Outcome> outcomes) {
        if (output.json()) {
            output.print(new Document(outcomes.stream().map(Row::of).toList()));
        } else {
            summary(outcomes, output.out());
        }
        for (Outcome o : outcomes) {
            if (o.record().status() == RunStatus.INTERRUPTED) {
                output.err().println("stopped; go on with: ./bestiary run --resume " + o.directory());
                return 130;
            }
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
            out.printf(
                    Locale.ROOT, "%s: %s%n  %s%n", r.id(), result, o.directory().resolve("report.html"));
        }
        double[] accuracies = outcomes.stream()
                .flatMap(o -> o.record().test().stream())
                .mapToDouble(TestEvaluation::top1)
                .sorted()
                .toArray();
        if (accuracies.length > 1) {
            double mean = Arrays.stream(accuracies).average().orElseThrow();
            out.printf(
                    Locale.ROOT,
                    "test accuracy over %d seeds: mean %.2f%%, range %.2f%% to %.2f%%%n",
                    accuracies.length,
                    mean,
                    accuracies[0],
                    accuracies[accuracies.length - 1]);
        }
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
