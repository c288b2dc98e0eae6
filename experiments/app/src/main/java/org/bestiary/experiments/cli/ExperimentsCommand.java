package org.bestiary.experiments.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.bestiary.common.table.Column;
import org.bestiary.common.table.Table;
import org.bestiary.experiments.config.ExperimentSpec;
import org.bestiary.experiments.config.SpecLibrary;
import org.bestiary.experiments.config.SpecReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code experiments}: what ships. */
@Command(
        name = "experiments",
        mixinStandardHelpOptions = true,
        description = "Lists the experiments that ship with the program.",
        footer = {
            "",
            "Examples:",
            "  bestiary experiments",
            "  bestiary experiments --all",
            "  bestiary describe --spec lenet5-mnist",
            "  bestiary run lenet5-mnist"
        })
final class ExperimentsCommand implements Callable<Integer> {
    /** What the ledger of lectures runs; {@code reproduce} is the way to these. */
    private static final String LECTURE = "lecture/";

    private static final int SHOWN = 2;

    private static final Table<ShippedRow> TABLE = Table.of(
            Column.left("experiment", ShippedRow::experiment),
            Column.left("network", ShippedRow::shownNetworks),
            Column.left("data", ShippedRow::data),
            Column.right("runs", r -> r.runs()),
            Column.left("title", ShippedRow::title));

    @Option(names = "--all", description = "Those of the lecture ledger, too.")
    private boolean all;

    @Mixin
    private Output output;

    /**
     * An experiment that ships; the components are the JSON fields.
     *
     * @param experiment what {@code run} calls it
     * @param networks ids of its networks
     * @param data id of its data set
     * @param runs how many it makes: one for each network, fold and seed
     */
    record ShippedRow(String experiment, String title, List<String> networks, String data, int runs) {
        /** Of many networks the first few: a line has to fit a screen. */
        private String shownNetworks() {
            return networks.size() <= SHOWN
                    ? String.join(", ", networks)
                    : networks.get(0) + " and " + (networks.size() - 1) + " more";
        }

        static ShippedRow of(String name) {
            SpecReader.Located located = SpecLibrary.open(name, Map.of());
            ExperimentSpec first = located.spec();
            return new ShippedRow(
                    name,
                    first.heading(),
                    located.networks().stream()
                            .map(spec -> spec.model().id())
                            .distinct()
                            .toList(),
                    first.data().id(),
                    located.networks().stream()
                            .mapToInt(spec -> spec.seeds().size())
                            .sum());
        }
    }

    @Override
    public Integer call() {
        List<String> names = SpecLibrary.names();
        List<ShippedRow> rows = names.stream()
                .filter(name -> all || !name.startsWith(LECTURE))
                .map(ShippedRow::of)
                .toList();
        if (output.json()) {
            output.print(rows);
            return 0;
        }
        TABLE.print(rows, output.out());
        if (rows.size() < names.size()) {
            output.err().println(names.size() - rows.size() + " more belong to the lecture ledger; --all shows them");
        }
        output.err()
                .println("start one with: ./bestiary run EXPERIMENT; sweeps that ship: "
                        + String.join(", ", SpecLibrary.sweepNames()));
        return 0;
    }
}
