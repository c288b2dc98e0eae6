package org.bestiary.experiments.train;

import java.util.Map;
import org.bestiary.experiments.config.TrainingSpec;
import org.bestiary.zoo.update.FusedUpdater;
import org.bestiary.zoo.update.UpdateRules;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What moves the parameters of a network in training: is told the learning rate of every batch. */
final class Updates {
    private final FusedUpdater updater;
    private final long firstStep;

    private Updates(FusedUpdater updater, long firstStep) {
        this.updater = updater;
        this.firstStep = firstStep;
    }

    /**
     * Takes the place of DL4J's own updater, whose state it goes on with.
     *
     * @param rateFactors what the learning rate of a layer is multiplied by, where it is not 1; 0 for frozen
     * @param firstStep the update that the optimiser began at
     */
    static Updates attach(ComputationGraph net, TrainingSpec recipe, Map<String, Double> rateFactors, long firstStep) {
        return new Updates(
                FusedUpdater.attach(net, new UpdateRules(recipe.clipNorm().orElse(0.0), rateFactors)), firstStep);
    }

    /** Lets the optimiser of a network forget. */
    static void forget(ComputationGraph net) {
        INDArray state = net.getUpdater(true).getStateViewArray();
        if (state != null) {
            state.assign(0);
        }
    }

    /**
     * Announces a batch.
     *
     * @param rate learning rate of the update that it belongs to
     * @param step updates made before in the whole training, from 0
     * @param updates whether the update is made after it; otherwise its gradients are only added up
     */
    void next(double rate, long step, boolean updates) {
        updater.next(rate, step - firstStep, updates);
    }
}
