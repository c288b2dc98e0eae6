package org.bestiary.experiments.cli;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.bestiary.common.table.Column;
import org.bestiary.common.table.Table;
import org.bestiary.experiments.train.Summaries;
import org.bestiary.reports.run.LayerSummary;
import org.bestiary.zoo.Architecture;
import org.bestiary.zoo.BuildOptions;
import org.bestiary.zoo.ModelCard;
import org.bestiary.zoo.Option;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.Zoo;
import org.bestiary.zoo.analysis.Analysis;
import org.bestiary.zoo.analysis.LayerReport;
import org.bestiary.zoo.plot.NetworkPlot;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code describe ID}. */
@Command(
        name = "describe",
        mixinStandardHelpOptions = true,
        description = "Shows one network: where it comes from, its options, and every layer with its cost.",
        footer = {
            "",
            "Examples:",
            "  bestiary describe lenet5",
            "  bestiary describe lenet5 --input 3x32x32 --classes 4 --option pooling=max",
            "  bestiary describe resnet20 --plot resnet20.svg",
            "  bestiary describe --spec cifar10-transfer-few"
        })
final class DescribeCommand implements Callable<Integer> {
    @ArgGroup(multiplicity = "1")
    private What what;

    /** A network, or the networks of an experiment. */
    private static final class What {
        @Parameters(paramLabel = "ID", description = "Id of the network, see 'models'.")
        private String id;

        @picocli.CommandLine.Option(
                names = "--spec",
                paramLabel = "SPEC",
                required = true,
                description = "In place of ID an experiment: what of its networks is frozen and what learns, by phase.")
        private String spec;
    }

    @picocli.CommandLine.Option(names = "--input", paramLabel = "CxHxW", description = "Shape of one image.")
    private String input;

    @picocli.CommandLine.Option(names = "--classes", paramLabel = "N", description = "Number of classes.")
    private Integer classes;

    @picocli.CommandLine.Option(
            names = "--option",
            paramLabel = "NAME=VALUE",
            description = "One of the network's own options; may be repeated.")
    private Map<String, String> settings = Map.of();

    @picocli.CommandLine.Option(
            names = "--plot",
            paramLabel = "F",
            description = "Draw the graph into this .svg or .png file.")
    private Path plot;

    @Mixin
    private Output output;

    /** The document of {@code --json}. */
    record Description(
            @JsonUnwrapped ModelRow model,
            long receptiveField,
            List<LayerSummary> layers,
            List<Option> options,
            ModelCard card) {}

    @Override
    public Integer call() {
        if (what.spec != null) {
            return describeSpec();
        }
        Architecture architecture = Zoo.find(what.id);
        BuildOptions options = BuildOptions.defaults();
        options = input == null ? options : options.input(Shape.parse(input));
        options = classes == null ? options : options.classes(classes);
        for (Map.Entry<String, String> e : settings.entrySet()) {
            options = options.set(e.getKey(), e.getValue());
        }
        Analysis analysis = Analysis.of(architecture.network(options));
        if (plot != null) {
            NetworkPlot.write(analysis.network(), plot);
        }
        ModelRow row = ModelRow.of(architecture, analysis);
        if (output.json()) {
            output.print(new Description(
                    row,
                    analysis.receptiveField().size(),
                    Summaries.layers(analysis),
                    architecture.options(),
                    architecture.card()));
            return 0;
        }
        card(architecture, output.out());
        layers(analysis, row, output.out());
        return 0;
    }

    private int describeSpec() {
        if (input != null || classes != null || !settings.isEmpty() || plot != null) {
            throw new BadInput("an experiment says itself what its networks are built for, but --input, --classes,"
                    + " --option or --plot was given with --spec; leave them out");
        }
        SpecDescription description = SpecDescription.of(what.spec);
        if (output.json()) {
            output.print(description);
        } else {
            description.print(output.out());
        }
        return 0;
    }

    private static void card(Architecture architecture, PrintWriter out) {
        ModelCard card = architecture.card();
        out.println(card.title() + " (" + architecture.id() + ")");
        out.println(card.paper().citation() + ", " + card.paper().url());
        out.println();
        out.println("Introduced: " + card.introduced());
        out.println("Use:        " + card.use());
        out.println("Weights:    " + card.initialisation());
        if (!card.departures().isEmpty()) {
            out.println("Departures:");
            card.departures().forEach(d -> out.println("  - " + d));
        }
        if (!architecture.options().isEmpty()) {
            out.println("Options (--option NAME=VALUE):");
            for (Option o : architecture.options()) {
                out.println("  " + o.name() + ": " + o.meaning() + "; " + o.range() + "; default " + o.defaultValue());
            }
        }
        out.println();
    }

    private static void layers(Analysis analysis, ModelRow row, PrintWriter out) {
        Table.of(
                        Column.left("layer", LayerReport::name),
                        Column.left("type", LayerReport::type),
                        Column.right("output", LayerReport::output),
                        Column.right("parameters", LayerReport::parameters),
                        Column.right("multiply-adds", LayerReport::multiplyAdds),
                        Column.<LayerReport>right(
                                "receptive field", l -> l.receptiveField().size()))
                .print(analysis.layers(), out);
        out.println();
        out.printf(
                Locale.ROOT,
                "%,d learnable parameters, %,d in total; %,d multiply-adds for one image of %s; %d classes%n",
                row.learnableParameters(),
                row.totalParameters(),
                row.multiplyAdds(),
                row.input(),
                row.classes());
    }
}
