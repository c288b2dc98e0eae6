package org.bestiary.experiments.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.bestiary.common.table.Column;
import org.bestiary.common.table.Table;
import org.bestiary.experiments.config.Names;
import org.bestiary.zoo.Architecture;
import org.bestiary.zoo.ModelTable;
import org.bestiary.zoo.NetworkLists;
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
            "  bestiary models --all",
            "  bestiary models resnet",
            "  bestiary models '*net*' --json",
            "  bestiary models --sort multiplyAdds",
            "  bestiary models --html zoo.html"
        })
final class ModelsCommand implements Callable<Integer> {
    private static final Table<ModelTable.NetworkRow> TEXT = Table.of(
            Column.left("id", ModelTable.NetworkRow::id),
            Column.right("year", r -> Integer.toString(r.year())),
            Column.left("input", ModelTable.NetworkRow::input),
            Column.right("classes", ModelTable.NetworkRow::classes),
            Column.right("depth", ModelTable.NetworkRow::depth),
            Column.right("learnable", ModelTable.NetworkRow::learnableParameters),
            Column.right("total", ModelTable.NetworkRow::totalParameters),
            Column.right("multiply-adds", ModelTable.NetworkRow::multiplyAdds),
            Column.right("dense", ModelTable.NetworkRow::densePercent));

    private static final Table<ModelTable.NetworkRow> CSV = Table.of(
            Column.left("id", ModelTable.NetworkRow::id),
            Column.left("family", ModelTable.NetworkRow::family),
            Column.right("year", ModelTable.NetworkRow::year),
            Column.left("input", ModelTable.NetworkRow::input),
            Column.right("classes", ModelTable.NetworkRow::classes),
            Column.right("depth", ModelTable.NetworkRow::depth),
            Column.right("learnableParameters", ModelTable.NetworkRow::learnableParameters),
            Column.right("totalParameters", ModelTable.NetworkRow::totalParameters),
            Column.right("multiplyAdds", ModelTable.NetworkRow::multiplyAdds),
            Column.right("denseParameters", ModelTable.NetworkRow::denseParameters));

    private static final Map<String, Comparator<ModelTable.NetworkRow>> ORDERS = Map.of(
            "id", Comparator.comparing(ModelTable.NetworkRow::id),
            "family", Comparator.comparing(ModelTable.NetworkRow::family),
            "year", Comparator.comparing(ModelTable.NetworkRow::year),
            "learnableParameters", Comparator.comparing(ModelTable.NetworkRow::learnableParameters),
            "totalParameters", Comparator.comparing(ModelTable.NetworkRow::totalParameters),
            "multiplyAdds", Comparator.comparing(ModelTable.NetworkRow::multiplyAdds),
            "denseParameters", Comparator.comparing(ModelTable.NetworkRow::denseParameters),
            "depth", Comparator.comparing(ModelTable.NetworkRow::depth));

    @Parameters(
            arity = "0..1",
            paramLabel = "GLOB",
            description = "Which ones: an id, the beginning of some, or a pattern with * and ?.")
    private Optional<String> glob = Optional.empty();

    @Option(
            names = "--all",
            description = "A row for every network; without it, and without GLOB, one for every family.")
    private boolean all;

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
        Set<String> wanted = Zoo.glob(pattern(glob.orElse("*"))).stream()
                .map(Architecture::id)
                .collect(Collectors.toSet());
        List<ModelTable.NetworkRow> rows = ModelTable.rows().stream()
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
            out.print(CSV.csv(rows, System.lineSeparator()));
            out.flush();
        } else if (form.markdown) {
            out.print(NetworkLists.NETWORKS_IN_MARKDOWN.markdown(rows));
            out.flush();
        } else if (form.html == null) {
            print(rows, out);
        }
        return 0;
    }

    /** What is the beginning of some ids and none itself stands for all of them; anything else is a pattern. */
    private static String pattern(String given) {
        boolean beginning = given.matches("[a-z0-9_.-]+")
                && !Zoo.ids().contains(given)
                && Zoo.ids().stream().anyMatch(id -> id.startsWith(given));
        return beginning ? given + "*" : given;
    }

    /** What nobody has narrowed down is folded: a hundred networks fit no screen. */
    private void print(List<ModelTable.NetworkRow> rows, PrintWriter out) {
        if (all || glob.isPresent() || sort != null) {
            TEXT.print(rows, out);
            return;
        }
        List<NetworkLists.Family> families = NetworkLists.families(rows);
        NetworkLists.FAMILIES.print(families, out);
        out.println();
        out.println(rows.size() + " networks in " + families.size()
                + " families; 'models --all' lists each of them, 'models resnet' some, 'describe ID' shows one");
        out.flush();
    }
}
