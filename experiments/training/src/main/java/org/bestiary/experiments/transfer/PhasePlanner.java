package org.bestiary.experiments.transfer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.bestiary.experiments.config.ExperimentSpec;
import org.bestiary.experiments.config.SpecException;
import org.bestiary.experiments.config.SpecReader;
import org.bestiary.experiments.config.TrainingSpec;
import org.bestiary.experiments.config.Transfer;
import org.bestiary.zoo.Zoo;
import org.bestiary.zoo.ZooException;
import org.bestiary.zoo.graph.LayerNames;
import org.bestiary.zoo.graph.Network;

/** From a spec to the phases of its training. */
public final class PhasePlanner {
    private final SpecReader.Located located;
    private final Network network;
    private final TrainingSpec training;
    private final List<PlannedPhase> phases = new ArrayList<>();

    private PhasePlanner(SpecReader.Located located, Network network) {
        this.located = located;
        this.network = network;
        this.training = located.spec().training();
    }

    /**
     * The phases, at least one.
     *
     * @param located the spec of one network
     * @param network its last network, with its head
     * @param smaller describes a network that it grows from, by id
     * @throws SpecException if a name stands for no layer, or nothing would learn; says where in the spec
     */
    public static List<PlannedPhase> of(
            SpecReader.Located located, Network network, Function<String, Network> smaller) {
        PhasePlanner planner = new PhasePlanner(located, network);
        planner.grow(smaller);
        planner.main();
        planner.further();
        return List.copyOf(planner.phases);
    }

    private void grow(Function<String, Network> smaller) {
        List<ExperimentSpec.Growth> growths = located.spec().model().grow().orElse(List.of());
        String family = Zoo.find(network.id()).card().family();
        for (int i = 0; i < growths.size(); i++) {
            ExperimentSpec.Growth growth = growths.get(i);
            String path = "model.grow[" + i + "].id";
            Network first = checked(path, () -> smaller.apply(growth.id()));
            if (!Zoo.find(growth.id()).card().family().equals(family)) {
                throw located.mistake(
                        path,
                        "a network grows from smaller ones of its family, " + family + ", but got " + growth.id()
                                + "; name another one");
            }
            TrainingSpec recipe = training.with(growth.epochs(), growth.learningRate(), Optional.empty());
            phases.add(new PlannedPhase(
                    growth.id(), first, recipe, factors(first, Set.of(), "model.grow"), !phases.isEmpty()));
        }
    }

    private void main() {
        Optional<List<String>> freeze = located.spec().model().transfer().flatMap(Transfer::freeze);
        String path = "model.transfer.freeze";
        Set<String> frozen = checked(path, () -> new LayerNames(network).of(freeze.orElse(List.of())));
        boolean grown = !phases.isEmpty();
        phases.add(new PlannedPhase(
                grown ? network.id() : title(frozen), network, training, factors(network, frozen, path), grown));
    }

    private void further() {
        List<TrainingSpec.Phase> more = training.phases().orElse(List.of());
        Set<String> frozen = new HashSet<>(phases.get(phases.size() - 1).frozen());
        for (int i = 0; i < more.size(); i++) {
            TrainingSpec.Phase phase = more.get(i);
            String path = "training.phases[" + i + "].unfreezeFrom";
            phase.unfreezeFrom()
                    .ifPresent(name -> frozen.removeAll(checked(path, () -> new LayerNames(network).from(name))));
            TrainingSpec recipe = training.with(phase.epochs(), phase.learningRate(), phase.schedule());
            phases.add(new PlannedPhase(title(frozen), network, recipe, factors(network, frozen, path), false));
        }
    }

    private String title(Set<String> frozen) {
        int all = new LayerNames(network).all().size();
        return frozen.isEmpty() ? "all layers learn" : (all - frozen.size()) + " of " + all + " layers learn";
    }

    private Map<String, Double> factors(Network of, Set<String> frozen, String path) {
        LayerNames names = new LayerNames(of);
        if (frozen.containsAll(names.all())) {
            throw located.mistake(
                    path, "at least one layer must learn, but all " + frozen.size() + " are frozen; leave one out");
        }
        Map<String, Double> factors = new HashMap<>();
        double divisor = training.layerRateDivisor().orElse(1.0);
        List<Set<String>> groups = names.groups();
        for (int i = 0; i < groups.size(); i++) {
            double factor = Math.pow(divisor, -(groups.size() - 1.0 - i));
            if (factor != 1) {
                groups.get(i).forEach(layer -> factors.put(layer, factor));
            }
        }
        frozen.forEach(layer -> factors.put(layer, 0.0));
        return factors;
    }

    private interface Step<T> {
        T take();
    }

    private <T> T checked(String path, Step<T> step) {
        try {
            return step.take();
        } catch (ZooException e) {
            throw located.mistake(path, path + ": " + e.getMessage());
        }
    }
}
