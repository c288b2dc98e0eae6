package org.bestiary.experiments.cli;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.bestiary.zoo.BuildOptions;
import org.bestiary.zoo.Zoo;
import org.bestiary.zoo.analysis.Analysis;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code models [GLOB]}. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        description = "Lists the networks with their parameters and cost.",
        footer = {"", "Examples:", "  bestiary models", "  bestiary models 'resnet*' --json"})
final class ModelsCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "GLOB", defaultValue = "*", description = "Which ones, with * and ?.")
    private String glob;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        List<ModelRow> rows = Zoo.glob(glob).stream()
                .map(a -> ModelRow.of(a, Analysis.of(a.network(BuildOptions.defaults()))))
                .toList();
        if (output.json()) {
            output.print(rows);
            return 0;
        }
        TextTable table =
                new TextTable("id", "family", "input", ">classes", ">learnable", ">total", ">multiply-adds", ">dense");
        for (ModelRow r : rows) {
            table.row(
                    r.id(),
                    r.family(),
                    r.input(),
                    r.classes(),
                    r.learnableParameters(),
                    r.totalParameters(),
                    r.multiplyAdds(),
                    String.format(Locale.ROOT, "%.1f%%", 100.0 * r.denseParameters() / r.learnableParameters()));
        }
        table.print(output.out());
        return 0;
    }
}
