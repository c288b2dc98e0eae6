package org.bestiary.experiments.transfer;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bestiary.experiments.config.TrainingSpec;
import org.bestiary.zoo.graph.Network;

/**
 * A part of a training: which network, which of its layers learn how fast, by which recipe. Most trainings have one.
 *
 * @param title what it does, for people
 * @param network what is trained
 * @param recipe its length, learning rate and schedule; all else as in the whole training
 * @param rateFactors what the learning rate of a layer is multiplied by, where it is not 1; 0 for frozen
 * @param grown whether the network is another one than in the phase before
 */
public record PlannedPhase(
        String title, Network network, TrainingSpec recipe, Map<String, Double> rateFactors, boolean grown) {
    public PlannedPhase {
        rateFactors = Map.copyOf(rateFactors);
    }

    /** The layers whose parameters and running statistics stay as they are. */
    public Set<String> frozen() {
        return new TreeMap<>(rateFactors)
                .entrySet().stream()
                        .filter(e -> e.getValue() == 0)
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());
    }

    /** What the learning rate of a layer is multiplied by. */
    public double rateFactor(String layer) {
        return rateFactors.getOrDefault(layer, 1.0);
    }
}
