package org.bestiary.experiments.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.bestiary.common.AtomicFile;
import org.bestiary.reports.compare.ComparedRun;
import org.bestiary.reports.compare.Comparison;
import org.bestiary.reports.compare.ComparisonText;
import org.bestiary.reports.html.ReportPage;
import org.bestiary.reports.html.SweepPage;
import org.bestiary.reports.run.MetricsCsv;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunException;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.reports.sweep.SweepJson;
import org.bestiary.reports.sweep.SweepReport;
import org.bestiary.reports.sweep.SweepText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code report RUN... [-o F] [--charts DIR] [--markdown F] [--csv F]}; a study is reported on in the same way. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "Writes the HTML report of runs and of studies again, from their records; and their charts as SVG"
                + " and PNG.",
        footer = {
            "",
            "Examples:",
            "  bestiary report quickstart-20260101-120000-s1",
            "  bestiary report runs/quickstart-20260101-120000-s1 -o /tmp/report.html",
            "  bestiary report quickstart-20260101-120000-s1 --charts figures",
            "  bestiary report lenet5-strokes-sweep-20260101-120000 --markdown sweep.md --csv trials.csv"
        })
final class ReportCommand implements Callable<Integer> {
    private static final String STUDY = "study.json";

    @Parameters(
            arity = "1..*",
            paramLabel = "RUN",
            description =
                    "Ids of runs or of studies or their beginnings, 'latest', names of experiments, or directories.")
    private List<String> ids;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "F",
            description = "Where the page goes, for a single run (default: report.html in the run's directory).")
    private Path file;

    @Option(
            names = "--charts",
            paramLabel = "DIR",
            description = "Write every chart as SVG and PNG too; of several runs each into a folder of its own.")
    private Optional<Path> charts = Optional.empty();

    @Option(names = "--markdown", paramLabel = "F", description = "Write tables for a pull request, for a single run.")
    private Optional<Path> markdown = Optional.empty();

    @Option(
            names = "--csv",
            paramLabel = "F",
            description = "Write comma-separated values, for a single run: its epochs, or a study's trials.")
    private Optional<Path> csv = Optional.empty();

    @Mixin
    private Places.Runs runs;

    @Mixin
    private Output output;

    /** One page; the components are the JSON fields. */
    record ReportRow(String id, String report, List<String> charts) {}

    @Override
    public Integer call() {
        boolean single = file != null || markdown.isPresent() || csv.isPresent();
        if (single && ids.size() > 1) {
            throw new BadInput("-o, --markdown and --csv take what is written of a single run, but got " + ids.size()
                    + " runs; leave them out");
        }
        List<ReportRow> rows = ids.stream()
                .map(id -> study(id).map(this::study).orElseGet(() -> run(runs.find(id))))
                .toList();
        if (output.json()) {
            output.print(rows);
        } else {
            rows.forEach(r -> {
                output.out().println(r.report());
                r.charts().forEach(output.out()::println);
            });
        }
        return 0;
    }

    /** The directory of a study of this id, or this directory, if it is one's. */
    private Optional<Path> study(String id) {
        Path inRuns = runs.directory().resolve(id);
        Path folder = Files.isDirectory(inRuns) ? inRuns : Path.of(id);
        if (Files.exists(folder) || RunDirectory.list(runs.directory()).stream().anyMatch(r -> r.id().startsWith(id))) {
            return Files.isRegularFile(folder.resolve(STUDY)) ? Optional.of(folder) : Optional.empty();
        }
        List<Path> beginning = studies(id);
        return beginning.size() == 1 ? Optional.of(beginning.get(0)) : Optional.empty();
    }

    /** The directories of studies whose ids begin so. */
    private List<Path> studies(String beginning) {
        try (Stream<Path> folders = Files.list(runs.directory())) {
            return folders.filter(f -> f.getFileName().toString().startsWith(beginning))
                    .filter(f -> Files.isRegularFile(f.resolve(STUDY)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of(); // there are no runs either, which is said of the id
        }
    }

    private ReportRow study(Path folder) {
        SweepReport report = SweepJson.read(folder.resolve(STUDY));
        Path target = file == null ? folder.resolve("report.html") : file;
        SweepPage.write(folder, target);
        List<Path> more = new ArrayList<>();
        charts.ifPresent(
                to -> more.addAll(SweepPage.writeCharts(report, ids.size() > 1 ? to.resolve(report.study()) : to)));
        markdown.ifPresent(to -> more.add(text(to, SweepText.markdown(report))));
        csv.ifPresent(to -> more.add(text(to, SweepText.csv(report))));
        return row(report.study(), target, more);
    }

    private ReportRow run(RunDirectory run) {
        Path target = file == null ? run.reportFile() : file;
        ReportPage.write(run, target);
        RunRecord record = run.read();
        List<Path> more = new ArrayList<>();
        charts.ifPresent(to -> more.addAll(ReportPage.writeCharts(record, ids.size() > 1 ? to.resolve(run.id()) : to)));
        markdown.ifPresent(to ->
                more.add(text(to, ComparisonText.markdown(Comparison.of(List.of(ComparedRun.read(run)))))));
        csv.ifPresent(to -> more.add(text(to, MetricsCsv.of(record.epochs()))));
        return row(run.id(), target, more);
    }

    private static ReportRow row(String id, Path report, List<Path> more) {
        return new ReportRow(
                id, report.toString(), more.stream().map(Path::toString).toList());
    }

    private static Path text(Path file, String text) {
        try {
            AtomicFile.write(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw RunException.cannotWrite(file, e);
        }
        return file;
    }
}
