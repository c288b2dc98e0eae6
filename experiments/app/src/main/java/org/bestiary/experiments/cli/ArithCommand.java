package org.bestiary.experiments.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.bestiary.common.table.Column;
import org.bestiary.common.table.Table;
import org.bestiary.experiments.lecture.arith.Chain;
import org.bestiary.experiments.lecture.arith.Formulas;
import org.bestiary.zoo.analysis.LayerReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code arith CHAIN}. */
@Command(
        name = "arith",
        mixinStandardHelpOptions = true,
        description =
                "Works out a chain of layers: shapes, parameters, multiply-adds, receptive field and jump of every"
                        + " step, with the formula filled in.",
        footer = {
            "",
            "Steps (N, K: whole numbers; what stands in brackets may be left out):",
            "  conv:FILTERS,K[xK][,same|valid|full|pN][,sN][,dN][,gN][,nobias]",
            "                      kernel K, padding, stride s, dilation d, groups g",
            "  depthwise:K[,mN]... one kernel per channel, or N of them; padding and stride as conv",
            "  separable:FILTERS,K... depthwise, then 1x1; padding and stride as conv",
            "  pool:K[,max|avg][,sN][,pN|same][,ceil]   stride K when not given",
            "  globalpool  flatten  dense:UNITS  bn  relu  tanh  sigmoid  dropout:SHARE",
            "",
            "Examples:",
            "  bestiary arith 3x32x32 conv:16,3,same pool:2 conv:32,5,s2 flatten dense:10",
            "  bestiary arith 1x28x28 conv:1,3,d1 conv:1,3,d2 conv:1,3,d4     dilation",
            "  bestiary arith 3x12x12 separable:256,5 --json",
            "  bestiary arith 64x56x56 conv:128,3,p1,s2,g4,nobias bn relu    groups",
            "  bestiary arith 1x5x5 conv:1,3,full                            full padding"
        })
final class ArithCommand implements Callable<Integer> {
    @Parameters(
            arity = "1..*",
            paramLabel = "CHAIN",
            description = "The shape of an image, CxHxW, and the steps behind it.")
    private List<String> chain;

    @Option(names = "--table", description = "The table alone, without formulas.")
    private boolean table;

    @Mixin
    private Output output;

    /** One layer; the components are the JSON fields. */
    record StepRow(
            String step,
            String type,
            String output,
            long parameters,
            long totalParameters,
            long multiplyAdds,
            long receptiveField,
            long receptiveFieldRows,
            long receptiveFieldColumns,
            long jump,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Formulas formulas) {
        static StepRow of(Chain.WorkedStep row) {
            LayerReport r = row.report();
            return new StepRow(
                    row.step(),
                    r.type(),
                    r.output().toString(),
                    r.parameters(),
                    r.totalParameters(),
                    r.multiplyAdds(),
                    r.receptiveField().size(),
                    r.receptiveField().rows().size(),
                    r.receptiveField().columns().size(),
                    r.receptiveField().jump(),
                    row.formulas());
        }

        /** Rows and columns where they differ: 3x1. */
        private String field() {
            return receptiveFieldRows == receptiveFieldColumns
                    ? String.format(Locale.ROOT, "%,d", receptiveField)
                    : receptiveFieldRows + "x" + receptiveFieldColumns;
        }
    }

    /** The document of {@code --json}. */
    record Document(
            String chain,
            String input,
            String output,
            long learnableParameters,
            long totalParameters,
            long multiplyAdds,
            long receptiveField,
            List<StepRow> steps) {
        static Document of(Chain chain) {
            List<StepRow> rows = chain.steps().stream().map(StepRow::of).toList();
            StepRow last = rows.get(rows.size() - 1);
            return new Document(
                    chain.text(),
                    rows.get(0).output(),
                    last.output(),
                    chain.analysis().learnableParameters(),
                    chain.analysis().totalParameters(),
                    chain.analysis().multiplyAdds(),
                    last.receptiveField(),
                    rows);
        }
    }

    @Override
    public Integer call() {
        Document document = Document.of(Chain.of(String.join(" ", chain)));
        if (output.json()) {
            output.print(document);
            return 0;
        }
        table(document, output.out());
        if (!table) {
            formulas(document, output.out());
        }
        return 0;
    }

    private static void table(Document document, PrintWriter out) {
        Table.of(
                        Column.left("step", StepRow::step),
                        Column.left("layer", StepRow::type),
                        Column.right("output", StepRow::output),
                        Column.right("parameters", StepRow::parameters),
                        Column.right("multiply-adds", StepRow::multiplyAdds),
                        Column.right("receptive field", StepRow::field),
                        Column.right("jump", StepRow::jump))
                .print(document.steps(), out);
        out.printf(
                Locale.ROOT,
                "%n%,d learnable parameters%s, %,d multiply-adds for one image of %s%n",
                document.learnableParameters(),
                document.totalParameters() == document.learnableParameters()
                        ? ""
                        : String.format(Locale.ROOT, " (%,d with running statistics)", document.totalParameters()),
                document.multiplyAdds(),
                document.input());
    }

    private static void formulas(Document document, PrintWriter out) {
        for (StepRow r : document.steps()) {
            Formulas f = r.formulas();
            if (f.equals(new Formulas("", "", "", "", ""))) {
                continue;
            }
            out.println();
            out.println(r.step() + (r.step().startsWith("separable") ? " (" + r.type() + ")" : ""));
            line(out, "output", f.output());
            line(out, "parameters", f.parameters());
            line(out, "multiply-adds", f.multiplyAdds());
            line(out, "receptive field", f.receptiveField());
            line(out, "jump", f.jump());
        }
    }

    private static void line(PrintWriter out, String what, String formula) {
        if (!formula.isEmpty()) {
            out.printf(Locale.ROOT, "  %-16s %s%n", what, formula);
        }
    }
}
