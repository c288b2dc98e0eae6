package org.bestiary.experiments.cli;

import java.io.IOException;
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
import org.bestiary.reports.compare.ComparedRun;
import org.bestiary.reports.compare.Comparison;
import org.bestiary.reports.compare.ComparisonText;
import org.bestiary.reports.html.ComparisonPage;
import org.bestiary.reports.run.RunException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code compare RUN...}. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = {
            "Puts runs side by side: size, cost, accuracy, curves, settings that differ, and which differences are more"
                    + " than chance. Runs that differ in nothing but their seed are one network."
        },
        footer = {
            "",
            "Examples:",
            "  bestiary compare lenet5-s1 resnet20-s1",
            "  bestiary compare lenet5-s1 resnet20-s1 -o comparison.html --markdown table.md --csv table.csv",
            "  bestiary compare lenet5-s1 resnet20-s1 --charts figures --json"
        })
final class CompareCommand implements Callable<Integer> {
    @Parameters(
            arity = "1..*",
            paramLabel = "RUN",
            description = "Ids of runs or their beginnings, 'latest', names of experiments, or directories.")
    private List<String> ids;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "F",
            description = "Write the page of the comparison there.")
    private Optional<Path> page = Optional.empty();

    @Option(names = "--markdown", paramLabel = "F", description = "Write tables for a pull request there.")
    private Optional<Path> markdown = Optional.empty();

    @Option(names = "--csv", paramLabel = "F", description = "Write comma-separated values there.")
    private Optional<Path> csv = Optional.empty();

    @Option(names = "--charts", paramLabel = "DIR", description = "Write every chart as SVG and PNG there.")
    private Optional<Path> charts = Optional.empty();

    @Mixin
    private Places.Runs runs;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        Comparison comparison = Comparison.of(
                ids.stream().map(id -> ComparedRun.read(runs.find(id))).toList());
        List<Path> written = new ArrayList<>();
        page.ifPresent(file -> {
            ComparisonPage.write(comparison, file);
            written.add(file);
        });
        markdown.ifPresent(file -> write(file, ComparisonText.markdown(comparison), written));
        csv.ifPresent(file -> write(file, ComparisonText.csv(comparison), written));
        charts.ifPresent(folder -> written.addAll(ComparisonPage.writeCharts(comparison, folder)));
        if (output.json()) {
            output.print(ComparisonText.document(comparison));
            written.forEach(output.err()::println);
        } else {
            table(comparison);
            written.forEach(output.out()::println);
        }
        return 0;
    }

    private static void write(Path file, String text, List<Path> written) {
        try {
            AtomicFile.write(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new RunException("cannot write " + file + ": " + e.getMessage() + "; name another file", e);
        }
        written.add(file);
    }

    private void table(Comparison comparison) {
        Table.of(
                        Column.left("network", ComparisonText.ComparedRow::name),
                        Column.right("learnable", ComparisonText.ComparedRow::learnableParameters),
                        Column.right("multiply-adds", ComparisonText.ComparedRow::multiplyAdds),
                        Column.figure("accuracy", "%.2f%%", ComparisonText.ComparedRow::accuracy),
                        Column.figure("from", "%.2f", ComparisonText.ComparedRow::accuracyLow),
                        Column.figure("to", "%.2f", ComparisonText.ComparedRow::accuracyHigh),
                        Column.figure("s/epoch", "%.1f", ComparisonText.ComparedRow::secondsPerEpoch),
                        Column.figure("images/s", "%,.0f", ComparisonText.ComparedRow::imagesPerSecond))
                .print(ComparisonText.document(comparison).entries(), output.out());
        comparison.mixed().ifPresent(output.out()::println);
        for (ComparisonText.Test t : ComparisonText.document(comparison).pairs()) {
            output.out()
                    .printf(
                            Locale.ROOT,
                            "%s against %s: %+.2f points, %s, p %.2g (corrected %.2g)%s%n",
                            t.first(),
                            t.second(),
                            t.difference(),
                            t.test(),
                            t.p(),
                            t.corrected(),
                            t.significant() ? ", significant" : "");
        }
    }
}
