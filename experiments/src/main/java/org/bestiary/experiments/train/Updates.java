package org.bestiary.experiments.train;

import java.util.Map;
import org.bestiary.experiments.config.TrainingSpec;
import org.bestiary.zoo.update.FusedUpdater;
import org.bestiary.zoo.update.UpdateRules;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** What moves the parameters of a network in training: is told the learning rate of every batch. */
final class Updates {
    private final FusedUpdater updater;

    private Updates(FusedUpdater updater) {
        this.updater = updater;
    }

    /** Takes the place of DL4J's own updater, whose state it goes on with. */
    static Updates attach(ComputationGraph net, TrainingSpec recipe) {
        return new Updates(
                FusedUpdater.attach(net, new UpdateRules(recipe.clipNorm().orElse(0.0), Map.of())));
    }

    /**
     * Announces a batch.
     *
     * @param rate learning rate of the update that it belongs to
     * @param step updates made before, from 0
     * @param updates whether the update is made after it; otherwise its gradients are only added up
     */
    void next(double rate, long step, boolean updates) {
        updater.next(rate, step, updates);
    }
}
