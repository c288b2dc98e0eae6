package org.bestiary.experiments.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bestiary.common.catalog.Bounds;
import org.bestiary.common.catalog.Catalog;
import org.bestiary.common.catalog.Kind;
import org.bestiary.common.catalog.Parameter;
import org.bestiary.datasets.augment.Presets;
import org.bestiary.datasets.augment.Recipe;
import org.bestiary.datasets.augment.RecipeTree;
import org.bestiary.datasets.augment.Step;
import org.bestiary.datasets.augment.Steps;
import org.bestiary.experiments.config.Names;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code datasets augmentations [NAME]}. */
@Command(
        name = "augmentations",
        mixinStandardHelpOptions = true,
        description = "Lists how training images can be changed: presets, and the steps that they are made of.",
        footer = {
            "",
            "A spec has a preset or a list of steps, in order:",
            "  data:",
            "    augment:",
            "      - {random-crop: {padding: 4}}",
            "      - flip: horizontal",
            "      - grayscale",
            "",
            "Examples:",
            "  bestiary datasets augmentations",
            "  bestiary datasets augmentations rotate",
            "  bestiary datasets preview cifar-10 --augment '[{rotate: {degrees: 40, fill: nearest}}]' -o sheet.png"
        })
final class DatasetsAugmentationsCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "NAME", description = "A preset or a step; all when left out.")
    private Optional<String> name = Optional.empty();

    @Option(names = "--markdown", description = "Print the steps as a Markdown table.")
    private boolean markdown;

    @Mixin
    private Output output;

    /** The document of {@code --json}. */
    record Document(List<PresetRow> presets, List<StepRow> steps) {}

    /** A preset with its steps in full. */
    record PresetRow(String name, List<Object> steps) {}

    /** A step with its parameters. */
    record StepRow(String name, String meaning, Optional<String> brief, List<ParameterRow> parameters) {
        static StepRow of(Kind<Step> kind) {
            return new StepRow(
                    kind.name(),
                    kind.meaning(),
                    kind.brief().map(Parameter::name),
                    kind.parameters().stream().map(ParameterRow::of).toList());
        }
    }

    /** A parameter; {@code unset} says in words what holds when there is no default. */
    record ParameterRow(
            String name,
            String type,
            Optional<Bounds> range,
            List<String> choices,
            Optional<Object> defaultValue,
            String unset,
            String meaning) {
        static ParameterRow of(Parameter p) {
            return new ParameterRow(
                    p.name(), p.type().word(), p.bounds(), p.choices(), p.usual(), p.unset(), p.meaning());
        }
    }

    @Override
    public Integer call() {
        Catalog<Step> catalog = Steps.all();
        List<Recipe> presets =
                Presets.recipes().stream().filter(p -> wanted(p.name())).toList();
        List<Kind<Step>> steps =
                catalog.kinds().stream().filter(k -> wanted(k.name())).toList();
        if (presets.isEmpty() && steps.isEmpty()) {
            List<String> known = Stream.concat(Presets.names().stream(), catalog.names().stream())
                    .toList();
            throw new BadInput(
                    "there is no preset or step '" + name.orElse("") + "'" + Names.hint(name.orElse(""), known));
        }
        if (output.json()) {
            output.print(new Document(
                    presets.stream()
                            .map(p -> new PresetRow(p.name(), RecipeTree.write(p)))
                            .toList(),
                    steps.stream().map(StepRow::of).toList()));
        } else if (markdown) {
            markdown(steps, output.out());
        } else {
            text(presets, steps, output.out());
        }
        return 0;
    }

    private boolean wanted(String candidate) {
        return name.map(candidate::equals).orElse(true);
    }

    private static void text(List<Recipe> presets, List<Kind<Step>> steps, PrintWriter out) {
        presets.forEach(preset -> {
            out.println(preset.name());
            preset.all().forEach(step -> out.println("  - " + step.identity()));
        });
        if (!presets.isEmpty() && !steps.isEmpty()) {
            out.println();
        }
        int[] widths = new int[3];
        List<List<String>> rows = new ArrayList<>();
        for (Kind<Step> kind : steps) {
            rows.add(List.of(kind.name() + ": " + kind.meaning()));
            for (Parameter p : kind.parameters()) {
                String mark = kind.brief().filter(p::equals).map(b -> "*").orElse("");
                List<String> row = List.of(p.name() + mark, p.range(), "[" + p.usualText() + "]", p.meaning());
                for (int i = 0; i < widths.length; i++) {
                    widths[i] = Math.max(widths[i], row.get(i).length());
                }
                rows.add(row);
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                String cell = row.get(i);
                boolean last = i == row.size() - 1;
                line.append(row.size() > 1 ? "  " : "")
                        .append(last ? cell : cell + " ".repeat(widths[i] - cell.length()));
            }
            out.println(line);
        }
        if (!steps.isEmpty()) {
            out.println("* may be given alone, as in {flip: vertical}; a step of which nothing is given is its name");
        }
    }

    private static void markdown(List<Kind<Step>> steps, PrintWriter out) {
        out.println("| step | what it does | values [default] |");
        out.println("|---|---|---|");
        for (Kind<Step> kind : steps) {
            List<String> values = new ArrayList<>();
            for (Parameter p : kind.parameters()) {
                values.add("`" + p.name() + "` " + p.range() + " [" + p.usualText() + "]");
            }
            out.println("| `" + kind.name() + "` | " + kind.meaning() + " | "
                    + (values.isEmpty() ? "none" : values.stream().collect(Collectors.joining("; "))) + " |");
        }
    }
}
