package org.bestiary.experiments.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bestiary.common.table.Column;
import org.bestiary.common.table.Table;
import org.bestiary.experiments.config.SpecLibrary;
import org.bestiary.experiments.config.SpecReader;
import org.bestiary.experiments.config.Transfer;
import org.bestiary.experiments.train.Plan;
import org.bestiary.experiments.transfer.PlannedPhase;
import org.bestiary.zoo.analysis.Analysis;
import org.bestiary.zoo.analysis.LayerReport;
import org.bestiary.zoo.graph.LayerNames;

/**
 * What learns in an experiment, and when; the components are JSON fields.
 *
 * @param spec name of the experiment
 * @param networks its networks
 */
record SpecDescription(String spec, List<Described> networks) {

    private static final String RANDOM = "random";

    /**
     * One network.
     *
     * @param name what the experiment calls it
     * @param model id in the zoo
     * @param from where its first weights come from; "random" for nowhere
     * @param phases what its training consists of
     */
    record Described(String name, String model, String from, List<PhaseRow> phases) {}

    /**
     * One phase.
     *
     * @param title what it does
     * @param network id in the zoo
     * @param epochs how long it lasts; 0 where it is counted in updates
     * @param learningRate its learning rate at its highest
     * @param learning parameters that learn
     * @param parameters learnable parameters of the network
     * @param layers layers with parameters
     */
    record PhaseRow(
            String title,
            String network,
            int epochs,
            double learningRate,
            long learning,
            long parameters,
            List<LayerRow> layers) {}

    /**
     * A layer with parameters.
     *
     * @param name of the layer
     * @param parameters learnable ones
     * @param rateFactor what the learning rate is multiplied by; 0 for frozen
     */
    record LayerRow(String name, long parameters, double rateFactor) {}

    /** The description of a shipped spec, or of a file. */
    static SpecDescription of(String nameOrFile) {
        SpecReader.Located located = SpecLibrary.open(nameOrFile, Map.of());
        List<Described> networks = new ArrayList<>();
        for (SpecReader.Located network : located.firstFolds()) {
            Plan plan = Plan.of(network);
            networks.add(new Described(
                    network.spec().model().heading(),
                    plan.architecture().id(),
                    network.spec().model().transfer().map(Transfer::from).orElse(RANDOM),
                    plan.phases().stream().map(SpecDescription::phase).toList()));
        }
        return new SpecDescription(located.spec().name(), networks);
    }

    private static PhaseRow phase(PlannedPhase phase) {
        List<String> names = new LayerNames(phase.network()).all();
        List<LayerRow> layers = new ArrayList<>();
        for (LayerReport report : Analysis.of(phase.network()).layers()) {
            if (names.contains(report.name())) {
                layers.add(new LayerRow(report.name(), report.parameters(), phase.rateFactor(report.name())));
            }
        }
        return new PhaseRow(
                phase.title(),
                phase.network().id(),
                phase.recipe().epochs().orElse(0),
                phase.recipe().optimizer().learningRate(),
                layers.stream()
                        .filter(l -> l.rateFactor() > 0)
                        .mapToLong(LayerRow::parameters)
                        .sum(),
                layers.stream().mapToLong(LayerRow::parameters).sum(),
                layers);
    }

    /** Prints a table for each network, with a column for each phase. */
    void print(PrintWriter out) {
        for (Described network : networks) {
            out.println(network.name() + " (" + network.model() + "), weights "
                    + (network.from().equals(RANDOM) ? "drawn at random" : "from " + network.from()));
            List<PhaseRow> phases = network.phases();
            List<Column<LayerRow>> columns = new ArrayList<>(
                    List.of(Column.left("layer", LayerRow::name), Column.right("parameters", LayerRow::parameters)));
            for (PhaseRow phase : phases) {
                columns.add(Column.left("phase " + (columns.size() - 1), layer -> state(phase, layer.name())));
            }
            new Table<>(columns).print(phases.get(phases.size() - 1).layers(), out);
            for (int i = 0; i < phases.size(); i++) {
                PhaseRow p = phases.get(i);
                out.printf(
                        Locale.ROOT,
                        "phase %d: %s, %sat most %s; %,d of %,d parameters learn%n",
                        i + 1,
                        p.title(),
                        p.epochs() == 0 ? "" : p.epochs() + (p.epochs() == 1 ? " epoch, rate " : " epochs, rate "),
                        (float) p.learningRate(),
                        p.learning(),
                        p.parameters());
            }
            out.println();
        }
    }

    private static String state(PhaseRow phase, String layer) {
        return phase.layers().stream()
                .filter(l -> l.name().equals(layer))
                .findFirst()
                .map(l -> l.rateFactor() == 0
                        ? "frozen"
                        : l.rateFactor() == 1 ? "learns" : String.format(Locale.ROOT, "learns x %.3g", l.rateFactor()))
                .orElse("-");
    }
}
