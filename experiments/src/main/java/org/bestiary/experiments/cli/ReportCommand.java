package org.bestiary.experiments.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bestiary.reports.html.ReportPage;
import org.bestiary.reports.run.RunDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code report RUN... [-o F] [--charts DIR]}. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "Writes the HTML report of runs again, from their records; and their charts as SVG and PNG.",
        footer = {
            "",
            "Examples:",
            "  bestiary report quickstart-20260101-120000-s1",
            "  bestiary report runs/quickstart-20260101-120000-s1 -o /tmp/report.html",
            "  bestiary report quickstart-20260101-120000-s1 --charts figures"
        })
final class ReportCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "RUN", description = "Ids of runs, or their directories.")
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

    @Mixin
    private Places.Runs runs;

    @Mixin
    private Output output;

    /** One page; the components are the JSON fields. */
    record Row(String id, String report, List<String> charts) {}

    @Override
    public Integer call() {
        if (file != null && ids.size() > 1) {
            throw new BadInput("-o takes the page of a single run, but got " + ids.size() + " runs; leave it out");
        }
        List<Row> rows = new ArrayList<>();
        for (String id : ids) {
            RunDirectory run = runs.find(id);
            Path target = file == null ? run.reportFile() : file;
            ReportPage.write(run, target);
            List<String> drawn = charts.stream()
                    .map(folder -> ids.size() > 1 ? folder.resolve(run.id()) : folder)
                    .flatMap(folder -> ReportPage.writeCharts(run.read(), folder).stream())
                    .map(Path::toString)
                    .toList();
            rows.add(new Row(run.id(), target.toString(), drawn));
        }
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
}
