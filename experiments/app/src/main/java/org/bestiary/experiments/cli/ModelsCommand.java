package org.bestiary.experiments.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.bestiary.experiments.config.Names;
import org.bestiary.zoo.Architecture;
import org.bestiary.zoo.ModelTable;
import org.bestiary.zoo.Zoo;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code models [GLOB]}. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        description = "Lists the networks with their parameters and cost.",
        footer = {
            "",
            "Examples:",
            "  bestiary models",
            "  bestiary models 'resnet*' --json",
            "  bestiary models --sort multiplyAdds",
            "  bestiary models --html zoo.html"
        })
final class ModelsCommand implements Callable<Integer> {
    private static final Map<String, Comparator<ModelTable.Row>> ORDERS = Map.of(
            "id", Comparator.comparing(ModelTable.Row::id),
            "family", Comparator.comparing(ModelTable.Row::family),
            "year", Comparator.comparing(ModelTable.Row::year),
            "learnableParameters", Comparator.comparing(ModelTable.Row::learnableParameters),
            "totalParameters", Comparator.comparing(ModelTable.Row::totalParameters),
            "multiplyAdds", Comparator.comparing(ModelTable.Row::multiplyAdds),
            "denseParameters", Comparator.comparing(ModelTable.Row::denseParameters),
            "depth", Comparator.comparing(ModelTable.Row::depth));

    @Parameters(arity = "0..1", paramLabel = "GLOB", defaultValue = "*", description = "Which ones, with * and ?.")
    private String glob;

    @Option(
            names = "--sort",
            paramLabel = "FIELD",
            description = "id, family, year, learnableParameters, totalParameters, multiplyAdds, denseParameters or"
                    + " depth (default: the order of history).")
    private String sort;

    @ArgGroup
    private Form form = new Form();

    @Mixin
    private Output output;

    /** Other forms of the table. */
    private static final class Form {
        @Option(names = "--csv", description = "Print comma-separated values.")
        private boolean csv;

        @Option(names = "--markdown", description = "Print a Markdown table with papers.")
        private boolean markdown;

        @Option(
                names = "--html",
                paramLabel = "F",
                description = "Write the poster of the zoo: its families through history, with published accuracy.")
        private Path html;
    }

    @Option(names = "--charts", paramLabel = "DIR", description = "With --html: write its charts as SVG and PNG there.")
    private Optional<Path> charts = Optional.empty();

    @Override
    public Integer call() {
        if (sort != null && !ORDERS.containsKey(sort)) {
            throw new BadInput("--sort must name a column, but got '" + sort + "'" + Names.hint(sort, ORDERS.keySet()));
        }
        Set<String> wanted = Zoo.glob(glob).stream().map(Architecture::id).collect(Collectors.toSet());
        List<ModelTable.Row> rows = ModelTable.rows().stream()
                .filter(r -> wanted.contains(r.id()))
                .sorted(sort == null ? Comparator.comparing(r -> 0) : ORDERS.get(sort))
                .toList();
        PrintWriter out = output.out();
        if (charts.isPresent() && form.html == null) {
            throw new BadInput("--charts goes with --html, but that was not given; add --html F");
        }
        if (form.html != null) {
            List<Path> written = ZooPoster.write(rows, form.html, charts);
            written.forEach(output.json() ? output.err()::println : out::println);
        }
        if (output.json()) {
            output.print(rows.stream().map(ModelRow::of).toList());
        } else if (form.csv) {
            csv(rows, out);
        } else if (form.markdown) {
            markdown(rows, out);
        } else if (form.html == null) {
            table(rows, out);
        }
        return 0;
    }

    private static void table(List<ModelTable.Row> rows, PrintWriter out) {
        TextTable table = new TextTable(
                "id", ">year", "input", ">classes", ">depth", ">learnable", ">total", ">multiply-adds", ">dense");
        for (ModelTable.Row r : rows) {
            table.row(
                    r.id(),
                    Integer.toString(r.year()),
                    r.input(),
                    r.classes(),
                    r.depth(),
                    r.learnableParameters(),
                    r.totalParameters(),
                    r.multiplyAdds(),
                    percent(r));
        }
        table.print(out);
    }

    private static void csv(List<ModelTable.Row> rows, PrintWriter out) {
        out.println(
                "id,family,year,input,classes,depth,learnableParameters,totalParameters,multiplyAdds,denseParameters");
        for (ModelTable.Row r : rows) {
            out.printf(
                    Locale.ROOT,
                    "%s,%s,%d,%s,%d,%d,%d,%d,%d,%d%n",
                    r.id(),
                    r.family(),
                    r.year(),
                    r.input(),
                    r.classes(),
                    r.depth(),
                    r.learnableParameters(),
                    r.totalParameters(),
                    r.multiplyAdds(),
                    r.denseParameters());
        }
    }

    private static void markdown(List<ModelTable.Row> rows, PrintWriter out) {
        out.println(
                "| id | network | paper | input | learnable parameters | total | multiply-adds | in dense layers |");
        out.println("|---|---|---|---|--:|--:|--:|--:|");
        for (ModelTable.Row r : rows) {
            out.printf(
                    Locale.ROOT,
                    "| `%s` | %s | [%d](%s) | %s | %,d | %,d | %,.1f M | %s |%n",
                    r.id(),
                    r.title(),
                    r.year(),
                    r.url(),
                    r.input(),
                    r.learnableParameters(),
                    r.totalParameters(),
                    r.multiplyAdds() / 1e6,
                    percent(r));
        }
    }

    private static String percent(ModelTable.Row r) {
        return String.format(Locale.ROOT, "%.1f%%", 100.0 * r.denseParameters() / r.learnableParameters());
    }
}
